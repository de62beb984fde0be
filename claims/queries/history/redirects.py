"""Where the keys that records had before lead now, in the addresses of public pages and machine forms.

One rule for all: an address that names a former key leads to the same address with the key of today::

    /claims/?speaker=anna-roe&topic=trade      →  /claims/?speaker=maria-solano&topic=trade
    /positions/who-paid/timeline.csv           →  /positions/who-pays/timeline.csv

On a past day (``as_of``) a former key was the key, if the record moved on later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import wraps
from typing import Concatenate, Final, ParamSpec
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect, QueryDict

from claims.domain.dates.fuzzy import end_of_day
from claims.domain.errors import InvalidDate
from claims.models import FormerAddress
from claims.models.record_mapping import ROWS

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
MOST_STEPS: Final = 20
MOST_NAMED: Final = 500
NAMED: Final = {
    "speaker": "speaker",
    "on_behalf_of": "speaker",
    "voice": "speaker",
    "topic": "topic",
    "position": "position",
    "answer": "position",
    "source": "source",
    "outlet": "outlet",
}
"""The parameters by which records that can move are named, each with the type of those records."""
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


def _places(given: Mapping[str, Sequence[str]]) -> set[tuple[str, str]]:
    return {
        (record_type, key)
        for name, record_type in NAMED.items()
        for value in given.get(name, ())
        if (key := _key_in(name, value))
    }


def keys_of_today(
    places: Iterable[tuple[str, str]], *, at: datetime | None = None
) -> dict[tuple[str, str], str]:
    """The key of today for each of these records (type, key) that has moved to one that is public.

    ``at`` an instant of the past, what moved later counts as not moved.
    """
    wanted = {place for place in places if place[1]}
    if not wanted:
        return {}
    moves = FormerAddress.objects.filter(key__in=sorted({key for _, key in wanted}), undone_at=None)
    if at is not None:
        moves = moves.filter(at__lte=at)
    moved = set(moves.values_list("record_type", "key")) & wanted
    found = {place: now_key(*place) for place in moved}
    return {place: key for place, key in found.items() if key}


def now_key(record_type: str, key: str) -> str:
    """The key of the public record that a former key leads to; empty where it leads nowhere.

    Follows one merge after another. A query for each step, and one more.
    """
    found = key
    for _ in range(MOST_STEPS):
        step = FormerAddress.objects.filter(record_type=record_type, key=found, undone_at=None)
        following = step.values_list("now_key", flat=True).first()
        if following is None:
            break
        found = following
    column = "key" if record_type == "source" else "slug"
    if found == key or not ROWS[record_type].objects.published().filter(**{column: found}).exists():
        return ""
    return found


def _key_in(name: str, value: str) -> str:
    """The key that a value of a parameter names: of ``position:answer`` the position."""
    value = value.strip().replace("\0", "")
    return value.rpartition(":")[0] if name == "answer" else value


def _value_of_today(name: str, value: str, now: Mapping[tuple[str, str], str]) -> str:
    key = now.get((NAMED.get(name, ""), _key_in(name, value)))
    if key is None:
        return value
    return f"{key}:{value.rpartition(':')[2]}" if name == "answer" else key


def _instant(given: Mapping[str, Sequence[str]]) -> datetime | None:
    """The past day that is asked for; None for today, and for what the page will say it cannot read."""
    try:
        return end_of_day(given["as_of"][0]) if given.get("as_of", ("",))[0] else None
    except InvalidDate:
        return None
