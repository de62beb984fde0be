"""The values of each list filter that a claim matches, read from its record.

Filters on current claims mostly use joins; for past versions these values are stored::

    record + facts of its sources ──► {("speaker", "viktor-lebed"), ("answer", "build-the-bridge:yes"), …}

The names are those of the filters, with some more: ``any_answer``; ``any_rating``, which also has the scale
of a verdict without rating; and ``points_to`` and ``repeats`` for the claims that a relation points to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.dates.months import period_of
from claims.domain.record.claim import ClaimRecord, Stance, Verdict
from claims.domain.record.shared import SourceRecord

UNCHECKED = "unchecked"
"""The value of ``consistency`` for a claim that nothing has changed and that nobody has checked."""

FacetValue = tuple[str, str]
"""The name and a value of a filter."""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What a source says about its claims.

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
    """The latest day on which a claim can have been said by the dates of its sources, or None."""
    days = [facts.day for facts in _facts(claim, sources) if facts.day is not None]
    return min(days, default=None)


def facet_values(
    claim: ClaimRecord, sources: Mapping[str, SourceFacts], consistency_scales: Collection[str] = ()
) -> frozenset[FacetValue]:
    """All filter values that a claim matches.

    ``sources`` are by key; ``consistency_scales`` are the slugs of the scales that measure consistency.
    """
    return frozenset(_values(claim, sources, consistency_scales))


def consistency_values(claim: ClaimRecord, consistency_scales: Collection[str]) -> Iterator[str]:
    """The values of ``consistency``: the outcomes of checks, and ratings on consistency scales."""
    for stance in claim.stances:
        if stance.unchanged:
            yield (stance.check.confirmed if stance.check else "") or UNCHECKED
    for verdict in claim.verdicts:
        if verdict.rating and verdict.scale in consistency_scales:
            yield f"{verdict.scale}:{verdict.rating}"


def accuracy_verdicts(claim: ClaimRecord, consistency_scales: Collection[str]) -> list[Verdict]:
    """The verdicts of a claim on its accuracy."""
    return [verdict for verdict in claim.verdicts if verdict.scale not in consistency_scales]


def _values(
    claim: ClaimRecord, sources: Mapping[str, SourceFacts], consistency_scales: Collection[str]
) -> Iterator[FacetValue]:
    for slug in (claim.speaker, *claim.with_):
        yield "speaker", slug
    if claim.on_behalf_of:
        yield "on_behalf_of", claim.on_behalf_of
    yield "kind", claim.kind
    yield "form", claim.words.form
    yield "lang", claim.words.language
    for topic in claim.topics:
        yield "topic", topic
    for stance in claim.stances:
        yield from _of_stance(stance)
    verdicts = accuracy_verdicts(claim, consistency_scales)
    for verdict in verdicts:
        if verdict.rating:
            yield "rating", f"{verdict.scale}:{verdict.rating}"
        yield "any_rating", verdict.rating or f"{verdict.scale}:"
    if not verdicts:
        yield "rating", "none"
    for value in consistency_values(claim, consistency_scales):
        yield "consistency", value
    for hop in claim.chain:
        if hop.source:
            yield "source", hop.source
        if hop.outlet:
            yield "outlet", hop.outlet
    for facts in _facts(claim, sources):
        if facts.outlet:
            yield "outlet", facts.outlet
    for relation in claim.relations:
        yield "points_to", relation.to
        if relation.kind == "repeats":
            yield "repeats", relation.to
    for value in _has(claim, sources):
        yield "has", value
    if verdicts:
        yield "has", "verdict"


def _of_stance(stance: Stance) -> Iterator[FacetValue]:
    yield "position", stance.position
    if stance.answer:
        yield "answer", f"{stance.position}:{stance.answer}"
        yield "any_answer", stance.answer


def _has(claim: ClaimRecord, sources: Mapping[str, SourceFacts]) -> Iterator[str]:
    if any(facts.is_archived for facts in _facts(claim, sources)):
        yield "archive"
    if claim.context:
        yield "context"
    if any(stance.unchanged for stance in claim.stances):
        yield "no_change"
    if claim.relations:
        yield "relation"
    if claim.words.source_language or claim.translations:
        yield "translation"


def _facts(claim: ClaimRecord, sources: Mapping[str, SourceFacts]) -> Iterator[SourceFacts]:
    for hop in claim.chain:
        if hop.source in sources:
            yield sources[hop.source]


FacetKey = tuple[str, str]
MonthKey = tuple[str, str, str]
StanceKey = tuple[str, str, str, str, bool, str, str]

ALL = "all"


def facets_of(
    record: ClaimRecord, outlets: Mapping[str, str], consistency_scales: Collection[str] = ()
) -> set[FacetKey]:
    """The facet counts to which a public claim adds, as (facet, member).

    ``outlets`` gives the outlet of each source; ``consistency_scales`` are the slugs of the scales that
    measure consistency.
    """
    verdicts = accuracy_verdicts(record, consistency_scales)
    year = FuzzyDate.parse(record.said).year
    found = {
        (ALL, ""),
        ("speaker", record.speaker),
        ("kind", record.kind),
        ("form", record.words.form),
        ("lang", record.words.language),
        ("year", str(year) if year else ""),
        ("rating", "" if verdicts else "none"),
    }
    found |= {("speaker", slug) for slug in record.with_}
    found |= {("on_behalf_of", record.on_behalf_of)} if record.on_behalf_of else set()
    found |= {("topic", slug) for slug in record.topics}
    found |= {("position", stance.position) for stance in record.stances}
    found |= {("answer", f"{s.position}:{s.answer}") for s in record.stances if s.answer}
    found |= {("unchanged", s.position) for s in record.stances if s.unchanged}
    found |= {("rating", f"{v.scale}:{v.rating}") for v in verdicts if v.rating}
    found |= {("consistency", value) for value in consistency_values(record, consistency_scales)}
    found |= {("source", hop.source) for hop in record.chain if hop.source}
    found |= {("outlet", hop.outlet) for hop in record.chain if hop.outlet}
    found |= {("outlet", outlets[hop.source]) for hop in record.chain if outlets.get(hop.source)}
    return found


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
