"""The frame of every public page: names, numbers and licence of header and footer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, Final, ParamSpec

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils import timezone

from claims.queries.history.versions import day_words
from claims.queries.lists.public_answers import public_answer
from claims.queries.site.frame import RecordState, record_state
from claims.web.parameters import own_address

SITE_NAME: Final = "The Fact-Check Database"
LICENCE_URLS: Final = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """Header and footer of a page.

    ``claims_count`` is None on a page about a failure, which may not use the database. ``updated_words`` are
    the day and the time of ``updated``, in UTC. ``mistyped`` are sentences about filters in the address that
    were ignored. Printed pages show ``address``, the day ``today`` and ``seal``, the hash of the latest
    ledger row.
    """

    site_name: str
    licence: str
    licence_url: str
    claims_count: int | None = None
    updated: datetime | None = None
    updated_words: str = ""
    canonical_url: str = ""
    request_id: str = ""
    section: str = ""
    query: str = ""
    mistyped: tuple[str, ...] = ()
    address: str = ""
    today: str = ""
    seal: str = ""


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor for ``frame``."""
    return {"frame": frame_of(request)}


def frame_of(request: HttpRequest) -> Frame:
    try:
        query = request.GET
    except TooManyFieldsSent:
        query = request.GET = QueryDict()  # The error page has a frame too.
    state = record_state_of(request)
    return Frame(
        site_name=SITE_NAME,
        licence=settings.DATA_LICENCE,
        licence_url=LICENCE_URLS.get(settings.DATA_LICENCE, ""),
        claims_count=state.claims_count,
        updated=state.updated,
        updated_words=f"{day_words(state.updated)}, {state.updated:%H:%M}" if state.updated else "",
        canonical_url=settings.SITE_URL + request.path,
        section=request.path.split("/")[1],
        query=query.get("q", "")[:200],
        mistyped=getattr(request, "mistyped", ()),
        address=settings.SITE_URL + own_address(request),
        today=day_words(timezone.now()),
        seal=state.seal,
    )


def bare_frame(request_id: str) -> Frame:
    """The frame of a page about a failure. It needs no database."""
    return Frame(
        site_name=SITE_NAME,
        licence=settings.DATA_LICENCE,
        licence_url=LICENCE_URLS.get(settings.DATA_LICENCE, ""),
        request_id=request_id,
    )


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
