"""The statements on a position for TimelineJS 3: JSON that draws a timeline in other people's pages.

Checked against the source of TimelineJS 3.9.11 (``TimelineConfig``, ``TLDate``): it needs at least one event.
An event needs a ``start_date``, an era both dates and a headline. Headlines and texts are HTML; markup is
stripped from groups and ``display_date``; unknown fields are ignored.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from typing import Any

from claims.domain.dates.edtf import SingleDate, read_edtf
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.findings import interval_sentences
from claims.domain.positions.grades import LAYER_OF, LAYERS, REASONS
from claims.domain.positions.sentences import say
from claims.domain.record.vocabulary import FORMS, KINDS
from claims.queries.paging import site_address
from claims.queries.positions.download import DownloadRow, FirstSource
from claims.queries.positions.line import FoundLine
from claims.queries.positions.sequence import CLAIM_KINDS_TOLD

HAPPENED = "What happened"
NOTES = {
    reason: f"<p>{escape(f'{LAYERS[LAYER_OF[grade]]}. {sentence}')}</p>"
    for reason, (grade, sentence) in REASONS.items()
}
"""What the slide of a statement says of the layer of each reason."""
LEFT_OUT = "A statement without a day, or of which only one end is known, has no place on a timeline."


def timeline_document(
    found: FoundLine, rows: Sequence[DownloadRow], *, of_line: bool
) -> dict[str, Any] | None:
    """The document, or None if no statement has a place in time.

    The first slide has the question and the finding on one voice. ``of_line`` is true if the statements are
    only those of that voice.
    """
    placed = [row for row in rows if row.stance.said.is_closed]
    if not placed:
        return None
    by_page = {row.source.page: row.source for row in placed}
    sources = {page: _source(source) for page, source in by_page.items()}
    statements = (
        event(
            row.stance.key, row.stance.said, row.headline, _said(row, sources[row.source.page]), _group(row)
        )
        for row in placed
    )
    happened = (
        event(f"event-{one.slug}", one.date, one.text, _happened(one.sources), HAPPENED)
        for one in found.events
        if one.date.is_closed
    )
    events = [*statements, *happened]
    question, about = found.position.record.question, _title(found, of_line=of_line)
    return {
        "scale": "human",
        "title": {"unique_id": "question", "text": {"headline": escape(question), "text": about}},
        "events": events,
        "eras": _eras(found),
        # TimelineJS ignores it.
        "left_out": {
            "statements": len(rows) - len(placed),
            "undated": sum(1 for row in rows if row.stance.said.undated),
            "events": len(placed) + len(found.events) - len(events),
            "note": LEFT_OUT,
        },
    }


def _title(found: FoundLine, *, of_line: bool) -> str:
    record, parts = found.position.record, []
    if record.finding:
        parts.append(f"{record.finding} (Worded by the editors.)")
    if words := found.finding:
        parts.append(" ".join(map(str, (*words.changes, words.in_words, *words.notes))))
        if not of_line:
            parts.append("The statements of all voices are shown.")
    if record.not_to_conclude:
        parts.append(f"What may not be concluded: {record.not_to_conclude}")
    return "".join(f"<p>{escape(part)}</p>" for part in parts)


def _eras(found: FoundLine) -> list[dict[str, Any]]:
    """The silences of the line that searches cover, first and last day included."""
    return [
        {
            "start_date": _day(interval.span.first),
            "end_date": _day(interval.span.last),
            "text": {"headline": escape(" ".join(map(str, interval_sentences(interval))))},
        }
        for interval in (found.line.intervals if found.line else ())
        if interval.gap == "silence"
    ]


def _group(row: DownloadRow) -> str:
    if not row.stance.is_in_line:
        return LAYERS[row.stance.layer]
    return row.answer or "Nothing has changed"


def _said(row: DownloadRow, source: str) -> str:
    stance, words = row.stance, escape(row.words.text)
    who = f"{stance.speaker_name}, {stance.role}" if stance.role else stance.speaker_name
    if stance.form == "quoted":
        words = f"“{words}”"
    else:
        who += f"; {FORMS[stance.form]}"
    if stance.own and stance.own != stance.speaker:
        who += f"; line of {stance.voice_name}"
    html = f'<blockquote lang="{escape(row.words.language)}">{words}</blockquote><p>{escape(who)}.</p>'
    if stance.kind in CLAIM_KINDS_TOLD:
        html += f"<p>{escape(KINDS[stance.kind].capitalize())}.</p>"
    if stance.unchanged:
        html += "<p>Says that nothing has changed.</p>"
    if stance.condition:
        html += f"<p>On condition: {escape(stance.condition)}</p>"
    if stance.taken_back:
        html += f"<p>{escape(str(say('said_taken_back')))}</p>"
    if stance.layer != "own_words":
        html += NOTES[stance.grading.reason]
    return f'{html}<p>{source}<a href="{escape(row.url)}">This claim on our record</a></p>'


def _source(source: FirstSource) -> str:
    if not source.page:
        return ""
    text = ", ".join(filter(None, (source.outlet, source.title)))
    return f"Source: {_link(source.page, text)}. "


def _happened(sources: Iterable[Any]) -> str:
    return "".join(f"<p>Source: {_link(site_address(source.url), source.text)}</p>" for source in sources)


def _link(url: str, text: str) -> str:
    return f'<a href="{escape(url)}">{escape(text)}</a>'


def event(key: str, said: FuzzyDate, headline: str, html: str, group: str) -> dict[str, Any]:
    """A slide of a closed date. ``html`` is escaped markup, all other values are plain text."""
    start_date, display_date, end_date = _dates(said.text)
    found: dict[str, Any] = {
        "unique_id": key,
        "start_date": start_date,
        "display_date": display_date,
        "text": {"headline": escape(headline), "text": html},
        "group": plain(group),
        "autolink": False,
    }
    if end_date:
        found["end_date"] = end_date
    return found


@lru_cache(maxsize=8192)
def _dates(text: str) -> tuple[dict[str, int], str, dict[str, int]]:
    """The start, the words and the end of a date; no end for a whole day, month or year."""
    read, said = read_edtf(text), FuzzyDate.parse(text)
    has_end = read.end and (read.is_bounds or said.approximate)
    return (
        _end(read.start, read.start.earliest) if read.start else {},
        plain(said.short_words()),
        _end(read.end, read.end.latest) if read.end and has_end else {},
    )


def _end(point: SingleDate, day: date) -> dict[str, int]:
    """An end of the span, as precisely as it is known: "about 7 Feb" is the 6th to the 8th."""
    known = {"year": day.year}
    if point.month is not None:
        known["month"] = day.month
    if point.day is not None:
        known["day"] = day.day
    return known


def _day(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def plain(text: str) -> str:
    """A text for a field that is not HTML. Older versions put it into the page as it is, newer ones strip it.

    >>> plain("A & <b>B</b>")
    'A &amp; ‹b›B‹/b›'
    """
    return text.replace("&", "&amp;").replace("<", "‹").replace(">", "›")
