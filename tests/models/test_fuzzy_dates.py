"""The columns that follow from a date."""

from __future__ import annotations

from datetime import date

from claims.models import Claim
from claims.models.fuzzy_dates import set_ends
from tests.cases import each_case


@each_case(
    ("said", "newest", "oldest"),
    [
        ("2025-11-12", "2025-11-12", "2025-11-12"),
        ("2025-11-11/2025-11-13", "2025-11-13", "2025-11-11"),
        ("2019", "2019-12-31", "2019-01-01"),
        ("2025-09-02/..", "2025-09-02", "2025-09-02"),
        ("../2019-02-06", "2019-02-06", "2019-02-06"),
    ],
)
def test_an_open_end_gives_way_to_the_known_one_in_the_order(said: str, newest: str, oldest: str) -> None:
    claim = Claim(said=said)
    set_ends(claim, "said")
    assert (claim.said_newest.isoformat(), claim.said_oldest.isoformat()) == (newest, oldest)


def test_what_a_source_bounds_is_ordered_by_that_bound() -> None:
    claim = Claim(said="2025-09-02/..")
    set_ends(claim, "said", cap=date(2025, 11, 20))
    assert (claim.said_newest, claim.said_oldest) == (date(2025, 11, 20), date(2025, 9, 2))


def test_no_column_is_empty_where_nothing_is_known() -> None:
    claim = Claim(said="")
    set_ends(claim, "said")
    assert claim.said_undated
    assert None not in (claim.said_newest, claim.said_oldest)
