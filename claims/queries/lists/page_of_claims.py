"""A page of the list of claims: its claims in order, their number, and links to the pages around it."""

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
from claims.queries.lists.counts import CAP, CappedCount
from claims.queries.lists.cursors import Cursor, read_cursor, write_cursor
from claims.queries.lists.parameters import PARAMETERS
from claims.queries.lists.searching import fits
from claims.queries.lists.selected_claims import CurrentAndPast, SelectedClaims
from claims.queries.lists.selection import Selection
from claims.queries.paging import StaleCursor

UNFIT: Final = Fit(False, 0, 0)

OrderedClaim = tuple[int, bool, date | datetime]
"""The primary key of a claim, whether it is undated, and what the list is ordered by."""


@dataclass(frozen=True, slots=True)
class PageOfIds:
    """The primary keys of a page in order. ``newer`` and ``older`` are cursors, empty if there is no page.

    "Newer" is toward the beginning of the list, whatever its order. ``is_first`` means the page of a list
    without a cursor. ``is_unranked`` means that the list is too long to sort by relevance, and so is newest
    first.
    """

    ids: tuple[int, ...]
    newer: str = ""
    older: str = ""
    is_first: bool = True
    is_unranked: bool = False


@dataclass(frozen=True, slots=True)
class ListOrder:
    """The order of a part of a list. ``undated`` selects undated or dated claims, None both."""

    column: str
    descending: bool
    undated: bool | None = None
    key: str = "pk"

    @property
    def of_former(self) -> ListOrder:
        """The same order for former claims, listed by the claim that they belong to."""
        column = f"claim__{self.column}" if self.column == "published_at" else self.column
        return replace(self, column=column, key="claim_id")


def list_claims(selected: SelectedClaims) -> PageOfIds:
    """The page that a selection asks for. Takes one query, or two where the list passes to undated claims.

    Raises StaleCursor for a cursor that does not belong to this list.
    """
    selection = selected.selection
    cursor = read_cursor(selection)
    if selection.sort == "relevance":
        ids = best(selected)
        if ids is not None:
            return _ranked(ids, selection, cursor)
        return replace(_in_order(selected, cursor), is_unranked=True)
    return _in_order(selected, cursor)


def _in_order(selected: SelectedClaims, cursor: Cursor | None) -> PageOfIds:
    if cursor is not None and cursor.value is None:
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
    """The number of claims: a kept count if there is one, otherwise counted up to 10,000. One query."""
    kept = _kept(selected.selection)
    if kept is not None:
        return CappedCount(selected.kept_counts.get(kept, 0))
    return count_up(selected.current_and_past)


def count_up(both: CurrentAndPast) -> CappedCount:
    """The number of these claims, counted up to 10,000. One query."""
    most = CAP + 1
    claims = both.claims.order_by()[:most]
    number = claims.count() if both.former is None else _sum(claims, both.former.order_by()[:most])
    return CappedCount(min(number, CAP), number > CAP)


def _sum(*queries: QuerySet[Any, Any]) -> int:
    """The number of rows of all these queries together. One query."""
    parts = [sql_of(query.values("pk")) for query in queries]
    counts = " + ".join(f"(SELECT COUNT(*) FROM ({sql}) AS t)" for sql, _ in parts)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", [param for _, params in parts for param in params])
        return int(cursor.fetchone()[0])


def count_undated(selected: SelectedClaims) -> CappedCount:
    """The number of claims that a span of days leaves out because they have no date. One query, or none."""
    both = selected.left_out_undated()
    return count_up(both) if both is not None else CappedCount(0)


def _kept(selection: Selection) -> tuple[str, str] | None:
    """The facet and value whose kept count is the number of claims of a selection, or None."""
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


def best(selected: SelectedClaims) -> list[int] | None:
    """All claims of a list, best match first and then newest first; None if there are too many to rank.

    Takes two queries more than a list that is newest first.
    """
    most = UNRANKED + 1
    newest: list[int] = []
    former: dict[int, int] = {}
    for order in orders(selected):
        found = _next(selected.claims, order, None, most)
        if selected.former is not None:
            rows = in_order(selected.former, order.of_former)
            then = list(rows.values_list("claim", "said_undated", order.column, "pk")[:most])
            former.update((pk, claim) for claim, _, _, pk in then)
            found += [(claim, undated, value) for claim, undated, value, _ in then]
            found.sort(key=lambda place: (place[2], place[0]), reverse=order.descending)
        newest += [pk for pk, _, _ in found]
        if len(newest) >= most:
            return None
    held = frozenset(former.values())
    fit = fits([pk for pk in newest if pk not in held], selected.word_matches.match)
    fit |= {former[pk]: one for pk, one in fits([*former], selected.word_matches.match, former=True).items()}
    return sorted(newest, key=lambda pk: fit.get(pk, UNFIT), reverse=True)


def _from_start(selected: SelectedClaims) -> PageOfIds:
    return _listed(_rows(selected, None), selected.selection, newer=False)


def _back(selected: SelectedClaims, cursor: Cursor) -> PageOfIds:
    selection = selected.selection
    rows = _rows(selected, cursor)
    if len(rows) < selection.size:
        # Less than a page is left before the cursor: show the whole first page.
        return _from_start(selected)
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


def _rows(selected: SelectedClaims, cursor: Cursor | None) -> list[OrderedClaim]:
    """The rows of a page beyond the cursor, in its direction, and one more."""
    limit = selected.selection.size + 1
    parts = orders(selected, is_back=cursor is not None and cursor.is_back)
    if cursor is not None and parts[0].undated not in (None, cursor.undated):
        parts = parts[1:]
    found: list[OrderedClaim] = []
    for order in parts:
        here = cursor if cursor is not None and order.undated in (None, cursor.undated) else None
        found += _part(selected, order, here, limit - len(found))
        if len(found) >= limit:
            break
    if selected.selection.sort == "added":
        return [(pk, False, value) for pk, _, value in found]
    return found


def orders(selected: SelectedClaims, *, is_back: bool = False) -> tuple[ListOrder, ...]:
    """The parts of a list, one after the other, each in its order. Undated claims come last in any order.

    Sorted by relevance, claims that match equally well are in this order.
    """
    sort = selected.selection.sort
    if sort == "added":
        return (ListOrder("published_at", not is_back),)
    column, descending = ("said_oldest", False) if sort == "oldest" else ("said_newest", True)
    parts = (False,) if selected.is_dated else (False, True)
    return tuple(
        ListOrder(column, descending != is_back, undated) for undated in (parts[::-1] if is_back else parts)
    )


def _part(
    selected: SelectedClaims, order: ListOrder, cursor: Cursor | None, limit: int
) -> list[OrderedClaim]:
    """The next rows of a part of the list; for a past day, current and former claims merged."""
    found = _next(selected.claims, order, cursor, limit)
    if selected.former is not None:
        found += _next(selected.former, order.of_former, cursor, limit)
        found.sort(key=lambda place: (place[2], place[0]), reverse=order.descending)
    return found[:limit]


def _next(
    claims: QuerySet[Any, Any], order: ListOrder, cursor: Cursor | None, limit: int
) -> list[OrderedClaim]:
    if cursor is not None:
        way = "lt" if order.descending else "gt"
        # The first condition follows from the second; the database can start an index scan with it.
        claims = claims.filter(
            Q(**{f"{order.column}__{way}e": cursor.value}),
            Q(**{f"{order.column}__{way}": cursor.value}) | Q(**{f"{order.key}__{way}": cursor.pk}),
        )
    return list(in_order(claims, order)[:limit])


def in_order(claims: QuerySet[Any, Any], order: ListOrder) -> QuerySet[Any, Any]:
    """The places of some claims in an order."""
    if order.undated is not None:
        # Written with "in": Django makes "not" of a comparison with false, for which SQLite uses no index.
        claims = claims.filter(said_undated__in=[order.undated])
    sign = "-" if order.descending else ""
    rows = claims.order_by(f"{sign}{order.column}", f"{sign}{order.key}")
    return rows.values_list(order.key, "said_undated", order.column)
