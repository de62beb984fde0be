"""Dates are read letter by letter: the subset of EDTF and nothing near it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.dates.edtf import USUAL_DATE, USUAL_DAY
from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.domain.errors import InvalidDate
from tests.cases import each_case
from tests.domain.dates.written_dates import any_dates, plain_texts

parse = FuzzyDate.parse


@each_case(
    ("text", "earliest", "latest", "precision"),
    [
        ("2019-02-07", date(2019, 2, 7), date(2019, 2, 7), "day"),
        ("2019-02", date(2019, 2, 1), date(2019, 2, 28), "month"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("2019", date(2019, 1, 1), date(2019, 12, 31), "year"),
        ("2019-02-07~", date(2019, 2, 6), date(2019, 2, 8), "day"),
        ("2020-02-29~", date(2020, 2, 28), date(2020, 3, 1), "day"),
        ("2019-01~", date(2018, 12, 1), date(2019, 2, 28), "month"),
        ("2019-12~", date(2019, 11, 1), date(2020, 1, 31), "month"),
        ("2019~", date(2018, 1, 1), date(2020, 12, 31), "year"),
        ("2019-02?", date(2019, 2, 1), date(2019, 2, 28), "month"),
        ("2019-02-07T09:30+03:00", date(2019, 2, 7), date(2019, 2, 7), "minute"),
        ("2019-02-07T23:30:59-05:00", date(2019, 2, 7), date(2019, 2, 7), "minute"),
        ("2019-02-07T00:00:00Z", date(2019, 2, 7), date(2019, 2, 7), "minute"),
        ("2019-03-29/2019-03-30", date(2019, 3, 29), date(2019, 3, 30), "day"),
        ("2019-02-07/2019-03", date(2019, 2, 7), date(2019, 3, 31), "month"),
        ("2019-02~/2019", date(2019, 1, 1), date(2019, 12, 31), "year"),
        ("2019-09-25/..", date(2019, 9, 25), LATEST, "day"),
        ("../2019-02-07", EARLIEST, date(2019, 2, 7), "day"),
        ("", EARLIEST, LATEST, "unknown"),
        ("0001-01-01~", EARLIEST, date(1, 1, 2), "day"),
        ("9999~", date(9998, 1, 1), LATEST, "year"),
    ],
)
def test_a_date_keeps_both_ends(text: str, earliest: date, latest: date, precision: str) -> None:
    read = parse(text)
    assert (read.earliest, read.latest, read.precision) == (earliest, latest, precision)


def test_the_marks_and_the_slash_are_told_apart() -> None:
    def flags(text: str) -> tuple[bool, bool, bool]:
        read = parse(text)
        return read.approximate, read.uncertain, read.is_bounds

    assert flags("2019-02-07") == (False, False, False)
    assert flags("2019-02-07~") == (True, False, False)
    assert flags("2019-02?") == (False, True, False)
    assert flags("2019-02~/2019-04?") == (True, True, True)


def test_only_the_empty_text_is_undated() -> None:
    assert FuzzyDate.unknown() == parse("")
    assert parse("").undated
    assert not parse("2019-09-25/..").undated


def test_a_time_keeps_its_instant_and_the_day_of_the_place_of_speaking() -> None:
    early = parse("2019-02-07T00:30+03:00")
    assert early.earliest == early.latest == date(2019, 2, 7)
    assert early.instant == datetime(2019, 2, 6, 21, 30, tzinfo=UTC)
    assert early.instant.utcoffset() == timedelta(hours=3)
    assert parse("2019-02-07T09:30Z").instant == datetime(2019, 2, 7, 9, 30, tzinfo=UTC)
    assert parse("2019-02-07T09:30:15Z").instant == datetime(2019, 2, 7, 9, 30, 15, tzinfo=UTC)
    assert parse("2019-02-07T09:30:00+03:00").text == "2019-02-07T09:30:00+03:00"
    assert parse("2019-02-07T09:30-04:30").instant == datetime(2019, 2, 7, 14, 0, tzinfo=UTC)
    assert parse("2019-02-07").instant is None


@each_case(
    ("text", "message"),
    [
        ("19-02-07", "a date begins with a year of four digits"),
        ("7 February 2019", "a date has no spaces in it"),
        ("07/02/2019", "bounds are two dates with one slash between"),
        (" 2019-02-07", "a date has no spaces in it"),
        ("2019-02-07\n", "a date has no spaces in it"),
        (" ", "a date has no spaces in it"),
        ("٢٠١٩-02-07", "a date has only the digits 0 to 9"),
        ("0000", "there is no year 0000"),
        ("2019-13", "there is no month 13"),
        ("2019-00-10", "there is no month 00"),
        ("2019-02-30", "February 2019 has no day 30"),
        ("2019-04-00", "April 2019 has no day 00"),
        ("2019-2-7", "this is not a date that can be read"),
        ("20190207", "this is not a date that can be read"),
        ("2019-W06-4", "this is not a date that can be read"),
        ("2019-038", "this is not a date that can be read"),
        ("2019-02-07%", "this is not a date that can be read"),
        ("2019-02-07~?", "this is not a date that can be read"),
        ("-2019", "this is not a date that can be read"),
        ("201X", "a date begins with a year of four digits"),
        ("..", "this is not a date that can be read"),
        ("2019-02-07T09:30", "a time needs hours, minutes and an offset"),
        ("2019-02-07T09:30:15", "a time needs hours, minutes and an offset"),
        ("2019-02-07T09:30:15.5Z", "a time has whole seconds"),
        ("2019-02-07T09:30:15.000+03:00", "a time has whole seconds"),
        ("2019-02-07T23:59:60Z", "there is no time 23:59:60"),
        ("2019-02-07T09:30:15Z/..", "a bound has no time of day"),
        ("2019-02-07T09:30:15Z?", "a time is not marked with ~ or ?"),
        ("2019-02T09:30Z", "a time needs hours, minutes and an offset"),
        ("2019-02-07T24:00Z", "there is no time 24:00"),
        ("2019-02-07T09:60Z", "there is no time 09:60"),
        ("2019-02-07T09:30+15:00", "there is no offset +15:00"),
        ("2019-02-07T09:30+03:75", "there is no offset +03:75"),
        ("2019-02-07T09:30-00:00", "there is no offset -00:00"),
        ("2019-02-07T09:30Z~", "a time is not marked with ~ or ?"),
        ("0001-01-01T00:00+03:00", "this instant lies outside the years 1 to 9999"),
        ("2019/", "bounds are two dates with one slash between"),
        ("/2019", "bounds are two dates with one slash between"),
        ("2018/2019/2020", "bounds are two dates with one slash between"),
        ("../..", "both ends are open"),
        ("2019-02-08/2019-02-07", "the first bound is later than the second"),
        ("2019-02-08~/2019-02-07~", "the first bound is later than the second"),
        ("2020/2019-12", "the first bound is later than the second"),
        ("2019-02-07T09:30Z/2019-02-08", "a bound has no time of day"),
        ("../2019-02-07T09:30Z", "a bound has no time of day"),
    ],
)
def test_what_is_not_a_date_is_refused_with_a_mend(text: str, message: str) -> None:
    with pytest.raises(InvalidDate) as refused:
        parse(text)
    assert refused.value.message == message
    assert refused.value.value == text
    assert refused.value.field == ""
    assert refused.value.mend


@given(any_dates())
def test_the_text_comes_back_as_it_was_written(read: FuzzyDate) -> None:
    assert parse(read.text) == read
    assert parse(read.text).text == read.text


@given(plain_texts(EARLIEST.replace(year=3), LATEST.replace(year=9997)))
def test_about_is_wider_at_both_ends_and_uncertain_is_not(text: str) -> None:
    plain, about, uncertain = parse(text), parse(f"{text}~"), parse(f"{text}?")
    assert about.earliest < plain.earliest
    assert plain.latest < about.latest
    assert (uncertain.earliest, uncertain.latest) == (plain.earliest, plain.latest)


@given(
    st.text()
    | st.text(alphabet="0129-/.~?T:Z+")
    | st.from_regex(r"\d{4}-\d\d-\d\d(T\d\d:\d\d[+-]\d\d:\d\d)?")
)
def test_any_text_is_a_date_or_an_invalid_date(text: str) -> None:
    try:
        read = parse(text)
    except InvalidDate:
        return
    assert read.text == text
    assert read.words()
    assert read.short_words()


@each_case("year", ["0000", "0001", "1900", "2019", "2020", "9999"])
@each_case("more", ["", "~", "/..", "T00:00Z", "T23:59:59+13:59", "T00:00+00:01", "T24:00Z"])
def test_a_date_that_is_usual_can_be_read_and_a_usual_day_is_one_of_the_calendar(
    year: str, more: str
) -> None:
    for number in range(14 * 34):
        day = f"{year}-{number // 34:02}-{number % 34:02}"
        for text in (f"{day}{more}", f"../{day}{more}", f"{day[:7]}{more}", f"{year}{more}"):
            if re.fullmatch(USUAL_DATE, text):
                parse(text)
        if re.fullmatch(USUAL_DAY, day):
            date.fromisoformat(day)
    assert re.fullmatch(USUAL_DATE, "2019-02-07")
    assert re.fullmatch(USUAL_DAY, "2019-12-31")
