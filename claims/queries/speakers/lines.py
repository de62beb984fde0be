"""The lines of one speaker on positions: what is on record in layers, and the statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db.models import OuterRef, Q, Subquery

from claims.domain.positions.findings import finding, interval_sentences
from claims.domain.positions.sentence import Sentence
from claims.domain.positions.sides import Answers
from claims.domain.positions.timeline import Timeline, timeline
from claims.domain.positions.voices import Voice
from claims.domain.record.codec import from_text
from claims.domain.record.paths import position_path
from claims.domain.record.shared import PositionRecord
from claims.models import Position, RevisionContent, StanceCount
from claims.queries.claim.rows import ClaimRow
from claims.queries.positions.lines import changes_in_words, line_address
from claims.queries.speakers.facts import of_others
from claims.queries.stances.attributed import attributed_stances_on
from claims.queries.stances.searches import searches_on_each

MOST_ROWS: Final = 6
"""The statements shown of one line, the latest of them."""
MOST_OF_ALL: Final = 48
"""The statements shown of all lines of a page together."""


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """The line of a speaker on one position, by layers.

    ``keys`` are the statements to show, earliest first, ``rows`` the same as rows, and ``left`` is the number
    of the others. ``changed`` is "2 changes of position", if the answers have an order. ``silence`` is given
    only where searches cover it.
    """

    slug: str
    question: str
    url: str
    layers: tuple[Sentence, ...]
    searched: Sentence
    keys: tuple[str, ...]
    left: int
    changed: str
    silence: str
    rows: tuple[ClaimRow, ...] = ()


def speaker_lines(slug: str, name: str, pk: int, heads: Sequence[str] = ()) -> tuple[SpeakerLine, ...]:
    """The lines of a speaker, by question; ``heads`` speak for it by office. Four queries.

    It reads all stances, so it is meant for a speaker with few of them.
    """
    positions = _positions(slug, heads)
    stances = attributed_stances_on(list(positions), of=[pk])
    searches = searches_on_each(list(positions))
    voice = Voice(slug, name)
    found: list[SpeakerLine] = []
    room = MOST_OF_ALL
    for position, record in positions.items():
        line = timeline(
            stances[position],
            voice=voice,
            position=record.slug,
            answers=Answers.of(record),
            searches=searches[position],
        )
        if line.all_stances:
            found.append(_line(record, line, min(room, MOST_ROWS)))
            room -= len(found[-1].keys)
    return tuple(found)


def with_rows(lines: Sequence[SpeakerLine], rows: Mapping[str, ClaimRow]) -> tuple[SpeakerLine, ...]:
    """The lines with their claims from ``rows``, by key."""
    return tuple(
        replace(line, rows=tuple(_on(line.slug, rows[key]) for key in line.keys if key in rows))
        for line in lines
    )


def _on(position: str, row: ClaimRow) -> ClaimRow:
    """A row with its answer to this position only, whose question stands above."""
    path = position_path(position)
    answers = tuple(replace(one, position_title="") for one in row.answers if one.position_url == path)
    return replace(row, answers=answers)


def _positions(slug: str, heads: Sequence[str]) -> Mapping[int, PositionRecord]:
    """The public positions on which a speaker has a stance: its own, joint, by others for it, or by heads.

    One query.
    """
    text = RevisionContent.objects.filter(
        revision__record_type="position",
        revision__record_key=OuterRef("slug"),
        revision__version=OuterRef("version"),
    )
    spoken = StanceCount.objects.filter(Q(speaker__in=[slug, *heads]) | Q(on_behalf_of=slug)).values(
        "position"
    )
    by_others = of_others(slug).values("position")
    rows: Any = (
        Position.objects.published()
        .filter(Q(slug__in=spoken) | Q(pk__in=by_others))
        .order_by("question", "pk")
        .values_list("pk", Subquery(text.values("text")[:1]))
    )
    found = {pk: from_text(content) for pk, content in rows if content}
    return {pk: record for pk, record in found.items() if isinstance(record, PositionRecord)}


def _line(record: PositionRecord, line: Timeline, most: int) -> SpeakerLine:
    said, found = line.all_stances, finding(line)
    return SpeakerLine(
        slug=record.slug,
        question=record.question,
        url=line_address(record.slug, line.voice),
        layers=tuple(found.layers.values()),
        searched=found.searched,
        keys=tuple(stance.key for stance in said[max(len(said) - most, 0) :]) if most else (),
        left=max(len(said) - most, 0),
        changed=changes_in_words(line),
        silence=_silence(line),
    )


def _silence(line: Timeline) -> str:
    """The longest silence that searches cover, in words; empty without one."""
    silent = [interval for interval in line.intervals if interval.gap == "silence"]
    if not silent:
        return ""
    longest = max(silent, key=lambda interval: interval.days)
    return " ".join(map(str, interval_sentences(longest)))
