"""Questions that cannot be answered get a page that says why."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from claims.domain.errors import InvalidQuery
from claims.queries.page_values import Link
from claims.queries.paging import StaleCursor
from claims.web.views.errors import error_page

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def errors_as_pages(view: View[P]) -> View[P]:
    """A parameter that the page does not know answers 400 and names it; a stale cursor 404, with a way on."""

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        first = [Link("First page", request.path)]
        try:
            return view(request, *args, **kwargs)
        except InvalidQuery as error:
            mend = f"{error.mend[:1].upper()}{error.mend[1:]}." if error.mend else ""
            return error_page(request, 400, error.message, mend, links=first)
        except StaleCursor as error:
            return error_page(request, 404, "This page of the list is gone", error.message, links=first)

    return page
