"""Dates as people write them: read as they were meant, refused where they could mean two things."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from claims.domain.dates.edtf import MONTHS
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.dates.typed import read_written_date
from claims.domain.errors import InvalidDate
from tests.cases import each_case

THURSDAY = FuzzyDate.parse("2019-02-07")
days = st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31))


@each_case(
    ("typed", "text"),
    [
        ("7 feb 2019", "2019-02-07"),
        ("7th of February, 2019", "2019-02-07"),
        ("Feb. 7, 2019", "2019-02-07"),
        ("Thursday, 7 February 2019", "2019-02-07"),
        ("7.2.2019", "2019-02-07"),
        ("13/2/2019", "2019-02-13"),
        ("2/13/2019", "2019-02-13"),
        ("feb 2019", "2019-02"),
        ("Sept 2019", "2019-09"),
        ("2019", "2019"),
        ("c. 7 Feb 2019", "2019-02-07~"),
        ("about feb 2019", "2019-02~"),
        ("ca. 2019", "2019~"),
        ("7 Feb 2019?", "2019-02-07?"),
        ("perhaps 2019", "2019?"),
        ("29-30 mar 2019", "2019-03-29/2019-03-30"),
        ("29–30 Mar 2019", "2019-03-29/2019-03-30"),
        ("29 mar to 2 apr 2019", "2019-03-29/2019-04-02"),
        ("between 29 and 30 March 2019", "2019-03-29/2019-03-30"),
        ("feb to apr 2019", "2019-02/2019-04"),
        ("from 25 sep 2019", "2019-09-25/.."),
        ("by 7 feb 2019", "../2019-02-07"),
        ("before 7 feb 2019", "../2019-02-06"),
        ("before 2019", "../2018"),
        ("after feb 2019", "2019-03/.."),
        ("2019-02-07T09:30+03:00", "2019-02-07T09:30+03:00"),
        ("2019-02-07T09:30:15Z", "2019-02-07T09:30:15Z"),
        ("2019-09-25/..", "2019-09-25/.."),
        ("unknown", ""),
        ("  ", ""),
    ],
)
def test_a_date_is_read_as_people_write_it(typed: str, text: str) -> None:
    read = read_written_date(typed)
    assert read.text == text
    assert read.basis == ("stated" if text else "unknown")
    assert not read.note


@each_case(
    ("typed", "text"),
    [
        ("Thursday", "2019-02-07"),
        ("on Wednesday", "2019-02-06"),
        ("Fri", "2019-02-01"),
        ("today", "2019-02-07"),
        ("Yesterday", "2019-02-06"),
        ("c. 7 Feb", "2019-02-07~"),
        ("8 Feb", "2018-02-08"),
        ("29 Feb", "2016-02-29"),
        ("December", "2018-12"),
        ("29-30 mar", "2018-03-29/2018-03-30"),
    ],
)
def test_what_needs_the_page_is_worked_out_and_says_from_what(typed: str, text: str) -> None:
    read = read_written_date(typed, published=THURSDAY)
    assert (read.text, read.basis) == (text, "worked_out")
    assert read.note == f"“{typed}”, page dated Thursday 7 February 2019"


@each_case("typed", ["Thursday", "yesterday", "7 Feb", "March"])
@each_case("published", ["", "2019-09-25/.."])
def test_without_a_page_that_tells_its_day_nothing_is_worked_out(typed: str, published: str) -> None:
    with pytest.raises(InvalidDate, match="needs the date of the page"):
        read_written_date(typed, published=FuzzyDate.parse(published))


def test_a_page_of_two_days_tells_a_month_but_no_weekday() -> None:
    page = FuzzyDate.parse("2019-09-25/2019-09-26")
    assert read_written_date("March", published=page).text == "2019-03"
    assert read_written_date("Monday", published=page).text == "2019-09-23"
    for typed in ("yesterday", "Thursday"):
        with pytest.raises(InvalidDate, match="more than one day"):
            read_written_date(typed, published=page)


@each_case(
    "typed",
    ["3/4/2019", "07/02/19", "Friday, 7 February 2019", "Thursday 7 Feb",
     "last Thursday", "30 feb 2019", "feb 30", "7 7 2019", "soon", "7", "c.",
     "2019-13", "before c. 2019", "9 mar to 2 mar 2019", "x" * 100, "feb mar 2019", "a\x00b",
     "between 3 and feb 2019"]
)  # fmt: skip
def test_what_could_mean_two_things_or_nothing_is_refused(typed: str) -> None:
    with pytest.raises(InvalidDate) as refused:
        read_written_date(typed, published=THURSDAY)
    assert refused.value.message


@given(days)
def test_every_day_is_read_in_every_way_of_writing_it(day: date) -> None:
    month = MONTHS[day.month - 1]
    for typed in (
        f"{day.day} {month} {day.year}",
        f"{month[:3].lower()} {day.day}, {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        day.isoformat(),
    ):
        assert read_written_date(typed).text == day.isoformat()


@given(days, st.sampled_from(["", "~", "?"]), st.sampled_from([4, 7, 10]))
def test_short_words_are_read_back_as_the_date_that_they_tell(day: date, mark: str, length: int) -> None:
    fuzzy = FuzzyDate.parse(day.isoformat()[:length] + mark)
    assert read_written_date(fuzzy.short_words()).text == fuzzy.text


@given(days, days)
def test_short_words_of_bounds_are_read_back(a: date, b: date) -> None:
    assume(a != b)
    for text in (f"{min(a, b)}/{max(a, b)}", f"{a}/..", f"../{a}"):
        assert read_written_date(FuzzyDate.parse(text).short_words()).text == text


@given(days, days)
def test_a_day_without_a_year_is_never_after_the_page(day: date, page: date) -> None:
    published = FuzzyDate.parse(page.isoformat())
    read = read_written_date(f"{day.day} {MONTHS[day.month - 1]}", published=published)
    found = FuzzyDate.parse(read.text)
    assert found.latest <= page
    assert (found.latest.month, found.latest.day) == (day.month, day.day)


@given(days, st.integers(0, 6))
def test_a_weekday_lies_within_the_week_that_ends_with_the_page(page: date, number: int) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[number]
    found = FuzzyDate.parse(read_written_date(name, published=FuzzyDate.parse(page.isoformat())).text)
    assert found.earliest.weekday() == number
    assert 0 <= (page - found.earliest).days < 7


@given(st.sampled_from(MONTHS), st.integers(1000, 9999))
def test_a_month_never_becomes_a_day(month: str, year: int) -> None:
    assert len(read_written_date(f"{month} {year}").text) == len("2019-02")


WORDS = [
    "feb",
    "2019",
    "7",
    "c.",
    "on",
    "thursday",
    "-",
    "to",
    "before",
    "?",
    "29",
    "31",
    "between",
    "and",
    "..",
]


@given(st.one_of(st.text(max_size=30), st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)))
def test_whatever_is_typed_gives_a_date_that_is_one_or_a_sentence(typed: str) -> None:
    try:
        read = read_written_date(typed, published=THURSDAY)
    except InvalidDate:
        return
    assert FuzzyDate.parse(read.text).text == read.text
    assert read.words()
