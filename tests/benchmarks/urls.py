"""Every address of the site, and the ping: an empty view behind the full middleware."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from factcheck import urls
from factcheck.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def ping(request: HttpRequest) -> HttpResponse:
    return HttpResponse("pong")


urlpatterns = [*urls.urlpatterns, path("ping/", ping)]
