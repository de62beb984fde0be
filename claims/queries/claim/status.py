"""The rows that stand at the same place on every claim page: accuracy, the record, source.

A claim that somebody rated for consistency has a row for that too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claims.queries.claim.chain import ShownChain
from claims.queries.claim.ratings import Findings
from claims.queries.claim.rows import Consistency
from claims.queries.claim.sources import ShownSource


@dataclass(frozen=True, slots=True)
class StatusSource:
    word: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class ConsistencyCell:
    mark: str
    word: str
    changed: bool
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class Status:
    """The same rows on every claim page."""

    findings: Findings
    consistency: ConsistencyCell
    source: StatusSource


def consistency_cell(sign: Consistency | None, detail: str, url: str) -> ConsistencyCell:
    """The sign of a claim as its row shows it; without one there is only the detail."""
    if sign is None:
        return ConsistencyCell("", "", False, detail, url)
    return ConsistencyCell(sign.mark, sign.word, sign.changed, detail, url)


def status_source(chain: ShownChain, sources: tuple[ShownSource, ...]) -> StatusSource:
    """The nearest source in words: its kind, outlet and archive, and that it is the only one if it is."""
    if not sources:
        return StatusSource("Source not public", "", "#chain")
    first = sources[0]
    archived = "archived" if first.archived_url else "not archived"
    reached = "first hand reached" if chain.reaches_first_hand else "first hand not reached"
    one = "one source only" if len(sources) == 1 else f"{len(sources)} sources"
    kind = f"{first.kind[0].upper()}{first.kind[1:]}" if first.kind else "Source"
    word = f"{kind}, {first.outlet}"
    return StatusSource(word, f"({one}; {archived}; {reached})", first.url)


def status_sentences(status: Status) -> Iterator[str]:
    """The status in words, for whoever sees the page only as a link."""
    found = status.findings
    if found.not_rated:
        yield found.not_rated
    for measure, verdicts in (("accuracy", found.accuracy), ("consistency", found.consistency)):
        for one in verdicts:
            yield " ".join(
                part for part in (f"Rated for {measure} by {one.rating.text}.", one.detail) if part
            )
    if status.consistency.word:
        yield f"{status.consistency.word}."
    yield f"Source: {status.source.word} {status.source.detail}.".replace(" .", ".")
