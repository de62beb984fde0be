"""The facts of sources on which the public rows of their claims depend."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.shared import SourceRecord


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """The facts of a source that matter to its claims.

    ``day`` is the latest day on which words in it can have been said, or None. ``has_address``: its page, or
    an archived copy, can be opened.
    """

    outlet: str = ""
    day: date | None = None
    is_archived: bool = False
    has_address: bool = False


def facts_of(source: SourceRecord) -> SourceFacts:
    """The facts of a source, from its record."""
    read = [FuzzyDate.parse(text) for text in (source.published, source.retrieved)]
    days = [fuzzy.latest for fuzzy in read if not fuzzy.undated]
    return SourceFacts(
        source.outlet,
        min(days, default=None),
        bool(source.archived_url),
        bool(source.url or source.archived_url),
    )


def facts_cited(claim: ClaimRecord, sources: Mapping[str, SourceFacts]) -> list[SourceFacts]:
    """The facts of the sources in the chain of a claim, as far as ``sources`` has them by key."""
    return [sources[hop.source] for hop in claim.chain if hop.source in sources]


def day_said(claim: ClaimRecord, sources: Mapping[str, SourceFacts]) -> date | None:
    """The latest day on which a claim can have been said, by the dates of its sources, or None."""
    days = [facts.day for facts in facts_cited(claim, sources) if facts.day is not None]
    return min(days, default=None)
