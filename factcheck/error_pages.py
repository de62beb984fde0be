"""Error pages: those of the desk under its addresses, else the public ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from claims.admin import refusals
from claims.web.views import errors


def _page(name: str) -> Callable[..., HttpResponse]:
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pages = refusals if refusals.is_desk(request) else errors
        answer: HttpResponse = getattr(pages, name)(request, *args, **kwargs)
        return answer

    return page


bad_request = _page("bad_request")
not_allowed = _page("not_allowed")
not_found = _page("not_found")
form_not_safe = _page("form_not_safe")
