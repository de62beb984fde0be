"""The filter form beside a list."""

from __future__ import annotations

import pytest

from claims.queries.lists.facets import MOST_MEMBERS, FacetCounts, Facets, Member
from claims.queries.lists.filter_form import filter_form
from claims.queries.lists.selection import read_selection


@pytest.mark.parametrize(
    ("number", "summary"), [(23, "Show all 23"), (MOST_MEMBERS, "Show the 40 with most claims")]
)
def test_a_facet_says_all_only_where_it_has_all(number: int, summary: str) -> None:
    members = tuple(Member(f"speaker-{n}", f"Speaker {n}", 1) for n in range(number))
    counted = Facets((FacetCounts("speaker", "Speaker", members),), (), {})
    form = filter_form(read_selection({}), counted, "/claims/")
    assert form.facets[0].summary == summary
