"""The days of the first and the latest public claim that have a value of a facet, such as a speaker."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from claims.database.facet_rows import span_rows, value_rows
from claims.domain.search.facets import FacetValue
from claims.models.projection import SERIALS

MOST_TRIED: Final = 50
"""The claims among which the first is sought, those that were certainly said before all others."""


class Span(NamedTuple):
    """The number of public claims, and when the first and the latest dated one were said, in EDTF."""

    claims: int
    first: str
    latest: str


NO_SPAN: Final = Span(0, "", "")


def spans_of(facet: str, values: Iterable[str], *, among: Iterable[FacetValue] = ()) -> Mapping[str, Span]:
    """The spans of these values of a facet that have any claim. One query, whatever the number of claims.

    With ``among``, the first and the latest claim that also has one of these values of other facets; the
    number is that of all claims. One query more.
    """
    others: dict[str, list[str]] = {}
    for name, value in among:
        others.setdefault(name, []).append(value)
    also = [pk for pk, *_ in value_rows(others)]
    rows = span_rows(facet, list(values), also, dated=SERIALS, tried=MOST_TRIED)
    return {value: Span(number, first or "", latest or "") for value, number, first, latest in rows}
