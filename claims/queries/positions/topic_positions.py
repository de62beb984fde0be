"""The positions of a topic as strips on one time axis, so that silences line up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from claims.domain.charts.marks import Sign
from claims.domain.charts.position_strip import SmallMultiple, shared_axis, small_multiple, strip_legend
from claims.domain.charts.time_strip import Strip
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.timeline import Timeline
from claims.domain.positions.voices import AttributedStance
from claims.queries.claim.rows import ClaimRow
from claims.queries.positions.in_layers import QuotedAnswer, days_apart, earliest_and_latest, quoted_answers
from claims.queries.positions.lines import PositionInList, ReadPosition, changes_in_words, leading_voice
from claims.queries.positions.list import BriefRow
from claims.queries.positions.on_record import OnRecord, of_position

MOST_STRIPS = 24
"""At most this many positions are drawn as strips."""
SHORT = 160
"""Statements of at most this many characters are shown beside each other."""


@dataclass(frozen=True, slots=True)
class TopicPosition:
    """One position: what it has on record, and the strip of the voice that says most on it.

    All are missing if there are too many stances to read; then ``row.facts`` give the stored counts. There is
    no strip without a dated statement. ``quoted`` are the earliest and the latest statement, if they are
    short.
    """

    row: BriefRow
    editors_finding: str
    on_record: OnRecord | None
    quoted: tuple[QuotedAnswer, ...]
    between: str
    voice: str
    changes: str
    strip: SmallMultiple | None


@dataclass(frozen=True, slots=True)
class TopicPositions:
    """``axis`` is shared by all strips. It is None if nothing with a known day is drawn.

    ``legend`` explains the shapes of the strips.
    """

    lines: tuple[TopicPosition, ...]
    axis: Strip | None
    legend: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A position with the line of the voice that says most on it, if anybody speaks.

    ``quoted`` are the earliest and the latest statement.
    """

    line: Timeline | None
    on_record: OnRecord
    quoted: tuple[AttributedStance, ...]
    leads: tuple[FuzzyDate, ...]


def read_lines(read: Mapping[str, ReadPosition]) -> Mapping[str, ReadLine]:
    """The positions with their leading lines and leads, at most ``MOST_STRIPS``."""
    lines = {}
    for slug, found in islice(read.items(), MOST_STRIPS):
        voice = leading_voice(found.stances)
        line = found.line_of(voice) if voice else None
        quoted = earliest_and_latest(found.stances)
        leads = tuple(FuzzyDate.parse(lead.get("said", "")) for lead in found.leads)
        lines[slug] = ReadLine(line, of_position(found), quoted, leads)
    return lines


def topic_positions(
    positions: Sequence[PositionInList], lines: Mapping[str, ReadLine], rows: Mapping[str, ClaimRow]
) -> TopicPositions:
    """The positions with their strips; ``rows`` has the quoted claims of ``lines`` by key."""
    axis = shared_axis(read.line for read in lines.values() if read.line)
    shown = tuple(_line(position, lines.get(position.row.slug), rows, axis) for position in positions)
    strips = [line.strip for line in shown if line.strip]
    return TopicPositions(shown, axis if axis.ticks else None, strip_legend(strips))


def _line(
    position: PositionInList, read: ReadLine | None, rows: Mapping[str, ClaimRow], axis: Strip
) -> TopicPosition:
    if read is None:
        return TopicPosition(position.row, position.editors_finding, None, (), "", "", "", None)
    answers, line = position.answers, read.line
    strip = (
        small_multiple(line, answers=answers.answers, ordered=answers.ordered, axis=axis, leads=read.leads)
        if line
        else None
    )
    quoted = quoted_answers(read.quoted, answers, rows)
    is_short = all(len(one.claim.quote) <= SHORT for one in quoted)
    return TopicPosition(
        row=position.row,
        editors_finding=position.editors_finding,
        on_record=read.on_record,
        quoted=quoted if is_short else (),
        between=days_apart(read.quoted) if is_short else "",
        voice=line.voice.label if line else "",
        changes=changes_in_words(line) if line else "",
        strip=strip if strip and strip.points else None,
    )
