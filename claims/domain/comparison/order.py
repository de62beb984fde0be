"""The known order of the claims of a comparison, and the days between them.

The order is partial: it follows from the dates, or from an editor's relation ``precedes`` if the dates do
not show it. In a list, a claim whose order is not known is placed by its latest possible day, with a note.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from claims.domain.dates.fuzzy import DayRange, FuzzyDate
from claims.domain.dates.order import is_known_before
from claims.domain.record.graphs import reachable
from claims.domain.text.own_words import own_words
from claims.domain.text.pairs import Text
from claims.domain.text.plurals import number_of

MOST = 6
"""The maximum number of claims in a comparison."""

MOST_LOOKED_UP = 48
"""The maximum number of keys whose dates are read to find the first six."""

ORDER_NOT_KNOWN = "order not known"
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ComparedClaim:
    """A claim with the facts that a comparison needs.

    ``role`` is the role that the source gave, ``form`` a word of ``FORMS``. ``texts`` are the words, followed
    by the translations. ``positions`` are pairs of slug and title. ``precedes`` are the keys of claims known
    to have been said later. ``outlet`` is the name of the outlet whose words they are, if they are not the
    speaker's own; empty if it is not known. ``place`` is where it was said, folded, ``sources`` are the keys
    of its sources.
    """

    key: str
    speaker: str
    speaker_name: str
    said: FuzzyDate
    form: str
    texts: tuple[Text, ...]
    role: str = ""
    on_behalf_of_name: str = ""
    outlet: str = ""
    positions: tuple[tuple[str, str], ...] = ()
    precedes: frozenset[str] = field(default_factory=frozenset)
    place: str = ""
    sources: frozenset[str] = field(default_factory=frozenset)

    @property
    def own_texts(self) -> tuple[Text, ...]:
        """The texts in which at least a part is the speaker's own words."""
        return tuple(text for text in self.texts if own_words(self.form, text.text))


@dataclass(frozen=True, slots=True)
class KeySelection:
    """The keys of an address. ``kept`` are sorted and at most six; ``left_out`` are the others."""

    kept: tuple[str, ...]
    repeated: tuple[str, ...]
    left_out: tuple[str, ...]


def canonical_keys(keys: Iterable[str]) -> KeySelection:
    """The keys as addresses have them: in lower case, each once, sorted.

    >>> canonical_keys(["b2", "A1", " b2"])
    KeySelection(kept=('a1', 'b2'), repeated=('b2',), left_out=())
    """
    asked = [key.strip().lower() for key in keys if key.strip()]
    distinct = sorted(set(asked))
    repeated = tuple(key for key in distinct if asked.count(key) > 1)
    return KeySelection(tuple(distinct[:MOST]), repeated, tuple(distinct[MOST:]))


def first_six(claims: Iterable[ComparedClaim]) -> tuple[tuple[ComparedClaim, ...], tuple[str, ...]]:
    """The first six claims by date, in order, and the sorted keys of the others."""
    ordered = arrange(claims)
    return ordered[:MOST], tuple(sorted(claim.key for claim in ordered[MOST:]))


def arrange(claims: Iterable[ComparedClaim]) -> tuple[ComparedClaim, ...]:
    """The claims, each key once, so that none comes before one that is known to be earlier.

    Where the order is not known, the latest possible day decides; undated claims come last. Relations that
    contradict the dates or run in a circle are ignored. The order of input does not matter.
    """
    waiting = sorted({claim.key: claim for claim in claims}.values(), key=_place)
    known = ClaimOrder(waiting)
    arranged: list[ComparedClaim] = []
    while waiting:
        following = next(one for one in waiting if not any(known.is_before(other, one) for other in waiting))
        arranged.append(following)
        waiting.remove(following)
    return tuple(arranged)


class ClaimOrder:
    """Which claims are known to be said before which others. Relations that form a circle are ignored."""

    def __init__(self, claims: Sequence[ComparedClaim]) -> None:
        direct = {one.key: {other.key for other in claims if is_known_before(one, other)} for one in claims}
        later = {key: reachable(key, direct) for key in direct}
        alone = [replace(one, precedes=NONE) if one.precedes else one for one in claims]
        dated = {one.key: {other.key for other in claims if is_known_before(one, other)} for one in alone}
        self._later = {
            key: {further for further in found if further in dated[key] or key not in later[further]}
            for key, found in later.items()
        }

    def is_before(self, one: ComparedClaim, other: ComparedClaim) -> bool:
        """Whether ``one`` is known to be before ``other``."""
        return other.key in self._later[one.key]


@dataclass(frozen=True, slots=True)
class Distance:
    """The time from one claim to another; ``days`` is ``None`` if nothing is known."""

    order_known: bool
    days: DayRange | None

    def words(self) -> str:
        """ "+412 days", "+5 to 33 days", "+5 days or more", "same day", "later", "order not known"."""
        if self.days is None:
            return "later, days not known" if self.order_known else ORDER_NOT_KNOWN
        least, most = self.days.least, self.days.most
        if most == 0:
            return "same day" if self.order_known else f"same day, {ORDER_NOT_KNOWN}"
        if most is None:
            return f"+{number_of(least, 'day')} or more"
        return f"+{number_of(most, 'day')}" if least == most else f"+{least:,} to {number_of(most, 'day')}"


def distance(earlier: FuzzyDate, later: FuzzyDate, *, order_known: bool) -> Distance:
    """The days from one date to the next one in a list.

    If the order is not known no number of days is given, unless both are on the same day.
    """
    least = max((later.earliest - earlier.latest).days, 0)
    most = None if earlier.starts_open or later.ends_open else (later.latest - earlier.earliest).days
    one_day = earlier.earliest == earlier.latest == later.earliest == later.latest
    if not (order_known or one_day) or (most is None and not least):
        return Distance(order_known, None)
    return Distance(order_known, DayRange(least, None if most is None else max(most, least)))


def _place(claim: ComparedClaim) -> tuple[bool, date, date, str]:
    return (claim.said.undated, claim.said.latest, claim.said.earliest, claim.key)
