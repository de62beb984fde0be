"""The grid of outlets by time."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.charts.coverage import (
    MOST_COLUMNS,
    CoverageGrid,
    GridRow,
    Stretch,
    coverage_grid,
    found_in,
    search_sentence,
)
from claims.domain.dates.fuzzy import EARLIEST, LATEST
from claims.domain.positions.coverage import Search
from claims.domain.record.shared import CoverageRecord

OUTLETS = {"gazette": "The Strelsau Gazette", "voz": "La Voz"}


def search(
    slug: str = "one", first: str = "2019-01-01", to: str = "2019-06-30", *, hits: int | None = 0, **more: str
) -> Search:
    by, on = more.pop("by", "ann"), more.pop("checked_on", "2022-02-01")
    record = CoverageRecord(
        slug=slug, voice="palace", terms=("bridge",), outlets=("gazette",), from_=first, to=to, hits=hits,
        by=by, checked_on=on,
    )  # fmt: skip
    return Search.of(record)


def grid(*searches: Search, days: tuple[date, ...] = ()) -> CoverageGrid:
    made = coverage_grid(OUTLETS, searches, days)
    assert made is not None
    return made


def told(row: GridRow) -> list[tuple[str, str]]:
    return [(stretch.period, stretch.searched) for stretch in row.stretches]


def stretch(*searches: Search) -> Stretch:
    return grid(*searches).rows[0].stretches[0]


def test_quarters_that_are_alike_are_one_stretch() -> None:
    made = grid(search(), days=(date(2020, 2, 1),))
    gazette, voz = made.rows
    assert told(gazette) == [("Q1 2019 – Q2 2019", "searched"), ("Q3 2019 – Q1 2020", "not_searched")]
    assert told(voz) == [("Q1 2019 – Q1 2020", "not_searched")]
    assert [(group.words, group.columns) for group in made.groups] == [("2019", 4), ("2020", 1)]


def test_a_quarter_of_which_a_few_days_were_searched_is_searched_in_part() -> None:
    gazette = grid(search(first="2019-03-20", to="2019-06-30")).rows[0]
    assert told(gazette) == [("Q1 2019", "partly_searched"), ("Q2 2019", "searched")]


def test_a_search_without_terms_proves_no_more_than_a_part() -> None:
    record = CoverageRecord(slug="one", voice="palace", outlets=("gazette",), from_="2019-01", to="2019-03")
    assert told(grid(Search.of(record)).rows[0]) == [("Q1 2019", "partly_searched")]


def test_many_quarters_become_years_and_many_years_more() -> None:
    years = grid(search(first="1990-05"))
    assert years.columns[0].words == "1990"
    assert [group.words for group in years.groups] == ["1990s", "2000s", "2010s"]
    assert grid(search(first="1800")).columns[0].words == "1800–1809"


def test_without_any_known_day_there_is_no_grid() -> None:
    assert coverage_grid(OUTLETS, [search(first="")], [EARLIEST, LATEST]) is None


def test_a_stretch_says_who_searched_when_and_what_was_found() -> None:
    assert stretch(search()).sentence == "Searched by ann, 1 Feb 2022: nothing found."
    assert stretch(search(), search("two", hits=3, by="bob", checked_on="2022-03-01")).sentence == (
        "Searched 2 times, latest by bob, 1 Mar 2022: 3 hits in the whole of these searches."
    )
    assert search_sentence("not_searched", ()) == "Not searched."


def test_hits_that_nobody_noted_are_not_none() -> None:
    assert found_in([search(hits=None)]) == "number of hits not noted"
    assert found_in([search(hits=None), search("two", hits=0)]) == "number of hits not noted for all"
    assert found_in([search(hits=1)]) == "1 hit in the whole search"
    assert stretch(search(hits=None)).short == "?"


def test_who_and_when_are_said_to_be_unknown() -> None:
    assert stretch(search(by="", checked_on="")).sentence == (
        "Searched by somebody not named, day not noted: nothing found."
    )


DAYS = st.dates(min_value=date(1, 1, 2), max_value=date(9999, 12, 30))


@given(st.lists(st.tuples(DAYS, st.integers(0, 4000)), min_size=1, max_size=6), st.lists(DAYS, max_size=2))
def test_every_day_has_one_place_and_columns_are_bounded(
    spans: list[tuple[date, int]], days: list[date]
) -> None:
    searches = [
        search(f"s{n}", first.isoformat(), _later(first, length).isoformat(), checked_on="")
        for n, (first, length) in enumerate(spans)
    ]
    made = grid(*searches, days=tuple(days))
    assert len(made.columns) <= MOST_COLUMNS
    for row in made.rows:
        assert sum(stretch.columns for stretch in row.stretches) == len(made.columns)
    searched = [stretch for stretch in made.rows[0].stretches if stretch.searched != "not_searched"]
    assert searched
    assert all(stretch.searched == "not_searched" for stretch in made.rows[1].stretches)


def _later(first: date, length: int) -> date:
    return first + timedelta(days=min(length, (date(9999, 12, 30) - first).days))


def test_a_year_of_which_some_months_were_searched_says_how_many_days() -> None:
    searched = Search.of(
        CoverageRecord(slug="s", voice="v", outlets=("herald",), terms=("x",), from_="2017-03", to="2018-07",
                       checked_on="2024-01-20", by="A. B.", hits=0)
    )  # fmt: skip
    grid = coverage_grid({"herald": "Herald"}, [searched], [date(2000, 1, 1)])
    assert grid is not None
    told = [stretch.sentence for stretch in grid.rows[0].stretches]
    assert "Searched in part (306 of 365 days) by A. B., 20 Jan 2024: nothing found." in told
    assert "Searched in part (212 of 365 days) by A. B., 20 Jan 2024: nothing found." in told
