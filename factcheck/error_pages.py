"""Error pages: those of the desk under its addresses, else the public ones."""

from __future__ import annotations

from types import ModuleType

from django.http import HttpRequest, HttpResponse

from claims.admin import refusals
from claims.web.views import errors


def _pages(request: HttpRequest) -> ModuleType:
    return refusals if refusals.is_desk(request) else errors


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    answer: HttpResponse = _pages(request).bad_request(request, exception)
    return answer


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    answer: HttpResponse = _pages(request).not_allowed(request, exception)
    return answer


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    answer: HttpResponse = _pages(request).not_found(request, exception)
    return answer


def form_not_safe(request: HttpRequest, reason: str = "") -> HttpResponse:
    answer: HttpResponse = _pages(request).form_not_safe(request, reason)
    return answer
