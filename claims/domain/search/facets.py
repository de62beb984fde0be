"""The values of each facet of a claim, read from its record: one table, by the names of list parameters.

Filters on current claims mostly use joins. Past versions store these values, and counts are kept of them::

    record + facts of its sources ──► {("speaker", "viktor-lebed"), ("answer", "build-the-bridge:yes"), …}

The names are those of the filters, with some more: ``any_answer``; ``any_rating``, which also has the scale
of a verdict without rating; and ``points_to`` and ``repeats`` for the claims that a relation points to.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.dates.months import period_of
from claims.domain.record.claim import ClaimRecord, Verdict
from claims.domain.record.shared import SourceRecord

UNCHECKED = "unchecked"
"""The value of ``consistency`` for an unchecked claim that says that nothing has changed."""

FacetValue = tuple[str, str]
"""The name of a facet and one of its values."""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """The facts of a source that matter to its claims.

    ``day`` is the latest day on which words in it can have been said, or None.
    """

    outlet: str = ""
    day: date | None = None
    is_archived: bool = False


def facts_of(source: SourceRecord) -> SourceFacts:
    """The facts of a source, from its record."""
    read = [FuzzyDate.parse(text) for text in (source.published, source.retrieved)]
    days = [fuzzy.latest for fuzzy in read if not fuzzy.undated]
    return SourceFacts(source.outlet, min(days, default=None), bool(source.archived_url))


def day_said(claim: ClaimRecord, sources: Mapping[str, SourceFacts]) -> date | None:
    """The latest day on which a claim can have been said, by the dates of its sources, or None."""
    days = [facts.day for facts in _facts(claim, sources) if facts.day is not None]
    return min(days, default=None)


@dataclass(frozen=True, slots=True)
class SourcedClaim:
    """A claim with what its values are read from.

    ``sources`` are by key; ``consistency_scales`` are the slugs of the scales that measure consistency.
    """

    claim: ClaimRecord
    sources: Mapping[str, SourceFacts]
    consistency_scales: Collection[str] = ()

    @property
    def cited(self) -> list[SourceFacts]:
        """The facts of the sources in the chain of the claim."""
        return list(_facts(self.claim, self.sources))

    @property
    def accuracy_verdicts(self) -> list[Verdict]:
        """The verdicts on the accuracy of the claim."""
        return [verdict for verdict in self.claim.verdicts if verdict.scale not in self.consistency_scales]


def facet_values(
    claim: ClaimRecord, sources: Mapping[str, SourceFacts], consistency_scales: Collection[str] = ()
) -> frozenset[FacetValue]:
    """The filter values of a claim, as past versions store them. For the arguments see ``SourcedClaim``."""
    sourced = SourcedClaim(claim, sources, consistency_scales)
    return frozenset(
        (name, value) for name, facet in FACETS.items() if facet.is_stored for value in facet.read(sourced)
    )


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


def _facts(claim: ClaimRecord, sources: Mapping[str, SourceFacts]) -> Iterator[SourceFacts]:
    for hop in claim.chain:
        if hop.source in sources:
            yield sources[hop.source]


@dataclass(frozen=True, slots=True)
class Facet:
    """How the values of a facet are read from a claim.

    ``is_counted`` if the number of public claims is kept for each value; ``is_stored`` if past versions store
    the values.
    """

    read: Callable[[SourcedClaim], Iterable[str]]
    is_counted: bool = False
    is_stored: bool = True


FACETS: Final[Mapping[str, Facet]] = {
    "speaker": Facet(lambda c: (c.claim.speaker, *c.claim.with_), is_counted=True),
    "on_behalf_of": Facet(lambda c: (c.claim.on_behalf_of,) if c.claim.on_behalf_of else (), is_counted=True),
    "position": Facet(lambda c: (s.position for s in c.claim.stances), is_counted=True),
    "answer": Facet(
        lambda c: (f"{s.position}:{s.answer}" for s in c.claim.stances if s.answer), is_counted=True
    ),
    "any_answer": Facet(lambda c: (s.answer for s in c.claim.stances if s.answer)),
    "topic": Facet(lambda c: c.claim.topics, is_counted=True),
    "rating": Facet(_ratings, is_counted=True),
    "any_rating": Facet(lambda c: (v.rating or f"{v.scale}:" for v in c.accuracy_verdicts)),
    "consistency": Facet(_consistency, is_counted=True),
    "kind": Facet(lambda c: (c.claim.kind,), is_counted=True),
    "form": Facet(lambda c: (c.claim.words.form,), is_counted=True),
    "lang": Facet(lambda c: (c.claim.words.language,), is_counted=True),
    "source": Facet(lambda c: (hop.source for hop in c.claim.chain if hop.source), is_counted=True),
    "outlet": Facet(_outlets, is_counted=True),
    "year": Facet(
        lambda c: (str(FuzzyDate.parse(c.claim.said).year or ""),), is_counted=True, is_stored=False
    ),
    "has": Facet(_has),
    "unchanged": Facet(
        lambda c: (s.position for s in c.claim.stances if s.unchanged), is_counted=True, is_stored=False
    ),
    "points_to": Facet(lambda c: (relation.to for relation in c.claim.relations)),
    "repeats": Facet(lambda c: (r.to for r in c.claim.relations if r.kind == "repeats")),
}
"""All facets, by name. Past versions have the year in a column of their own."""


FacetKey = tuple[str, str]
MonthKey = tuple[str, str, str]
StanceKey = tuple[str, str, str, str, bool, str, str]

ALL = "all"


def facets_of(
    record: ClaimRecord, outlets: Mapping[str, str], consistency_scales: Collection[str] = ()
) -> set[FacetKey]:
    """The facet counts to which a public claim adds, as (facet, value).

    ``outlets`` gives the outlet of each source; ``consistency_scales`` are as in ``SourcedClaim``.
    """
    sources = {hop.source: SourceFacts(outlets.get(hop.source, "")) for hop in record.chain}
    sourced = SourcedClaim(record, sources, consistency_scales)
    found = {
        (name, value) for name, facet in FACETS.items() if facet.is_counted for value in facet.read(sourced)
    }
    if sourced.accuracy_verdicts:
        found.add(("rating", ""))  # All claims with a verdict.
    return {(ALL, ""), *found}


def months_of(record: ClaimRecord) -> set[MonthKey]:
    """The counts of its speakers to which a public claim adds, as (speaker, topic, month).

    An empty topic means all claims, an empty month all dates.
    """
    period = period_of(FuzzyDate.parse(record.said))
    return {
        (speaker, topic, month)
        for speaker in (record.speaker, *record.with_)
        for topic in ("", *record.topics)
        for month in ("", period)
    }


def stances_of(record: ClaimRecord) -> set[StanceKey]:
    """The counts of stances to which a claim adds."""
    return {
        (
            record.speaker,
            record.on_behalf_of,
            stance.position,
            stance.answer or "",
            stance.unchanged,
            record.words.form,
            stance.basis,
        )
        for stance in record.stances
    }
