"""A page of the list of claims: which claims, in which order, how many in all, and the pages beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from django.db import connection
from django.db.models import Q, QuerySet

from claims.domain.search.facets import FACETS
from claims.domain.search.ranking import UNRANKED, Fit
from claims.queries.compiled import sql_of
from claims.queries.lists.cursors import Cursor, read_cursor, write_cursor
from claims.queries.lists.parameters import PARAMETERS
from claims.queries.lists.searching import fits
from claims.queries.lists.selected_claims import CurrentAndPast, SelectedClaims
from claims.queries.lists.selection import Selection
from claims.queries.paging import StaleCursor

UNFIT: Final = Fit(False, 0, 0)
MOST_COUNTED: Final = 10_000
"""Beyond this many a count says "10,000+"."""

OrderedClaim = tuple[int, bool, date | datetime]
"""The primary key of a claim, whether it is undated, and what the list is ordered by."""


@dataclass(frozen=True, slots=True)
class Count:
    number: int
    is_exact: bool = True

    @property
    def words(self) -> str:
        """ "37", "10,000+"."""
        return f"{self.number:,}" if self.is_exact else f"{self.number:,}+"


@dataclass(frozen=True, slots=True)
class PageOfIds:
    """The primary keys of a page in order; ``newer`` and ``older`` are cursors, empty where there is no page.

    "Newer" is toward the beginning of the list, whatever its order. ``is_first`` tells that the page is the
    one that a list without a cursor gives, ``is_unranked`` that the list has too many claims to be sorted by
    relevance and is newest first.
    """

    ids: tuple[int, ...]
    newer: str = ""
    older: str = ""
    is_first: bool = True
    is_unranked: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """A part of a list in an order: its column, and of which part, dated or undated, or of neither."""

    column: str
    descending: bool
    undated: bool | None = None
    key: str = "pk"

    @property
    def of_former(self) -> Order:
        """The same order of former claims, which stand for the claims that they are of."""
        column = f"claim__{self.column}" if self.column == "published_at" else self.column
        return replace(self, column=column, key="claim_id")


def list_claims(matching: SelectedClaims) -> PageOfIds:
    """The page that a selection asks for. Takes one query, or two where the list passes to undated claims.

    Raises StaleCursor for a cursor that does not belong to this list.
    """
    selection = matching.selection
    cursor = read_cursor(selection)
    if selection.sort == "relevance":
        ids = best(matching)
        if ids is not None:
            return _ranked(ids, selection, cursor)
        return replace(_in_order(matching, cursor), is_unranked=True)
    return _in_order(matching, cursor)


def _in_order(matching: SelectedClaims, cursor: Cursor | None) -> PageOfIds:
    if cursor is not None and cursor.value is None:
        raise StaleCursor("The list has changed since this place was linked.")
    if cursor is None:
        return _from_start(matching)
    if cursor.is_back:
        return _back(matching, cursor)
    rows = _rows(matching, cursor)
    if not rows:
        raise StaleCursor("The list ends before this place.")
    return _listed(rows, matching.selection, newer=True)


def count(matching: SelectedClaims) -> Count:
    """How many claims there are, from what is kept where it can be, else counted up to 10,000. One query."""
    kept = _kept(matching.selection)
    if kept is not None:
        return Count(matching.kept_counts.get(kept, 0))
    return count_up(matching.both)


def count_up(halves: CurrentAndPast) -> Count:
    """How many of these claims there are, counted up to 10,000. One query."""
    most = MOST_COUNTED + 1
    claims = halves.claims.order_by()[:most]
    number = claims.count() if halves.former is None else _sum(claims, halves.former.order_by()[:most])
    return Count(min(number, MOST_COUNTED), number <= MOST_COUNTED)


def _sum(*queries: QuerySet[Any, Any]) -> int:
    """How many rows the queries have together. One query."""
    parts = [sql_of(query.values("pk")) for query in queries]
    counts = " + ".join(f"(SELECT COUNT(*) FROM ({sql}) AS t)" for sql, _ in parts)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", [param for _, params in parts for param in params])
        return int(cursor.fetchone()[0])


def count_undated(matching: SelectedClaims) -> Count:
    """How many claims a span of days leaves out because they have no date. As many queries as to count."""
    halves = matching.left_out_undated()
    return count_up(halves) if halves is not None else Count(0)


def _kept(selection: Selection) -> tuple[str, str] | None:
    """The kept count (facet, member) of a selection, if one is kept."""
    if not selection.filters:
        return ("all", "")
    if len(selection.filters) > 1:
        return None
    ((name, values),) = selection.filters.items()
    parameter = PARAMETERS[name]
    if not parameter.is_counted or len(values) > 1:
        return None
    if f"any_{name}" in FACETS and ":" not in values[0] and values[0] != "none":
        return None  # An answer or a rating of any position or scale.
    return (name, str(int(values[0])) if name == "year" else values[0])


def _ranked(ids: Sequence[int], selection: Selection, cursor: Cursor | None) -> PageOfIds:
    if cursor is not None and cursor.value is not None:
        raise StaleCursor("The list has changed since this place was linked.")
    start = cursor.offset if cursor else 0
    page = ids[start : start + selection.size]
    if cursor and not page:
        raise StaleCursor("The list ends before this place.")
    before, after = max(start - selection.size, 0), start + selection.size
    return PageOfIds(
        tuple(page),
        newer=write_cursor(Cursor(offset=before), selection) if start else "",
        older=write_cursor(Cursor(offset=after), selection) if len(ids) > after else "",
        is_first=not start,
    )


def best(matching: SelectedClaims) -> list[int] | None:
    """All claims of a list, those that fit the words best first; None if there are too many to rank.

    What fits alike stands newest first. Two queries more than a list that is newest first.
    """
    most = UNRANKED + 1
    newest: list[int] = []
    former: dict[int, int] = {}
    for order in orders(matching):
        found = _next(matching.claims, order, None, most)
        if matching.former is not None:
            rows = in_order(matching.former, order.of_former)
            then = list(rows.values_list("claim", "said_undated", order.column, "pk")[:most])
            former.update((pk, claim) for claim, _, _, pk in then)
            found += [(claim, undated, value) for claim, undated, value, _ in then]
            found.sort(key=lambda place: (place[2], place[0]), reverse=order.descending)
        newest += [pk for pk, _, _ in found]
        if len(newest) >= most:
            return None
    held = frozenset(former.values())
    fit = fits([pk for pk in newest if pk not in held], matching.held.match)
    fit |= {former[pk]: one for pk, one in fits([*former], matching.held.match, former=True).items()}
    return sorted(newest, key=lambda pk: fit.get(pk, UNFIT), reverse=True)


def _from_start(matching: SelectedClaims) -> PageOfIds:
    return _listed(_rows(matching, None), matching.selection, newer=False)


def _back(matching: SelectedClaims, cursor: Cursor) -> PageOfIds:
    selection = matching.selection
    rows = _rows(matching, cursor)
    if len(rows) < selection.size:
        # Less than a page is left before it: the first page, whole.
        return _from_start(matching)
    page = rows[: selection.size][::-1]
    return PageOfIds(
        tuple(pk for pk, _, _ in page),
        newer=_cursor(page[0], selection, is_back=True) if len(rows) > selection.size else "",
        older=_cursor(page[-1], selection),
        is_first=len(rows) == selection.size,
    )


def _listed(rows: Sequence[OrderedClaim], selection: Selection, *, newer: bool) -> PageOfIds:
    page = rows[: selection.size]
    return PageOfIds(
        tuple(pk for pk, _, _ in page),
        newer=_cursor(page[0], selection, is_back=True) if newer else "",
        older=_cursor(page[-1], selection) if len(rows) > selection.size else "",
        is_first=not newer,
    )


def _cursor(place: OrderedClaim, selection: Selection, *, is_back: bool = False) -> str:
    pk, undated, value = place
    return write_cursor(Cursor(is_back, undated, value, pk), selection)


def _rows(matching: SelectedClaims, cursor: Cursor | None) -> list[OrderedClaim]:
    """The next rows beyond the cursor, in the direction in which it points, and one more."""
    limit = matching.selection.size + 1
    parts = orders(matching, is_back=cursor is not None and cursor.is_back)
    if cursor is not None and parts[0].undated not in (None, cursor.undated):
        parts = parts[1:]
    found: list[OrderedClaim] = []
    for order in parts:
        here = cursor if cursor is not None and order.undated in (None, cursor.undated) else None
        found += _part(matching, order, here, limit - len(found))
        if len(found) >= limit:
            break
    if matching.selection.sort == "added":
        return [(pk, False, value) for pk, _, value in found]
    return found


def orders(matching: SelectedClaims, *, is_back: bool = False) -> tuple[Order, ...]:
    """The parts of a list, one after the other, each in its order; by relevance that of what fits alike.

    Each part has its place in the index; the undated ones come last, whatever the order.
    """
    sort = matching.selection.sort
    if sort == "added":
        return (Order("published_at", not is_back),)
    column, descending = ("said_oldest", False) if sort == "oldest" else ("said_newest", True)
    parts = (False,) if matching.is_dated else (False, True)
    return tuple(
        Order(column, descending != is_back, undated) for undated in (parts[::-1] if is_back else parts)
    )


def _part(matching: SelectedClaims, order: Order, cursor: Cursor | None, limit: int) -> list[OrderedClaim]:
    """The next rows of a part of the list; as of a past day, of both halves, each in the same order."""
    found = _next(matching.claims, order, cursor, limit)
    if matching.former is not None:
        found += _next(matching.former, order.of_former, cursor, limit)
        found.sort(key=lambda place: (place[2], place[0]), reverse=order.descending)
    return found[:limit]


def _next(claims: QuerySet[Any, Any], order: Order, cursor: Cursor | None, limit: int) -> list[OrderedClaim]:
    if cursor is not None:
        way = "lt" if order.descending else "gt"
        # The first condition follows from the second, and is what an index can begin with.
        claims = claims.filter(
            Q(**{f"{order.column}__{way}e": cursor.value}),
            Q(**{f"{order.column}__{way}": cursor.value}) | Q(**{f"{order.key}__{way}": cursor.pk}),
        )
    return list(in_order(claims, order)[:limit])


def in_order(claims: QuerySet[Any, Any], order: Order) -> QuerySet[Any, Any]:
    """The places of a part of the claims, in its order."""
    if order.undated is not None:
        # Written with "in": SQLite finds no index for the "not" that Django makes of a comparison with false.
        claims = claims.filter(said_undated__in=[order.undated])
    sign = "-" if order.descending else ""
    rows = claims.order_by(f"{sign}{order.column}", f"{sign}{order.key}")
    return rows.values_list(order.key, "said_undated", order.column)
