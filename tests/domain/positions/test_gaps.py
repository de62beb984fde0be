"""What is told of a long interval."""

from __future__ import annotations

import re

from hypothesis import given

from claims.domain.positions.coverage import FEWEST_SILENT_DAYS, Search
from claims.domain.positions.findings import interval_sentences
from claims.domain.positions.gaps import Interval
from claims.domain.positions.sentence import Sentence
from claims.domain.positions.voices import AttributedStance
from tests.cases import each_case
from tests.domain.positions.lines import drawn_searches, drawn_stances, line, search, stance

FIRST, NEXT = stance("a", "2018-01-01", "yes"), stance("b", "2019-01-01", "yes")
ALL_YEAR = search("2018", "2018")


def interval(*more: AttributedStance, searches: tuple[Search, ...] = ()) -> Interval:
    return line((FIRST, NEXT, *more), searches).intervals[0]


def told(*more: AttributedStance, searches: tuple[Search, ...] = ()) -> tuple[Sentence, ...]:
    return interval_sentences(interval(*more, searches=searches))


@each_case(
    ("searches", "gap", "name"),
    [
        ((), "not_searched", "not_searched"),
        ((ALL_YEAR,), "silence", "silence"),
        ((search("2018-02", "2018"),), "partly_searched", "silence_in_part"),
        ((search("2018-03-01", "2018-03-30"),), "partly_searched", "silence_in_part"),
        ((search("2018-03-01", "2018-03-29"),), "partly_searched", "searched_without_proof"),
        ((search("2018", "2018", named=False),), "partly_searched", "searched_without_proof"),
        ((search("2018", "2018", terms=()),), "partly_searched", "searched_without_proof"),
        ((search("2018", "2018", outlets=()),), "partly_searched", "searched_without_proof"),
        ((search("2018", "2018", hits=None),), "partly_searched", "searched_without_proof"),
        ((search("2018", "2018", hits=2),), "partly_searched", "searched_without_proof"),
        ((search("2018", "2018", hits=2, found=("x",)),), "partly_searched", "searched_without_proof"),
        ((search("2018", "2018", hits=2, found=("x", "y")),), "silence", "silence"),
        ((search("2018", "2018", positions=("tariffs",)),), "not_searched", "not_searched"),
        ((search("2018", "2018", voice="freedonia"),), "not_searched", "not_searched"),
        ((search("2016", "2016"),), "not_searched", "not_searched"),
    ],
)
def test_a_silence_is_told_only_if_searches_prove_it(
    searches: tuple[Search, ...], gap: str, name: str
) -> None:
    (sentence,) = told(searches=searches)
    assert (interval(searches=searches).gap, sentence.name) == (gap, name)
    assert sentence.keys == {"a", "b"}


def test_a_silence_is_told_for_the_days_that_were_searched() -> None:
    (sentence,) = told(searches=(search("2018-05", "2018-12"),))
    assert str(sentence) == (
        "Nothing found on 245 of 364 days (2 outlets searched). Nobody has searched the rest."
    )


def test_a_search_that_missed_a_statement_on_record_proves_no_silence() -> None:
    year = search("2018", "2020", hits=0)
    missed = stance("c", "2019-06-01", "yes", outlets=frozenset({"gazette"}))
    elsewhere = stance("c", "2019-06-01", "yes", outlets=frozenset({"courier"}))
    assert told(missed, searches=(year,))[0].name == "searched_without_proof"
    assert told(elsewhere, searches=(year,))[0].name == "silence"
    found = search("2018", "2020", hits=1, found=("c",))
    assert told(missed, searches=(found,))[0].name == "silence"


def test_a_statement_that_is_only_summed_up_can_be_missed_too() -> None:
    missed = stance("c", "2018-06-01", "no", form="summary", outlets=frozenset({"gazette"}))
    assert told(missed, searches=(ALL_YEAR,))[0].name == "searched_without_proof"


def test_a_time_in_which_another_search_has_hits_is_no_silence() -> None:
    hits = search("2018-05", "2018-06", hits=3)
    assert interval(searches=(ALL_YEAR, hits)).gap == "partly_searched"
    assert str(told(searches=(ALL_YEAR, hits))[0]).startswith("Nothing found on 303 of 364 days")
    before = search("2017-06", "2017-12", hits=3)
    assert interval(searches=(ALL_YEAR, before)).gap == "silence"


def test_a_statement_without_a_known_day_may_be_of_this_time() -> None:
    assert [sentence.name for sentence in told(stance("u", "", "no"))] == ["not_searched", "may_lie_within"]


@given(drawn_stances(), drawn_searches())
def test_no_silence_is_told_without_a_search_that_proves_it(
    stances: tuple[AttributedStance, ...], searches: tuple[Search, ...]
) -> None:
    for gap in line(stances, searches).intervals:
        assert gap.days > 90
        assert (gap.gap == "not_searched") == (not gap.span.checks)
        first, last = gap.span.first, gap.span.last
        proving = [
            one.compared_with(stances) for one in searches
            if one.first and one.last and one.first <= last and first <= one.last
        ]  # fmt: skip
        proving = [one for one in proving if one.proves_silence]
        sentence = interval_sentences(gap)[0]
        if sentence.name in ("silence", "silence_in_part"):
            assert proving
            assert gap.span.silent_days >= FEWEST_SILENT_DAYS
            assert not [one for one in proving if one.missed or not one.is_named]
        for number in re.findall(r"[\d,]+(?= (?:of|days))", str(sentence)):
            assert int(number.replace(",", "")) <= (gap.span.days or 0)
