"""The line of a position as files: two kinds of CSV, JSON for TimelineJS, and the chart as SVG.

The SVG file contains its own stylesheet. A browser applies it only if the policy of the response
allows it (https://www.w3.org/TR/CSP3/#framework-directive-source-list).
"""

import base64
import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from claims.api.responses import json_error, json_response, public_data
from claims.api.tables import Csv, whole_csv
from claims.api.timeline_js import timeline_document
from claims.domain.record.paths import position_path
from claims.domain.text.own_words import own_parts
from claims.formats.exact_csv import Texts
from claims.queries.claim.table import first_day, last_day
from claims.queries.columns import Column
from claims.queries.paging import address, read_parameters, site_address
from claims.queries.positions.asked import LINE_PARAMETERS, Asked, asked_of
from claims.queries.positions.chart import chart_as_file
from claims.queries.positions.checks import checks_of, saying_unchanged
from claims.queries.positions.download import DownloadRow, download_rows
from claims.queries.positions.line import FoundLine, found_line
from claims.queries.positions.page import PAGE, line_parameters
from claims.queries.positions.sequence import sequence
from claims.queries.site.frame import record_state

TEMPLATE: Final = "pages/position_chart.svg"
STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def chart_policy(picture: str) -> str:
    """The Content-Security-Policy of a chart: its own stylesheet and nothing else."""
    (style,) = STYLE.findall(picture)
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'; base-uri 'none'"


NO_POSITION = "there is no such position on our public record"
NOT_DATED = "no statement on this position is dated, so that there is no timeline to draw"
COLUMNS: Final[tuple[Column[DownloadRow], ...]] = (
    Column("claim", lambda row: row.stance.key),
    Column("said", lambda row: row.stance.said.text),
    Column("said_words", lambda row: row.stance.said.words()),
    Column("said_earliest", lambda row: first_day(row.stance.said)),
    Column("said_latest", lambda row: last_day(row.stance.said)),
    Column("speaker", lambda row: row.stance.speaker),
    Column("speaker_name", lambda row: row.stance.speaker_name),
    Column("role", lambda row: row.stance.role),
    Column("voice", lambda row: row.stance.voice),
    Column("voice_name", lambda row: row.stance.voice_name),
    Column("with", lambda row: "; ".join(sorted(row.stance.with_))),
    Column("answer", lambda row: row.stance.answer),
    Column("answer_text", lambda row: row.answer),
    Column("unchanged", lambda row: row.stance.unchanged),
    Column("since", lambda row: row.stance.since.text),
    Column("kind", lambda row: row.stance.kind),
    Column("form", lambda row: row.stance.form),
    Column("basis", lambda row: row.stance.basis),
    Column("condition", lambda row: row.stance.condition),
    Column("grade", lambda row: row.stance.grading.grade),
    Column("layer", lambda row: row.stance.layer),
    Column("grade_reason", lambda row: row.stance.grading.reason),
    Column("taken_back_by", lambda row: "; ".join(sorted(row.stance.taken_back))),
    Column("check_confirmed", lambda row: row.stance.confirmed),
    Column("language", lambda row: row.words.language),
    Column("words", lambda row: row.words.text),
    Column("own_words", lambda row: Texts(own_parts(row.stance.form, row.words.text))),
    Column("url", lambda row: row.url),
    Column("outlet", lambda row: row.source.outlet),
    Column("source_title", lambda row: row.source.title),
    Column("source_url", lambda row: row.source.url),
    Column("source_page", lambda row: row.source.page),
)

Answer = Callable[..., HttpResponse]


def _of_line(answer: Answer) -> Callable[..., HttpResponseBase]:
    """Decorate a function that answers with the line which the parameters ask for."""

    @public_data
    @wraps(answer)
    def view(request: HttpRequest, /, slug: str, **options: str) -> HttpResponse:
        parameters = read_parameters(dict(request.GET.lists()), LINE_PARAMETERS)
        asked = asked_of({**parameters, "after": ""})
        found = found_line(slug, asked.voice, asked.looked)
        return answer(request, found, asked, **options) if found else json_error(404, NO_POSITION)

    return view


@_of_line
def timeline_csv(request: HttpRequest, found: FoundLine, asked: Asked, form: str) -> HttpResponse:
    """All statements, or those of the line of ``voice``. ``form`` is "csv" or "spreadsheet"."""
    rows = download_rows(found, of_line=bool(asked.voice.voice))
    parameters = read_parameters(dict(request.GET.lists()), LINE_PARAMETERS)
    filters = [(name.replace("_", "-"), value) for name, value in parameters.items() if value]
    path = f"{position_path(found.position.record.slug)}timeline.csv"
    csv = Csv(
        form,
        ["position", found.position.record.slug, *(word for item in filters for word in item)],
        exact_url=address(site_address(path), parameters),
    )
    return whole_csv(csv, COLUMNS, rows)


@_of_line
def timeline_json(request: HttpRequest, found: FoundLine, asked: Asked) -> HttpResponse:
    """The statements for TimelineJS, which needs at least one with a day."""
    of_line = bool(asked.voice.voice)
    document = timeline_document(found, download_rows(found, of_line=of_line), of_line=of_line)
    if document is None:
        return json_error(404, NOT_DATED, "the statements are in timeline.csv")
    return json_response(document)


@_of_line
def chart_svg(request: HttpRequest, found: FoundLine, asked: Asked) -> HttpResponse:
    """The chart of the page as an SVG file."""
    file = chart_as_file(
        found,
        sequence(found.stances),
        checks_of(found, saying_unchanged(found)),
        line_parameters(found),
        page=PAGE,
        updated=record_state().updated,
        site=settings.SITE_URL,
        leads=found.leads.days,
    )
    if file is None or file.drawing is None:
        return json_error(404, "no statement on this position is dated, so that there is no chart")
    response = render(request, TEMPLATE, {"file": file}, content_type="image/svg+xml")
    response["Content-Security-Policy"] = chart_policy(response.content.decode())
    return response
