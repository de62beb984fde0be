"""Caching of public pages, and the state of the record that they show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase

from claims.queries.lists.public_answers import public_answer
from claims.queries.site.frame import RecordState, record_state

P = ParamSpec("P")


def public_page(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Decorate a view whose page anybody may cache."""
    return public_answer(view, "SITE_URL", "DATA_LICENCE")


def record_state_of(request: HttpRequest) -> RecordState:
    """The state of the record, as the request of a public page has it or else from the database."""
    state = getattr(request, "record_state", None)
    return state if isinstance(state, RecordState) else record_state()
