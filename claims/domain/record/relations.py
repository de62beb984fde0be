"""Find relations between claims that contradict the dates or the speakers, or run in a circle.

A relation belongs to the later claim and points back to the earlier one. Only ``precedes`` points forward::

    2019-02-07 first ◄── repeats ── 2020-05 later        first ── precedes ──► undated

If the order of two claims is not known, any relation is allowed. Days are those of the places of speaking,
and at the same instant two places can have different days (UTC−12 to UTC+14). Successive days therefore give
no order, unless both are known to be days of the same place.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from graphlib import TopologicalSorter

from claims.domain.dates.fuzzy import FuzzyDate, Order
from claims.domain.dates.order import is_known_before
from claims.domain.errors import InvalidRecord
from claims.domain.record.claim import Relation
from claims.domain.record.graphs import circles_in, reachable
from claims.domain.record.vocabulary import RELATION_KINDS
from claims.domain.text.shortened import shortened

FORWARD = "precedes"
"""The relation that points from an earlier claim to a later one. All others point back."""
MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class RelatedClaim:
    """A claim with the facts that the rules need. ``speakers`` are the speaker and joint speakers.

    ``said`` may be capped by the days of its sources. An identified speaker is given by the identity.
    ``place`` is where it was said, folded, or empty. ``sources`` are the keys of its sources.
    """

    key: str
    words: str
    said: FuzzyDate
    speaker: str
    speakers: frozenset[str]
    place: str = ""
    sources: frozenset[str] = frozenset()
    precedes: frozenset[str] = frozenset()

    @property
    def named(self) -> str:
        """The claim as messages name it: key, words and day."""
        words = shortened(" ".join(self.words.split()), MOST_WORDS)
        return f"{self.key} “{words}” ({self.day})"

    @property
    def day(self) -> str:
        """The day in words, with its cap."""
        words = self.said.short_words()
        is_capped = self.said.latest != FuzzyDate.parse(self.said.text).latest
        return f"{words}, by its source not after {self.said.latest.isoformat()}" if is_capped else words


def relation_problems(
    claim: RelatedClaim, relations: Sequence[Relation], others: Mapping[str, RelatedClaim]
) -> tuple[InvalidRecord, ...]:
    """The problems of the relations of a claim, each with its place in the record.

    Relations to claims that are not among ``others`` (tombstones) are not checked.
    """
    found = []
    for n, relation in enumerate(relations):
        other = others.get(relation.to)
        problem = relation_problem(relation.kind, claim, other) if other is not None else None
        if problem is not None:
            message, mend = problem
            found.append(InvalidRecord(message, field=f"relations[{n}].kind", value=relation.kind, mend=mend))
    return tuple(found)


def relation_problem(kind: str, claim: RelatedClaim, other: RelatedClaim) -> tuple[str, str] | None:
    """Why a relation from one claim to another is wrong, and what would be right; None if it is not."""
    by_date = known_order(claim, other)
    label = RELATION_KINDS[kind]
    if kind == FORWARD:
        if by_date is Order.AFTER:
            message = f"this claim ({claim.day}) was said after {other.named}, by the dates of both"
            return message, f"let {other.key} be the one that precedes"
        return None
    if by_date is Order.BEFORE:
        message = f"“{label}” points to what was said later: {other.named}, this claim"
        return f"{message} {claim.day}", f"write the relation in {other.key}"
    if kind == "echoes" and claim.speaker == other.speaker:
        return f"nobody echoes himself: {other.named} has the same speaker", "repeats, not echoes"
    if kind == "repeats" and not claim.speakers & other.speakers:
        return f"{other.named} has another speaker, and a repeat has the same", "echoes, not repeats"
    return None


def known_order(one: RelatedClaim, other: RelatedClaim) -> Order:
    """The known order of two claims, by their instants or their days."""
    if is_known_before(one, other):
        return Order.BEFORE
    return Order.AFTER if is_known_before(other, one) else Order.UNKNOWN


Later = Mapping[str, Collection[str]]
"""The keys of the claims that each claim precedes."""


def order_problems(claims: Mapping[str, RelatedClaim], later: Later) -> tuple[str, ...]:
    """Sentences for circles of ``precedes``, and for chains of it that contradict the dates.

    Dates fit a relation without circles only if no claim must be later than its latest day, given the
    earliest days of all claims before it.
    """
    circles = tuple(_circles(later))
    return tuple(_circle_words(circle, claims) for circle in circles) or tuple(_against_dates(claims, later))


def back_problems(
    claims: Mapping[str, RelatedClaim], later: Later, backward: Iterable[tuple[str, str, str]]
) -> tuple[str, ...]:
    """Sentences for relations (from, kind, to) that point back to a claim which is known to be later."""
    found = []
    for key, kind, to in backward:
        if kind != FORWARD and key in later and to in reachable(key, later):
            label = RELATION_KINDS[kind]
            found.append(
                f"{_named(key, claims)} precedes {_named(to, claims)}, "
                f"and “{label}” points to what came before"
            )
    return tuple(found)


def _circles(later: Later) -> Iterator[tuple[str, ...]]:
    """The circles, without shared claims, each starting with its lowest key."""
    for circle in circles_in({key: sorted(later[key]) for key in sorted(later)}):
        lowest = circle.index(min(circle))
        yield (*circle[lowest:], *circle[:lowest])


def _circle_words(circle: Sequence[str], claims: Mapping[str, RelatedClaim]) -> str:
    named = " precedes ".join(_named(key, claims) for key in (*circle, circle[0]))
    return f"“precedes” runs in a circle: {named}"


def _against_dates(claims: Mapping[str, RelatedClaim], later: Later) -> Iterator[str]:
    """Claims whose latest day is before the earliest day of a claim that precedes them. Needs no circles."""
    floor: dict[str, tuple[date, str]] = {}
    in_order = [*TopologicalSorter({key: sorted(later[key]) for key in sorted(later)}).static_order()]
    for key in reversed(in_order):
        said = claims[key].said if key in claims else FuzzyDate.unknown()
        least, origin = floor.get(key, (said.earliest, key))
        if said.latest < least and (
            (least - said.latest).days > 1 or _is_after(claims.get(origin), claims.get(key))
        ):
            yield (
                f"{_named(origin, claims)} precedes {_named(key, claims)}, by way of what is recorded "
                "between them, and the dates say otherwise"
            )
            continue
        if said.earliest >= least:
            least, origin = said.earliest, key
        for following in later.get(key, ()):
            if following not in floor or floor[following][0] < least:
                floor[following] = (least, origin)


def _is_after(one: RelatedClaim | None, other: RelatedClaim | None) -> bool:
    return one is not None and other is not None and known_order(one, other) is Order.AFTER


def _named(key: str, claims: Mapping[str, RelatedClaim]) -> str:
    return claims[key].named if key in claims else key
