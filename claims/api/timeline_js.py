"""The statements on a position as slides of TimelineJS."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from claims.domain.positions.findings import interval_sentences
from claims.domain.positions.grades import LAYER_OF, LAYERS, REASONS
from claims.domain.positions.sentences import say
from claims.domain.record.vocabulary import FORMS, KINDS
from claims.formats.timeline_js import Era, Slide, timeline_js
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
    happened = [
        Slide(f"event-{event.slug}", event.date, event.text, _happened(event.sources), HAPPENED)
        for event in found.events
    ]
    by_page = {row.source.page: row.source for row in placed}
    sources = {page: _source(source) for page, source in by_page.items()}
    slides = [
        Slide(
            row.stance.key, row.stance.said, row.headline, _said(row, sources[row.source.page]), _group(row)
        )
        for row in placed
    ]
    undated = sum(1 for row in rows if row.stance.said.undated)
    return timeline_js(
        found.position.record.question,
        _title(found, of_line=of_line),
        [*slides, *happened],
        _eras(found),
        left_out={
            "statements": len(rows) - len(placed),
            "undated": undated,
            "events": sum(1 for event in found.events if not event.date.is_closed),
            "note": LEFT_OUT,
        },
    )


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


def _eras(found: FoundLine) -> list[Era]:
    """The silences of the line that searches cover."""
    return [
        Era(interval.span.first, interval.span.last, " ".join(map(str, interval_sentences(interval))))
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
