"""All claims of a list, for downloads. Their order is fixed at one moment.

The primary keys are read at once, eight bytes each. So nothing that is published meanwhile shifts the list,
and no transaction stays open during a slow download. The rows are read later, in parts.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from heapq import merge
from typing import Final

from claims.queries.lists.page_of_claims import ListOrder, best, in_order, orders
from claims.queries.lists.selected_claims import SelectedClaims

CHUNK: Final = 10_000
"""Rows that are fetched together. PostgreSQL keeps the others (``WITH HOLD``) until they are fetched."""


def every_claim(selected: SelectedClaims) -> Sequence[int]:
    """The primary keys of all claims of a list, in the order of its pages."""
    return array("q", _keys(selected))


def _keys(selected: SelectedClaims) -> Iterator[int]:
    ranked = best(selected) if selected.selection.sort == "relevance" else None
    if ranked is not None:
        yield from ranked
        return
    for order in orders(selected):
        yield from _part(selected, order)


def _part(selected: SelectedClaims, order: ListOrder) -> Iterator[int]:
    """One part of the list; for a past day, current and former claims merged."""
    claims = in_order(selected.claims, order)
    if selected.former is None:
        return iter(claims.values_list(order.key, flat=True).iterator(chunk_size=CHUNK))
    queries = claims, in_order(selected.former, order.of_former)
    both = merge(
        *(query.iterator(chunk_size=CHUNK) for query in queries),
        key=lambda place: (place[2], place[0]),
        reverse=order.descending,
    )
    return (pk for pk, _, _ in both)
