"""The lines of one speaker on positions: what is on record in layers, and the statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from msgspec import json, structs

from claims.domain.positions.findings import Finding, interval_sentences
from claims.domain.positions.sentence import Sentence
from claims.domain.positions.sides import Answers
from claims.domain.positions.timeline import Timeline, timeline
from claims.domain.positions.voices import Voice
from claims.domain.record.codec import from_text
from claims.domain.record.paths import position_path
from claims.domain.record.shared import PositionRecord
from claims.queries.claim.newest import links_of
from claims.queries.claim.rows import ClaimRow
from claims.queries.positions.lines import changes_in_words, line_address
from claims.queries.records import public_values
from claims.queries.speakers.facts import SpeakerFacts
from claims.queries.stances.attributed import read_stances
from claims.queries.stances.searches import searches_on_each

MOST_ROWS: Final = 6
"""The maximum number of statements of one line that are shown. They are the latest."""
MOST_OF_ALL: Final = 48
"""The maximum number of statements of all lines of a page together."""


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """The line of a speaker on one position, by layers.

    ``keys`` are the statements to show, earliest first. ``rows`` are the same as rows, and ``left`` is the
    number of the others. ``changed`` is "2 changes of position", if the answers have an order. ``silence`` is
    given only if searches cover it.
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


def speaker_lines(facts: SpeakerFacts) -> tuple[SpeakerLine, ...]:
    """The lines of a speaker, by question. At most eight queries.

    All stances are read, so it is meant for a speaker with few of them.
    """
    slug, name = facts.record.slug, facts.record.name
    positions = _positions(facts)
    if not positions:
        return ()
    slugs = [record.slug for record in positions]
    stances = read_stances(slugs, of=[slug]).on
    searches = searches_on_each(slugs)
    voice = Voice(slug, name)
    found: list[SpeakerLine] = []
    room = MOST_OF_ALL
    for record in positions:
        line = timeline(
            stances[record.slug],
            voice=voice,
            position=record.slug,
            answers=Answers.of(record),
            searches=searches[record.slug],
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
    """A row with only its answer to this position. The question is shown above."""
    path = position_path(position)
    answers = (one for one in row.answers if one.position_url == path)
    return structs.replace(row, answers=tuple(structs.replace(one, position_title="") for one in answers))


def _positions(facts: SpeakerFacts) -> tuple[PositionRecord, ...]:
    """The public positions on which a speaker has a stance: its own, joint, by others for it, or by heads.

    By question. At most two queries.
    """
    slugs = set(facts.positions)
    if facts.of_others:
        links = links_of(("line_of", facts.record.slug))
        texts = links.values_list("version__revision__content__text", flat=True)
        slugs |= {stance["position"] for text in texts for stance in json.decode(text)["stances"]}
    found = public_values((("position", position) for position in slugs), from_text).values()
    positions = (record for record in found if isinstance(record, PositionRecord))
    return tuple(sorted(positions, key=lambda record: (record.question, record.slug)))


def _line(record: PositionRecord, line: Timeline, most: int) -> SpeakerLine:
    said, found = line.all_stances, Finding(line)
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
