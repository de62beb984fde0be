"""The question of the moment on the home page: its finding, its strip and its latest changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.domain.charts.sparklines import SmallMultiple, shared_axis, small_multiple
from claims.domain.charts.time_strip import Strip
from claims.domain.positions.findings import Finding, change_sentence, finding
from claims.queries.positions.lines import PositionInList, ReadPosition, leading_voice, line_address

PICKED = "Question of the moment"
BUSIEST = "The position with most claims on our record"
TOO_MANY = "There are too many statements to draw them here; the page of the position has them all."
MOST_CHANGES = 6


@dataclass(frozen=True, slots=True)
class HomeQuestion:
    """``editors_finding`` is what editors wrote, ``finding`` is computed for the line of ``voice``.

    ``facts`` (number, period and coverage) are always shown with them. The strip is None if there are more
    statements than a home page reads. ``changes`` are the latest changes, if there are several.
    """

    question: str
    url: str
    kicker: str
    voice: str
    editors_finding: str
    finding: Finding | None
    facts: str
    changes: tuple[str, ...]
    strip: SmallMultiple | None
    axis: Strip | None
    answers: tuple[str, ...]
    as_of: str


def leading_position(positions: Sequence[PositionInList]) -> PositionInList | None:
    """The position that editors picked, else the one with most claims; None if no position has claims."""
    with_claims = [position for position in positions if position.row.claims]
    picked = (position for position in with_claims if position.is_picked)
    return next(picked, with_claims[0] if with_claims else None)


def home_question(
    position: PositionInList, read: Mapping[int, ReadPosition], *, updated: datetime | None = None
) -> HomeQuestion:
    """The question of the moment, with its line if its stances were read."""
    row = position.row
    kicker = PICKED if position.is_picked else BUSIEST
    as_of = f"Our record as of {updated.day} {updated:%b %Y}." if updated else ""
    found = read.get(position.pk)
    voice = leading_voice(found.stances) if found else None
    if found is None or voice is None:
        return HomeQuestion(
            question=row.question, url=row.url, kicker=kicker, voice="",
            editors_finding=position.editors_finding, finding=None, facts=f"{row.facts}. {TOO_MANY}",
            changes=(), strip=None, axis=None, answers=(), as_of=as_of,
        )  # fmt: skip
    line = found.line_of(voice)
    axis = shared_axis([line])
    computed = finding(line)
    strip = small_multiple(
        line, answers=position.answers.answers, ordered=position.answers.ordered, axis=axis
    )
    changes = line.changes[-MOST_CHANGES:] if len(line.changes) > 1 else ()
    return HomeQuestion(
        question=row.question,
        url=line_address(row.slug, voice),
        kicker=kicker,
        voice=voice.label,
        editors_finding=position.editors_finding,
        finding=computed,
        facts=computed.facts,
        changes=tuple(str(change_sentence(change, line.answers)) for change in reversed(changes)),
        strip=strip if strip.points else None,
        axis=axis if axis.ticks else None,
        answers=tuple(lane.words for lane in strip.lanes),
        as_of=as_of,
    )
