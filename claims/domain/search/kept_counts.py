"""The keys of the stored counts to which a public claim adds, read from its record."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.dates.months import period_of
from claims.domain.record.claim import ClaimRecord
from claims.domain.search.facets import accuracy_verdicts, consistency_members

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
    found |= {("consistency", value) for value in consistency_members(record, consistency_scales)}
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
