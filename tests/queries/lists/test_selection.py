"""The parameters of a list: what is understood, what is refused, and the addresses made of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.errors import InvalidQuery
from claims.queries.lists.filters import day_in
from claims.queries.lists.parameters import known_names
from claims.queries.lists.selection import EVERYTHING, Selection, read_selection
from tests.cases import each_case


def selection(**given: str | list[str]) -> Selection:
    return read_selection({name: [v] if isinstance(v, str) else v for name, v in given.items()})


def test_nothing_given_asks_for_everything() -> None:
    assert read_selection({}) is EVERYTHING
    assert selection(q=" ", speaker="", sort="").filters == {}


def test_the_same_question_has_one_form() -> None:
    one = selection(speaker=["b", "a", "a "], kind="promise")
    assert one.filters == {"speaker": ("a", "b"), "kind": ("promise",)}
    assert one.mark == selection(kind=["promise"], speaker=["a", "b"]).mark


def test_a_cursor_is_told_from_that_of_another_order_or_filter() -> None:
    assert len({selection(**g).mark for g in ({}, {"sort": "oldest"}, {"kind": "promise"}, {"q": "x"})}) == 4


def test_dates_come_down_to_their_ends() -> None:
    filters = selection(**{"from": "2019-02", "to": "2020", "known_by": "2019-02-07"}).filters
    assert day_in(filters, "from") == date(2019, 2, 1)
    assert day_in(filters, "to") == date(2020, 12, 31)
    assert day_in(filters, "known_by") == date(2019, 2, 7)


@each_case(
    ("name", "value", "told"),
    [
        ("spaeker", "x", "no filter “spaeker”"),
        ("kind", "lie", "no value of “kind”"),
        ("has", "x", "no value of “has”"),
        ("size", "0", "no size"),
        ("size", "101", "no size"),
        ("size", "1e2", "no size"),
        ("year", "19", "not a year"),
        ("sort", "random", "no value of “sort”"),
        ("sort", "relevance", "only where words are searched for"),
        ("speaker", "a\x00b", "cannot be read"),
        ("topic", "x" * 301, "cannot be read"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(name: str, value: str, told: str) -> None:
    with pytest.raises(InvalidQuery, match=told) as refused:
        read_selection({name: [value]})
    assert refused.value.field == name


def test_a_filter_that_stands_once_is_not_given_twice() -> None:
    with pytest.raises(InvalidQuery, match="more than once"):
        selection(q=["a", "b"])


def test_a_mistake_keeps_the_other_filters() -> None:
    asked = selection(**{"from": "soon", "kind": "promise"})
    assert asked.filters == {"kind": ("promise",)}
    assert [mistake.name for mistake in asked.mistakes] == ["from"]
    assert asked.typed["from"] == "soon"


@each_case("day", ["2019", "2019-02", "2019-02-07~", "2019-02-07/2019-02-09", "soon", "..", "2019-02-30"])
def test_our_record_is_shown_as_of_one_day(day: str) -> None:
    asked = selection(as_of=day, kind="promise")
    assert asked.filters == {"kind": ("promise",)}
    assert [mistake.name for mistake in asked.mistakes] == ["as_of"]
    assert asked.instant is None


def test_a_day_of_our_record_lasts_until_its_end() -> None:
    assert selection(as_of="2026-11-20").instant == datetime(2026, 11, 20, 23, 59, 59, 999_999, tzinfo=UTC)
    assert EVERYTHING.instant is None


def test_dates_the_wrong_way_round_are_a_mistake() -> None:
    asked = selection(**{"from": "2021", "to": "2019"})
    assert asked.filters == {}
    assert "wrong way round" in asked.mistakes[0].sentence


def test_a_search_that_cannot_be_read_is_a_mistake() -> None:
    asked = selection(q='"not closed', sort="relevance")
    assert "quotation mark" in asked.mistakes[0].sentence
    assert asked.sort == "newest"


def test_an_address_holds_what_is_not_usual() -> None:
    asked = selection(q="bridge", kind="promise", sort="relevance", size="10", after="x")
    assert asked.address("/claims/") == "/claims/?q=bridge&kind=promise&size=10"
    assert asked.address("/claims/", sort="newest") == "/claims/?q=bridge&kind=promise&sort=newest&size=10"
    assert asked.address("/claims/", filters=asked.without("q")) == "/claims/?kind=promise&size=10"
    assert EVERYTHING.address("/claims/") == "/claims/"


def test_a_filter_can_be_taken_away_by_value() -> None:
    asked = selection(speaker=["a", "b"], kind="promise")
    assert asked.without("speaker", "a") == {"speaker": ("b",), "kind": ("promise",)}
    assert asked.without("kind") == {"speaker": ("a", "b")}
    assert asked.with_("topic", "t") == {**asked.filters, "topic": ("t",)}


@given(st.dictionaries(st.sampled_from(known_names()), st.lists(st.text(max_size=12), max_size=3)))
def test_any_parameters_are_read_or_refused(given: dict[str, list[str]]) -> None:
    try:
        asked = read_selection(given)
    except InvalidQuery:
        return
    again = parse_qs(urlsplit(asked.address("/claims/")).query)
    if not asked.mistakes:
        assert read_selection(again).mark == asked.mark


def test_keys_and_slugs_are_read_in_small_letters() -> None:
    selection = read_selection({"speaker": ["Anna-Roe", "anna-roe"], "answer": ["Build-the-Bridge:YES"]})
    assert selection.filters == {"speaker": ("anna-roe",), "answer": ("build-the-bridge:yes",)}
