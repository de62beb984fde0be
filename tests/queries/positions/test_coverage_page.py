"""The searches on record."""

from __future__ import annotations

from typing import Any

import pytest

from claims.queries.paging import StaleCursor
from claims.queries.positions import coverage_page
from claims.queries.positions.coverage_page import coverage_index, drawn_coverage, narrowed_to
from tests.more_records import put_on_record
from tests.world import World


def check(slug: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "coverage", "slug": slug, "voice": "maria-solano", "positions": ["who-pays"],
        "terms": ["cent"], "outlets": ["voz"], "from": "2019-01-01", "to": "2019-12-31",
        "checked_on": "2022-04-01", "by": "bob", "hits": 2, **more,
    }  # fmt: skip


def test_a_row_says_for_whom_on_what_where_when_and_with_which_result(world: World) -> None:
    [row] = coverage_index({}).rows
    assert row.voice.text == "The Palace with its parts"
    assert [position.text for position in row.positions] == ["Should the bridge over the Eder be built?"]
    assert [outlet.text for outlet in row.outlets] == ["The Strelsau Gazette", "Эдерский вестник"]
    assert (row.period, row.checked, row.record.by) == ("1 May 2019 – 30 Apr 2020", "1 Feb 2022", "ann")
    assert (row.found, row.note) == ("nothing found", "")


def test_the_latest_search_stands_first_and_pages_hold_each_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_on_record(check("one"), check("two", checked_on="2021-01-01"), check("three", checked_on=""))
    whole = [row.record.slug for row in coverage_index({}).rows]
    assert whole == ["one", world.coverage, "two", "three"]
    monkeypatch.setattr(coverage_page, "PAGE", 3)
    first = coverage_index({})
    second = coverage_index({"after": first.after})
    assert [row.record.slug for row in (*first.rows, *second.rows)] == whole
    assert (first.count, second.after) == (4, "")


def test_the_list_can_be_narrowed(world: World) -> None:
    put_on_record(check("one"))
    for name, value in {"voice": "maria-solano", "position": "who-pays", "outlet": "voz"}.items():
        assert [row.record.slug for row in coverage_index({name: value}).rows] == ["one"]
    assert coverage_index({"check": world.coverage}).count == 1
    assert coverage_index({"voice": "nobody-at-all"}).count == 0
    assert narrowed_to({"voice": "palace", "outlet": "voz"}) == (
        "voice “The Palace”, outlet “La Voz de Valdoria”"
    )


def test_a_cursor_that_is_no_search_is_stale(world: World) -> None:
    with pytest.raises(StaleCursor):
        coverage_index({"after": "gone"})


def test_the_grid_has_the_outlets_searched_and_names_those_never_searched(world: World) -> None:
    drawn = drawn_coverage({})
    assert drawn.grid is not None
    assert [row.name for row in drawn.grid.rows] == ["The Strelsau Gazette", "Эдерский вестник"]
    assert drawn.never == ("La Voz de Valdoria", "Ruritanian News Agency")
    first = drawn.grid.rows[0].stretches[0]
    assert (first.period, first.searched) == ("Q1 2019", "not_searched")
    assert drawn.grid.columns[-1].words == "Q4 2022"


def test_a_search_that_names_no_outlet_is_told_to_be_in_the_list_alone(world: World) -> None:
    put_on_record(check("nowhere", outlets=[]))
    assert drawn_coverage({}).notes == ("1 search names no outlet or no span, and stands in the list alone.",)


def test_a_search_that_is_not_public_is_nowhere(world: World) -> None:
    put_on_record(check("unseen", outlets=["agency"]), public=False)
    assert coverage_index({}).count == 1
    assert "Ruritanian News Agency" in drawn_coverage({}).never


def test_what_is_too_much_to_draw_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    put_on_record(check("one"))
    monkeypatch.setattr(coverage_page, "MOST_DRAWN", 1)
    monkeypatch.setattr(coverage_page, "MOST_OUTLETS", 0)
    drawn = drawn_coverage({})
    assert drawn.grid is None
    assert drawn.notes == (
        "Drawn are the 1 searches made latest; the list holds all.",
        "Drawn are the 0 outlets searched most often, of 1.",
    )


@pytest.mark.same_sql
def test_many_searches_take_the_same_queries(world: World, django_assert_num_queries: Any) -> None:
    put_on_record(*(check(f"number-{n}") for n in range(12)))
    with django_assert_num_queries(3):
        coverage_index({})
    with django_assert_num_queries(4):
        drawn_coverage({})
