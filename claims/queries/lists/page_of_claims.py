"""A page of the list of claims: the claims in order, their number, and links to other pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from claims.database.statements import ANY, Sql, all_of, instants
from claims.domain.search.facets import ALL, FACETS
from claims.domain.search.ranking import UNRANKED, Fit
from claims.queries.lists.counts import CAP, CappedCount
from claims.queries.lists.cursors import Cursor, read_cursor, write_cursor
from claims.queries.lists.lookups import Values
from claims.queries.lists.searching import fits
from claims.queries.lists.selected_claims import SelectedClaims, Versions
from claims.queries.lists.selection import Selection
from claims.queries.paging import StaleCursor

UNFIT: Final = Fit(False, 0, 0)

Place = tuple[int, bool, Any, str]
"""A version: its number, whether it is undated, the value of the column of the order, and its key."""


@dataclass(frozen=True, slots=True)
class PageOfKeys:
    """The keys of a page in order. ``newer`` and ``older`` are cursors, empty if there is no page.

    "Newer" is toward the beginning of the list, whatever its order. ``is_first`` means the page of a list
    without a cursor. ``is_unranked`` means that the list is too long to sort by relevance and is sorted
    newest first.
    """

    keys: tuple[str, ...]
    newer: str = ""
    older: str = ""
    is_first: bool = True
    is_unranked: bool = False


@dataclass(frozen=True, slots=True)
class ListOrder:
    """The order of a part of a list: by the column, if there is one, and then by number.

    ``undated`` selects undated or dated claims. None selects both.
    """

    column: str
    descending: bool
    undated: bool | None = None


NEWEST: Final = ListOrder("", descending=True)


def list_claims(selected: SelectedClaims) -> PageOfKeys:
    """The page of a selection. One query, or two if the page ends with undated claims.

    Raises StaleCursor for a cursor that does not belong to this list.
    """
    selection = selected.selection
    cursor = read_cursor(selection)
    if selection.sort == "relevance":
        found = best(selected)
        if found is not None:
            return _ranked(found, selection, cursor)
        return replace(_in_order(selected, cursor), is_unranked=True)
    return _in_order(selected, cursor)


def _in_order(selected: SelectedClaims, cursor: Cursor | None) -> PageOfKeys:
    if cursor is not None and not cursor.number:
        raise StaleCursor("The list has changed since this place was linked.")
    if cursor is None:
        return _from_start(selected)
    if cursor.is_back:
        return _back(selected, cursor)
    rows = _rows(selected, cursor)
    if not rows:
        raise StaleCursor("The list ends before this place.")
    return _listed(rows, selected.selection, newer=True)


def count(selected: SelectedClaims) -> CappedCount:
    """The number of claims: a stored count if there is one, otherwise counted up to 10,000. One query."""
    if selected.hits is not None:
        return selected.hits
    stored = _stored_count(selected, selected.filters)
    return selected.versions.count() if stored is None else CappedCount(stored)


def count_with(selected: SelectedClaims, filters: Mapping[str, Values]) -> CappedCount:
    """The number of claims with some of the filters, up to 10,000. One query."""
    stored = _stored_count(selected, filters)
    return selected.with_filters(filters).count() if stored is None else CappedCount.up_to(CAP, stored)


def _stored_count(selected: SelectedClaims, filters: Mapping[str, Values]) -> int | None:
    """The stored count of a value if it is the only filter, or of all claims without any."""
    ((name, values), *others) = filters.items() or [(ALL, ("",))]
    is_stored = name in (*FACETS, ALL) and len(values) == 1 and not others
    return selected.values(filters)[name][0].number if is_stored else None


def count_undated(selected: SelectedClaims) -> CappedCount:
    """The number of claims that a span of days leaves out because they have no date. One query, or none."""
    versions = selected.left_out_undated()
    return versions.count() if versions is not None else CappedCount(0)


def _ranked(keys: Sequence[str], selection: Selection, cursor: Cursor | None) -> PageOfKeys:
    if cursor is not None and cursor.number:
        raise StaleCursor("The list has changed since this place was linked.")
    start = cursor.offset if cursor else 0
    page = keys[start : start + selection.size]
    if cursor and not page:
        raise StaleCursor("The list ends before this place.")
    before, after = max(start - selection.size, 0), start + selection.size
    return PageOfKeys(
        tuple(page),
        newer=write_cursor(Cursor(offset=before), selection) if start else "",
        older=write_cursor(Cursor(offset=after), selection) if len(keys) > after else "",
        is_first=not start,
    )


def best(selected: SelectedClaims) -> list[str] | None:
    """The keys of all claims of a list, best match first and then newest first; None if too many.

    One query more than a list that is newest first, two for a past day.
    """
    newest: dict[int, str] = {}
    if selected.hits is not None and selected.hits.number > UNRANKED:
        return None
    for order in orders(selected):
        rows = selected.versions.rows(UNRANKED + 1, *in_order(selected.versions, order))
        newest.update((number, key) for number, _, key in rows)
        if len(newest) > UNRANKED:
            return None
    fit = fits([*newest], selected.word_matches.match, also_ended=selected.instant is not None)
    return [newest[number] for number in sorted(newest, key=lambda one: fit.get(one, UNFIT), reverse=True)]


def _from_start(selected: SelectedClaims) -> PageOfKeys:
    return _listed(_rows(selected, None), selected.selection, newer=False)


def _back(selected: SelectedClaims, cursor: Cursor) -> PageOfKeys:
    selection = selected.selection
    rows = _rows(selected, cursor)
    if len(rows) < selection.size:
        # Less than a page is left before the cursor: show the whole first page.
        return _from_start(selected)
    page = rows[: selection.size][::-1]
    return PageOfKeys(
        tuple(key for *_, key in page),
        newer=_cursor(page[0], selection, is_back=True) if len(rows) > selection.size else "",
        older=_cursor(page[-1], selection),
        is_first=len(rows) == selection.size,
    )


def _listed(rows: Sequence[Place], selection: Selection, *, newer: bool) -> PageOfKeys:
    page = rows[: selection.size]
    return PageOfKeys(
        tuple(key for *_, key in page),
        newer=_cursor(page[0], selection, is_back=True) if newer else "",
        older=_cursor(page[-1], selection) if len(rows) > selection.size else "",
        is_first=not newer,
    )


def _cursor(place: Place, selection: Selection, *, is_back: bool = False) -> str:
    number, undated, value, _ = place
    if isinstance(value, datetime) and value.tzinfo is None:
        value = value.replace(tzinfo=UTC)  # SQLite gives it without a zone.
    return write_cursor(Cursor(is_back, undated, value, number), selection)


def _rows(selected: SelectedClaims, cursor: Cursor | None) -> list[Place]:
    """The rows of a page beyond the cursor, in its direction, and one more."""
    limit = selected.selection.size + 1
    parts = orders(selected, is_back=cursor is not None and cursor.is_back)
    if cursor is not None and parts[0].undated not in (None, cursor.undated):
        parts = parts[1:]
    found: list[Place] = []
    for order in parts:
        here = cursor if cursor is not None and order.undated in (None, cursor.undated) else None
        is_start = cursor is None and order == NEWEST
        versions = selected.newest(limit) if is_start else selected.versions
        rows = versions.rows(limit - len(found), *in_order(versions, order, here))
        found += [(number, bool(order.undated), value, key) for number, value, key in rows]
        if len(found) >= limit:
            break
    return found


def orders(selected: SelectedClaims, *, is_back: bool = False) -> tuple[ListOrder, ...]:
    """The parts of a list, in order, each with its order. Undated claims come last in any order.

    Sorted by relevance, claims that match equally well are in this order.
    """
    sort = selected.selection.sort
    if sort == "added":
        return (ListOrder("published_at", not is_back),)
    if sort != "oldest":
        return (ListOrder("", not is_back),)  # An undated claim has a lower number than any dated one.
    parts = (False,) if selected.is_dated else (False, True)
    return tuple(
        ListOrder("said_oldest", is_back, undated) for undated in (parts[::-1] if is_back else parts)
    )


def in_order(versions: Versions, order: ListOrder, beyond: Cursor | None = None) -> tuple[str, str, Sql]:
    """What to select for the versions in an order, as number, value of the column and key.

    ``beyond`` is where they begin.
    """
    number, way = versions.number, "<" if order.descending else ">"
    column = f"v.{order.column}" if order.column else number
    more = ANY
    if beyond is not None and beyond.value is not None:
        value = beyond.value
        text = instants(value)[0] if isinstance(value, datetime) else value.isoformat()
        # The first condition follows from the second; the database can start an index scan with it.
        passed = f"{column} {way}= %s AND ({column} {way} %s OR {number} {way} %s)"
        more = passed, (text, text, beyond.number)
    elif beyond is not None:
        more = f"{number} {way} %s", (beyond.number,)
    if order.undated is not None:
        # Of "NOT v.said_undated" SQLite would use no index.
        more = all_of((f"v.said_undated = {order.undated}", ()), more)
    sign = "DESC" if order.descending else "ASC"
    sorts = [column, number] if order.column else [number]
    return f"{number}, {column}, v.key", ", ".join(f"{one} {sign}" for one in sorts), more
