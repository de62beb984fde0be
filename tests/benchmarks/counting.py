"""Tells in a header how many queries a page made; not part of what is measured."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.test.utils import CaptureQueriesContext

HEADER = "X-Queries"
View = Callable[[HttpRequest], HttpResponseBase]


def count_queries(view: View) -> View:
    def counted(request: HttpRequest) -> HttpResponseBase:
        with CaptureQueriesContext(connection) as queries:
            response = view(request)
        response[HEADER] = str(len(queries))
        return response

    return counted
