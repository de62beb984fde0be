"""The positions of a topic as strips on one time axis, so that silences line up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.domain.charts.sparklines import SmallMultiple, shared_axis, small_multiple
from claims.domain.charts.time_strip import Strip
from claims.domain.positions.findings import Finding, finding
from claims.domain.positions.timeline import Timeline
from claims.domain.positions.voices import Voice
from claims.queries.claim.rows import ClaimRow
from claims.queries.positions.lines import (
    PositionInList,
    ReadPosition,
    changes_in_words,
    latest_of,
    leading_voice,
    line_address,
)
from claims.queries.positions.list import PositionRow

MOST_STRIPS = 24
"""At most this many positions are drawn as strips."""


@dataclass(frozen=True, slots=True)
class TopicPosition:
    """One position. ``finding`` is about the line of ``voice``, always with its facts.

    Both, and the strip, are missing if nobody speaks or if there are too many stances to read; then
    ``row.facts`` give the stored counts. ``answers`` are those of the strip from the top.
    """

    row: PositionRow
    url: str
    voice: str
    editors_finding: str
    finding: Finding | None
    changes: str
    strip: SmallMultiple | None
    answers: tuple[str, ...]
    latest: ClaimRow | None


@dataclass(frozen=True, slots=True)
class TopicPositions:
    """``axis`` is shared by all strips. It is None if nothing with a known day is drawn."""

    lines: tuple[TopicPosition, ...]
    axis: Strip | None


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A position with the line of the voice that says most on it."""

    found: ReadPosition
    voice: Voice
    line: Timeline

    @property
    def latest(self) -> str:
        """The key of its latest statement with a known day; empty without one."""
        stance = latest_of(self.line)
        return stance.key if stance else ""


def read_lines(read: Mapping[int, ReadPosition]) -> Mapping[int, ReadLine]:
    """The leading line of each position on which anybody speaks, for at most ``MOST_STRIPS`` positions."""
    lines = {}
    for pk, found in list(read.items())[:MOST_STRIPS]:
        voice = leading_voice(found.stances)
        if voice is not None:
            lines[pk] = ReadLine(found, voice, found.line_of(voice))
    return lines


def topic_positions(
    positions: Sequence[PositionInList], lines: Mapping[int, ReadLine], rows: Mapping[str, ClaimRow]
) -> TopicPositions:
    """The positions with their strips; ``rows`` has the latest claims of ``lines`` by key."""
    axis = shared_axis(read.line for read in lines.values())
    return TopicPositions(
        lines=tuple(_line(position, lines.get(position.pk), rows, axis) for position in positions),
        axis=axis if axis.ticks else None,
    )


def _line(
    position: PositionInList, read: ReadLine | None, rows: Mapping[str, ClaimRow], axis: Strip
) -> TopicPosition:
    row = position.row
    if read is None:
        return TopicPosition(row, row.url, "", position.editors_finding, None, "", None, (), None)
    strip = small_multiple(
        read.line, answers=position.answers.answers, ordered=position.answers.ordered, axis=axis
    )
    return TopicPosition(
        row=row,
        url=line_address(row.slug, read.voice),
        voice=read.voice.label,
        editors_finding=position.editors_finding,
        finding=finding(read.line),
        changes=changes_in_words(read.line),
        strip=strip if strip.points else None,
        answers=tuple(lane.words for lane in strip.lanes),
        latest=rows.get(read.latest),
    )
