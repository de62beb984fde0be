"""Addresses of pages and machine forms that name a former key lead to the same address with the key of today.

One rule for all::

    /claims/?speaker=anna-roe&topic=trade      →  /claims/?speaker=maria-solano&topic=trade
    /positions/who-paid/timeline.csv           →  /positions/who-pays/timeline.csv

On a past day (``as_of``) a former key was the key, if the record moved on later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import wraps
from typing import Concatenate, Final, ParamSpec
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect, QueryDict

from claims.domain.dates.fuzzy import end_of_day
from claims.domain.errors import InvalidDate
from claims.domain.record.identity import Place
from claims.queries.history.redirects import keys_of_today
from claims.queries.lists.parameters import PARAMETERS

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
MOST_NAMED: Final = 500
SHELVES: Final = {"speakers": "speaker", "topics": "topic", "positions": "position", "sources": "source"}
"""The first part of the address of a record's page, with the type of record that the second names."""


def leading_on(view: View[P]) -> View[P]:
    """The view, but an address that names a former key leads to that of today (301).

    What the query names was asked with the state of the record, which is on the request; a key in the path is
    asked about only where there is no such page.
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
    """The keys of records that a query names, sorted; none where they are more than any page takes."""
    found = sorted({place[1] for place in _places(dict(given.lists()))})
    return tuple(found) if len(found) <= MOST_NAMED else ()


def address_of_today(path: str, given: Mapping[str, Sequence[str]], *, in_path: bool = False) -> str:
    """The address with the keys of today for former ones; empty where it names none.

    It begins at the first page of a list: a cursor belongs to the list that it was made for. With ``in_path``
    the key in the path counts too. Takes no query where no record is named, and one where none has moved.
    """
    places = _places(given)
    _, shelf, key, *_ = [*path.split("/"), "", ""]
    if in_path and shelf in SHELVES and key:
        places.add((SHELVES[shelf], key))
    if len(places) > MOST_NAMED:
        return ""  # The page says that these are too many.
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
    """The record that a value of a parameter names; without a type where no record that can move is named."""
    value = value.strip().replace("\0", "")
    if name == "voice":  # The parameter of a position.
        return "speaker", value
    parameter = PARAMETERS.get(name)
    return parameter.place(value) if parameter is not None and parameter.leads_on else ("", "")


def _value_of_today(name: str, value: str, now: Mapping[Place, str]) -> str:
    key = now.get(_place(name, value))
    if key is None:
        return value
    return f"{key}:{value.rpartition(':')[2]}" if name != "voice" and PARAMETERS[name].has_parts else key


def _instant(given: Mapping[str, Sequence[str]]) -> datetime | None:
    """The past day that is asked for; None for today, and for what the page will say it cannot read."""
    try:
        return end_of_day(given["as_of"][0]) if given.get("as_of", ("",))[0] else None
    except InvalidDate:
        return None
