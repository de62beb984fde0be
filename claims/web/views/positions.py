"""The page of a position: its answers, and the line of a voice."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from claims.queries.page_values import Link
from claims.queries.paging import pager, read_parameters
from claims.queries.positions.asked import PARAMETERS, asked_of
from claims.queries.positions.page import position_page
from claims.queries.site.downloads import position_export
from claims.web.frame import public_page, record_state_of
from claims.web.parameters import parameters_of
from claims.web.views.errors import errors_as_pages, not_then


@public_page
@errors_as_pages
def position_detail(request: HttpRequest, slug: str) -> HttpResponse:
    parameters = read_parameters(parameters_of(request, PARAMETERS), PARAMETERS)
    asked = asked_of(parameters)
    updated = record_state_of(request).updated
    page = position_page(slug, asked, today=timezone.now().date(), updated=updated)
    if page is None:
        if asked.looked.at is None:
            raise Http404
        message = "This position was not on our public record on that day"
        today = Link("The page of today", request.path)
        return not_then(request, message, "It was published later.", at=asked.looked.at, today=today)
    shown = {
        "page": page,
        "pager": pager(request.path, parameters, page.said.after),
        "export": position_export(
            page.path,
            page.line_parameters,
            page.line_count,
            voice=page.voice,
            has_timeline=page.has_timeline,
            has_chart=bool(page.chart),
        ),
    }
    return render(request, "pages/position_detail.html", shown)
