"""Caching of public pages and data, and redirects of addresses that name a former key.

Answers are kept for ten seconds for everyone, then confirmed by an ETag. One rule redirects pages and machine
forms to the same address with the key of today::

    /claims/?speaker=anna-roe&topic=trade      →  /claims/?speaker=maria-solano&topic=trade
    /positions/who-paid/timeline.csv           →  /positions/who-pays/timeline.csv

On a past day (``as_of``) a former key is still the key, if the record was moved later.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect, QueryDict
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from claims.domain.dates.fuzzy import end_of_day
from claims.domain.errors import InvalidDate
from claims.domain.record.identity import Place
from claims.queries.history.redirects import keys_of_today
from claims.queries.lists.parameters import PARAMETERS
from claims.queries.site.frame import page_etag, record_state

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
SHARED_CACHES: Final = {"max_age": 10, "stale_while_revalidate": 60, "stale_if_error": 600}
"""The times of Cache-Control, in seconds: browsers and proxies keep a public answer for ten.

For another minute they may answer with it while they fetch the new one, and for ten minutes if the site does
not answer.
"""
MOST_NAMED: Final = 500
SHELVES: Final = {"speakers": "speaker", "topics": "topic", "positions": "position", "sources": "source"}
"""The first part of the path of a record's page, with the type of the record in the second part."""


def leading_on(view: View[P]) -> View[P]:
    """Decorate a view to redirect (301) an address that names a former key to the key of today.

    Whether the query names one was read with the state of the record, which is on the request. A key in the
    path is looked up only if there is no such page.
    """

    @wraps(view)
    def led(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        given = dict(request.GET.lists())
        names_moved: bool = request.record_state.names_moved  # type: ignore[attr-defined]
        if names_moved and (address := address_of_today(request.path, given)):
            return HttpResponsePermanentRedirect(address)
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            if address := address_of_today(request.path, given, in_path=True):
                return HttpResponsePermanentRedirect(address)
            raise
        if response.status_code == 404 and (address := address_of_today(request.path, given, in_path=True)):
            return HttpResponsePermanentRedirect(address)
        return response

    return led


def keys_named(given: QueryDict) -> tuple[str, ...]:
    """The keys of records that a query names, sorted. Empty if there are more than any page takes."""
    found = sorted({place[1] for place in _places(dict(given.lists()))})
    return tuple(found) if len(found) <= MOST_NAMED else ()


def address_of_today(path: str, given: Mapping[str, Sequence[str]], *, in_path: bool = False) -> str:
    """The address with keys of today in place of former ones; empty if it names none.

    It begins at the first page of a list, because a cursor is valid only for its own list. With ``in_path``
    the key in the path counts too. Takes no query if no record is named, and one if none has moved.
    """
    places = _places(given)
    _, shelf, key, *_ = [*path.split("/"), "", ""]
    if in_path and shelf in SHELVES and key:
        places.add((SHELVES[shelf], key))
    if len(places) > MOST_NAMED:
        return ""  # The page reports that these are too many.
    now = keys_of_today(places, at=_instant(given))
    if not now:
        return ""
    query = [
        (name, value)
        for name, values in given.items()
        if name != "after"
        for value in dict.fromkeys(_value_of_today(name, value, now) for value in values)
    ]
    if in_path and (found := now.get((SHELVES.get(shelf, ""), key))):
        path = "/".join(["", shelf, found, *path.split("/")[3:]])
    path = quote(path, safe="/,")
    return f"{path}?{urlencode(query)}" if query else path


def _places(given: Mapping[str, Sequence[str]]) -> set[Place]:
    """The records of the query that can have moved."""
    found = {_place(name, value) for name, values in given.items() for value in values}
    return {place for place in found if place[0] and place[1]}


def _place(name: str, value: str) -> Place:
    """The record that a value of a parameter names, if records of its type can move; else empty texts."""
    value = value.strip().replace("\0", "")
    if name == "voice":  # The parameter on the page of a position.
        return "speaker", value
    parameter = PARAMETERS.get(name)
    return parameter.place(value) if parameter is not None and parameter.leads_on else ("", "")


def _value_of_today(name: str, value: str, now: Mapping[Place, str]) -> str:
    key = now.get(_place(name, value))
    if key is None:
        return value
    return f"{key}:{value.rpartition(':')[2]}" if name != "voice" and PARAMETERS[name].has_parts else key


def _instant(given: Mapping[str, Sequence[str]]) -> datetime | None:
    """The end of the past day that is asked for; None for today, and for a day that cannot be read."""
    try:
        return end_of_day(given["as_of"][0]) if given.get("as_of", ("",))[0] else None
    except InvalidDate:
        return None


def public_answer(view: View[P], *shown: str) -> View[P]:
    """Answer only GET and HEAD, with 304 if the reader has the answer, and without cookies.

    An address with a former key redirects to the key of today. ``shown`` are the names of the settings that
    the answer shows. The state of the record is stored on the request, so that it is read once.
    """

    def etag_of(request: HttpRequest, *_: Any, **__: Any) -> str:
        state = request.record_state = record_state(keys_named(request.GET))  # type: ignore[attr-defined]
        values = tuple(getattr(settings, name) for name in shown)
        return page_etag(state, request.get_full_path(), timezone.now().date(), settings=values)

    answered = require_safe(condition(etag_func=etag_of)(leading_on(view)))

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if "\0" in request.path:
            raise Http404  # No record contains it, and PostgreSQL refuses it in a query.
        response: HttpResponseBase = answered(request, *args, **kwargs)
        if response.status_code < 500:
            patch_cache_control(response, public=True, **SHARED_CACHES)
        return response

    return answer
