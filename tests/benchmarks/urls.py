"""Every address of the site, the ping (an empty view behind the full middleware), and a part of a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from claims.queries.speakers.timeline import speaker_timeline
from claims.rendering.environment import source_environment
from factcheck import urls
from factcheck.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def ping(request: HttpRequest) -> HttpResponse:
    return HttpResponse("pong")


def timeline_part(request: HttpRequest, slug: str) -> HttpResponse:
    """What the page of a speaker says of topics over time, alone."""
    timeline: Any = source_environment().get_template("parts/speakers/timeline.html").module
    return HttpResponse(timeline.speaker_timeline(speaker_timeline(slug)))


urlpatterns = [
    *urls.urlpatterns,
    path("ping/", ping),
    path("part/speakers/<str:slug>/", timeline_part),
]
