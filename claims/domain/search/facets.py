"""The values of each facet of a claim, read from its record: one table, by the names of list parameters.

Every public version of a claim is stored with these values, and counts are kept of them::

    record + facts of its sources ──► {("speaker", "viktor-lebed"), ("answer", "build-the-bridge:yes"), …}

The names are those of the filters, with some more: ``any_answer``; ``any_rating``, which also has the scale
of a verdict without rating; ``line_of`` for others than the speaker in whose line it takes a stance;
``points_to``, ``repeats``, ``echoes`` and ``takes_back`` for the claims that a relation points to; and
``occasion``.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.dates.months import period_of
from claims.domain.record.claim import ClaimRecord, Verdict
from claims.domain.record.source_facts import SourceFacts, facts_cited

UNCHECKED = "unchecked"
"""The value of ``consistency`` for an unchecked claim that says that nothing has changed."""

TAKING_BACK: Final = ("disavows", "retracts")
"""The relations by which a claim takes another back."""

FacetValue = tuple[str, str]
"""The name of a facet and one of its values."""


class SourcedClaim(Struct, frozen=True, gc=False):
    """A claim with what its values are read from.

    ``cited`` are the facts of the sources in its chain, ``consistency_scales`` the slugs of the scales that
    measure consistency, ``accuracy_verdicts`` the verdicts on other scales.
    """

    claim: ClaimRecord
    cited: Sequence[SourceFacts]
    consistency_scales: Collection[str]
    accuracy_verdicts: Sequence[Verdict]


def facet_values(
    claim: ClaimRecord, sources: Mapping[str, SourceFacts], consistency_scales: Collection[str] = ()
) -> frozenset[FacetValue]:
    """All filter values that a claim matches.

    ``sources`` are by key; ``consistency_scales`` are the slugs of the scales that measure consistency.
    """
    verdicts = [verdict for verdict in claim.verdicts if verdict.scale not in consistency_scales]
    sourced = SourcedClaim(claim, facts_cited(claim, sources), consistency_scales, verdicts)
    found = [(name, value) for name, read in FACETS.items() for value in read(sourced)]
    return frozenset([(ALL, ""), *found])


def _ratings(sourced: SourcedClaim) -> Iterator[str]:
    verdicts = sourced.accuracy_verdicts
    if not verdicts:
        yield "none"
    for verdict in verdicts:
        if verdict.rating:
            yield f"{verdict.scale}:{verdict.rating}"


def _consistency(sourced: SourcedClaim) -> Iterator[str]:
    """The outcomes of checks, and ratings on consistency scales."""
    for stance in sourced.claim.stances:
        if stance.unchanged:
            yield (stance.check.confirmed if stance.check else "") or UNCHECKED
    for verdict in sourced.claim.verdicts:
        if verdict.rating and verdict.scale in sourced.consistency_scales:
            yield f"{verdict.scale}:{verdict.rating}"


def _outlets(sourced: SourcedClaim) -> Iterator[str]:
    """The outlets in the chain, and those of the sources."""
    yield from (hop.outlet for hop in sourced.claim.chain if hop.outlet)
    yield from (facts.outlet for facts in sourced.cited if facts.outlet)


def _has(sourced: SourcedClaim) -> Iterator[str]:
    claim = sourced.claim
    if any(facts.is_archived for facts in sourced.cited):
        yield "archive"
    if claim.context:
        yield "context"
    if any(stance.unchanged for stance in claim.stances):
        yield "no_change"
    if claim.relations:
        yield "relation"
    if claim.words.source_language or claim.translations:
        yield "translation"
    if sourced.accuracy_verdicts:
        yield "verdict"


Read = Callable[[SourcedClaim], Iterable[str]]
"""Returns the values of a facet of a claim."""


def _year(sourced: SourcedClaim) -> Iterator[str]:
    if year := FuzzyDate.parse(sourced.claim.said).year:
        yield str(year)


def _others_of_line(sourced: SourcedClaim) -> Iterator[str]:
    """Joint speakers of a claim with stances, and those whose line a stance states."""
    claim = sourced.claim
    yield from claim.with_ if claim.stances else ()
    yield from (stance.of for stance in claim.stances if stance.of)


# Versions are stored with their values in this order. A new facet comes last: then a database where
# ``derive_records`` has not run yet finds the others.
FACETS: Final[Mapping[str, Read]] = {
    "speaker": lambda c: (c.claim.speaker, *c.claim.with_),
    "on_behalf_of": lambda c: (c.claim.on_behalf_of,) if c.claim.on_behalf_of else (),
    "position": lambda c: (s.position for s in c.claim.stances),
    "answer": lambda c: (f"{s.position}:{s.answer}" for s in c.claim.stances if s.answer),
    "any_answer": lambda c: (s.answer for s in c.claim.stances if s.answer),
    "topic": lambda c: c.claim.topics,
    "rating": _ratings,
    "any_rating": lambda c: (v.rating or f"{v.scale}:" for v in c.accuracy_verdicts),
    "consistency": _consistency,
    "kind": lambda c: (c.claim.kind,),
    "form": lambda c: (c.claim.words.form,),
    "lang": lambda c: (c.claim.words.language,),
    "source": lambda c: (hop.source for hop in c.claim.chain if hop.source),
    "outlet": _outlets,
    "year": _year,
    "has": _has,
    "unchanged": lambda c: (s.position for s in c.claim.stances if s.unchanged),
    "about": lambda c: c.claim.about,
    "points_to": lambda c: (relation.to for relation in c.claim.relations),
    "repeats": lambda c: (r.to for r in c.claim.relations if r.kind == "repeats"),
    "echoes": lambda c: (r.to for r in c.claim.relations if r.kind == "echoes"),
    "takes_back": lambda c: (r.to for r in c.claim.relations if r.kind in TAKING_BACK),
    "occasion": lambda c: (c.claim.occasion.slug,) if c.claim.occasion else (),
    "line_of": _others_of_line,
}
"""How the values of each facet are read, by name."""

ALL = "all"
"""The facet that every public claim has, with an empty value."""

MonthKey = tuple[str, str, str]
StanceKey = tuple[str, str, str, str, bool]
Now = Callable[[str, str], str]
"""Returns the key of today of a record, for its type and a key that it has or had."""


def as_named(record_type: str, key: str) -> str:
    """The key itself: the key of today of what was neither merged nor renamed."""
    return key


def months_of(record: ClaimRecord, now: Now = as_named) -> set[MonthKey]:
    """The counts of its speakers to which a public claim adds, as (speaker, topic, month).

    An empty topic means all claims, an empty month all dates. ``now`` gives the key of today of a record.
    """
    speakers = [now("speaker", speaker) for speaker in (record.speaker, *record.with_)]
    return month_keys(record.said, speakers, [now("topic", topic) for topic in record.topics])


def month_keys(said: str, speakers: Iterable[str], topics: Iterable[str]) -> set[MonthKey]:
    """The same for a claim said then, by these speakers, on these topics."""
    months, topics = ("", _period(said)), ("", *topics)
    return {(speaker, topic, month) for speaker in speakers for topic in topics for month in months}


@lru_cache(maxsize=8192)
def _period(said: str) -> str:
    return period_of(FuzzyDate.parse(said))


def stances_of(record: ClaimRecord, now: Now = as_named) -> set[StanceKey]:
    """The counts of stances to which a claim adds. ``now`` as for ``months_of``."""
    return {
        (
            now("speaker", record.speaker),
            now("speaker", record.on_behalf_of),
            stance.position,
            stance.answer or "",
            stance.unchanged,
        )
        for stance in record.stances
    }
