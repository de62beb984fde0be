"""The line of a position as files: ``timeline.csv``, ``timeline.json`` and ``chart.svg`` below its page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

from claims.api.caching import kept_data
from claims.api.chart_style import TEMPLATE, chart_policy
from claims.api.responses import csv_list, json_error, site_address
from claims.api.timeline_slides import timeline_document
from claims.domain.errors import InvalidQuery
from claims.queries.frame import record_state
from claims.queries.listed import read_parameters
from claims.queries.position_asked import LINE_PARAMETERS, Asked, asked_of
from claims.queries.position_chart_drawn import chart_as_file
from claims.queries.position_checks import checks_of, saying_unchanged
from claims.queries.position_download import DownloadRow, download_rows
from claims.queries.position_line import FoundLine, found_line
from claims.queries.position_page import PAGE, line_parameters
from claims.queries.position_told import sequence

NO_POSITION = "there is no such position on our public record"
NOT_DATED = "no statement on this position is dated, so that there is no timeline to draw"
COLUMNS = (
    "claim", "said", "earliest", "latest", "said_words", "speaker", "speaker_name", "role", "voice",
    "voice_name", "with", "answer", "answer_text", "unchanged", "since", "kind", "form", "basis", "condition",
    "counted", "why_not_counted", "as_reported", "taken_back_by", "check_confirmed", "language", "words",
    "url", "outlet", "source_title", "source_url", "source_page",
)  # fmt: skip

Answer = Callable[[HttpRequest, FoundLine, Asked], HttpResponse]


def _of_line(answer: Answer) -> Callable[..., HttpResponseBase]:
    """The view that finds the line which an address asks for, and hands it on."""

    @kept_data
    @wraps(answer)
    def view(request: HttpRequest, slug: str) -> HttpResponse:
        try:
            parameters = read_parameters(dict(request.GET.lists()), LINE_PARAMETERS)
            asked = asked_of({**parameters, "after": ""})
            found = found_line(slug, asked.voice, asked.looked)
        except InvalidQuery as error:
            return json_error(400, error.message, error.mend)
        return answer(request, found, asked) if found else json_error(404, NO_POSITION)

    return view


@_of_line
def timeline_csv(request: HttpRequest, found: FoundLine, asked: Asked) -> HttpResponse:
    """Every statement; with ``voice`` those of its line alone."""
    rows = download_rows(found, of_line=bool(asked.voice.voice))
    return csv_list(COLUMNS, map(_values, rows), name=f"{found.position.record.slug}-timeline")


@_of_line
def timeline_json(request: HttpRequest, found: FoundLine, asked: Asked) -> HttpResponse:
    """The same as a timeline for TimelineJS, which takes none without an event."""
    of_line = bool(asked.voice.voice)
    document = timeline_document(found, download_rows(found, of_line=of_line), of_line=of_line)
    if document is None:
        return json_error(404, NOT_DATED, "the statements are in timeline.csv")
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False})


@_of_line
def chart_svg(request: HttpRequest, found: FoundLine, asked: Asked) -> HttpResponse:
    """The chart of the page as a picture of its own."""
    file = chart_as_file(
        found,
        sequence(found.stances),
        checks_of(found, saying_unchanged(found)),
        line_parameters(found),
        page=PAGE,
        updated=record_state().updated,
        site=settings.SITE_URL,
    )
    if file is None or file.drawing is None:
        return json_error(404, "no statement on this position is dated, so that there is no chart")
    response = render(request, TEMPLATE, {"file": file}, content_type="image/svg+xml")
    response["Content-Security-Policy"] = chart_policy()
    return response


def _values(row: DownloadRow) -> tuple[object, ...]:
    stance, said = row.stance, row.stance.said
    return (
        stance.key,
        said.text,
        None if said.starts_open else said.earliest.isoformat(),
        None if said.ends_open else said.latest.isoformat(),
        said.short_words(),
        stance.speaker,
        stance.speaker_name,
        stance.role,
        stance.voice,
        stance.voice_name,
        sorted(stance.with_),
        stance.answer,
        row.answer,
        stance.unchanged,
        stance.since.text,
        stance.kind,
        stance.form,
        stance.basis,
        stance.condition,
        not stance.why_apart,
        stance.why_apart,
        stance.is_as_reported,
        sorted(stance.taken_back),
        stance.confirmed,
        row.words.language,
        row.words.text,
        site_address(row.url),
        row.source.outlet if row.source else "",
        row.source.title if row.source else "",
        row.source.url if row.source else "",
        site_address(row.source_page),
    )
