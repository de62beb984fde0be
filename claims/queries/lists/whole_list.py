"""All claims of a list, for downloads: which they are and their order are fixed at one moment.

The primary keys are read at once, eight bytes for each, so that nothing that is published meanwhile shifts
the list and no transaction stays open while a slow reader takes the file; the rows follow part by part.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from heapq import merge
from typing import Final

from claims.queries.lists.page_of_claims import Order, best, in_order, orders
from claims.queries.lists.selected_claims import SelectedClaims

CHUNK: Final = 10_000
"""Rows that are fetched together: PostgreSQL keeps the others (``WITH HOLD``) until they are asked for."""


def every_claim(matching: SelectedClaims) -> Sequence[int]:
    """The primary keys of all claims of a list, in the order of its pages."""
    return array("q", _keys(matching))


def _keys(matching: SelectedClaims) -> Iterator[int]:
    ranked = best(matching) if matching.selection.sort == "relevance" else None
    if ranked is not None:
        yield from ranked
        return
    for order in orders(matching):
        yield from _part(matching, order)


def _part(matching: SelectedClaims, order: Order) -> Iterator[int]:
    """One part of the list; as of a past day both halves of it, each in the same order."""
    claims = in_order(matching.claims, order)
    if matching.former is None:
        return iter(claims.values_list(order.key, flat=True).iterator(chunk_size=CHUNK))
    halves = claims, in_order(matching.former, order.of_former)
    both = merge(
        *(half.iterator(chunk_size=CHUNK) for half in halves),
        key=lambda place: (place[2], place[0]),
        reverse=order.descending,
    )
    return (pk for pk, _, _ in both)
