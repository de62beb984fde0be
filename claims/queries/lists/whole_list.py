"""All claims of a list, for downloads. Their order is fixed at one moment.

The numbers of the versions are read at once, eight bytes each. Nothing that is published meanwhile shifts the
list, and no transaction stays open during a slow download. The claims are read later, in parts.
"""

from array import array
from collections.abc import Iterator, Sequence
from typing import Final

from django.db import connection

from claims.database.chunks import chunks
from claims.database.statements import many, one_of, rows_of
from claims.queries.lists.page_of_claims import best, in_order, orders
from claims.queries.lists.selected_claims import SelectedClaims

CHUNK: Final = 10_000
"""The number of rows fetched together. PostgreSQL keeps the others (``WITH HOLD``)."""
_KEYS: Final = "SELECT number, key FROM claims_claimversion WHERE "
TOGETHER: Final = 1_000


def every_claim(selected: SelectedClaims) -> Iterator[Sequence[str]]:
    """The keys of all claims of a list, in the order of its pages, 1,000 at a time."""
    ranked = best(selected) if selected.selection.sort == "relevance" else None
    if ranked is not None:
        yield from chunks(ranked, TOGETHER)
        return
    numbers = array("q", _numbers(selected))
    for start in range(0, len(numbers), TOGETHER):
        some = numbers[start : start + TOGETHER]
        found: dict[int, str] = dict(rows_of(_KEYS + one_of("number"), [many(some)]))
        yield [found[number] for number in some if number in found]


def _numbers(selected: SelectedClaims) -> Iterator[int]:
    for order in orders(selected):
        with connection.chunked_cursor() as cursor:
            cursor.execute(*selected.versions.select(*in_order(selected.versions, order)))
            while rows := cursor.fetchmany(CHUNK):
                yield from (number for number, *_ in rows)
