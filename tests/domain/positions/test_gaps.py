"""What is told of a long interval, where searches contradict each other or statements are shown apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.positions.coverage import Search
from claims.domain.positions.findings import finding, interval_sentences
from claims.domain.positions.gaps import Interval
from claims.domain.positions.voices import AttributedStance
from tests.domain.positions.lines import TEXTS, drawn_stances, line, search, stance

FIRST, NEXT = stance("a", "2018-01-01", "yes"), stance("b", "2019-01-01", "yes")
ALL_YEAR = search("2018", "2018")


def interval(*more: AttributedStance, searches: tuple[Search, ...] = ()) -> Interval:
    return line((FIRST, NEXT, *more), searches).intervals[0]


def told(*more: AttributedStance, searches: tuple[Search, ...] = ()) -> str:
    return " ".join(interval_sentences(interval(*more, searches=searches)))


def test_a_time_in_which_another_search_found_something_is_no_silence() -> None:
    found = search("2018-05", "2018-06", hits=3)
    assert interval(searches=(ALL_YEAR, found)).gap == "partly_searched"
    assert told(searches=(ALL_YEAR, found)) == (
        "No statement on our record for 365 days. Searched (364 of 364 days), but not every search says that"
        " it found nothing."
    )


def test_what_a_search_found_beyond_the_interval_takes_only_its_own_days_from_the_silence() -> None:
    before = search("2017-06", "2018-01", hits=2)
    assert interval(searches=(ALL_YEAR, before)).gap == "silence"
    assert told(searches=(search("2018-02", "2018"), before)) == (
        "No statement found for 365 days (2 sources searched). 334 of 364 days were searched and nothing"
        " found."
    )


def test_only_the_sources_that_were_searched_throughout_and_held_nothing_are_counted() -> None:
    one_day = search("2018-05-01", "2018-05-01", outlets=("courier",))
    unnamed = search("2018", "2018", terms=(), outlets=("wire",), slug="unnamed")
    assert told(searches=(ALL_YEAR, one_day, unnamed)) == (
        "No statement found for 365 days (2 sources searched)."
    )
    in_turn = (
        search("2018-01", "2018-06", outlets=("gazette",)),
        search("2018-07", "2018-12", outlets=("herald",)),
    )
    assert told(searches=in_turn) == (
        "No statement found for 365 days (2 sources, each for a part of it, searched)."
    )


def test_a_statement_that_is_shown_apart_is_not_passed_over_as_no_statement() -> None:
    apart = stance("x", "2018-06-01", "no", form="summary")
    assert interval(apart).not_counted == 1
    assert told(apart) == (
        "No statement that counts on our record for 365 days. Not searched yet. This is a gap in our work,"
        " not in the record. Shown apart, and of this time or perhaps of it: 1 statement."
    )
    assert told(apart, searches=(ALL_YEAR,)).startswith(
        "No statement that counts found for 365 days (2 sources searched)."
    )


def test_the_longest_silence_tells_the_same_number_of_sources_as_its_interval() -> None:
    searches = (ALL_YEAR, search("2018-05-01", "2018-05-01", outlets=("courier",)))
    notes = finding(line((FIRST, NEXT), searches), TEXTS, ordered=True).notes
    assert notes == ("Longest searched silence: 365 days (1 Jan 2018 – 1 Jan 2019; 2 sources searched).",)


@given(
    drawn_stances(),
    st.lists(st.tuples(st.sampled_from(("2018", "2019", "2020-01", "2020")), st.sampled_from((0, 2, None)))),
)
def test_no_statement_is_said_to_be_missing_in_a_time_that_has_one(
    stances: tuple[AttributedStance, ...], searched: list[tuple[str, int | None]]
) -> None:
    found = line(stances, [search(when, when, hits=hits) for when, hits in searched])
    for gap in found.intervals:
        begin, end = gap.after.said.latest, gap.before.said.earliest
        words = " ".join(interval_sentences(gap))
        inside = [
            one
            for one in found.not_counted
            if not one.said.undated and begin < one.said.earliest <= one.said.latest < end
        ]
        assert not (inside and ("No statement found" in words or "No statement on our record" in words))
        finds = [search(when, when) for when, hits in searched if hits]
        within = [one for one in finds if one.first and one.last and begin < one.first and one.last < end]
        assert not (within and gap.gap == "silence")
