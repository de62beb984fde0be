"""Words of dates never say more than is known."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.dates.fuzzy import EARLIEST, LATEST, DayRange, FuzzyDate
from tests.cases import each_case
from tests.domain.dates.written_dates import any_dates, plain_texts


@each_case(
    ("text", "words", "short"),
    [
        ("", "date not known", "no date"),
        ("2019-02-07", "7 February 2019", "7 Feb 2019"),
        ("2019-02", "February 2019 (day not known)", "Feb 2019"),
        ("2019", "2019 (month and day not known)", "2019"),
        ("2019-02-07~", "about 7 February 2019", "c. 7 Feb 2019"),
        ("2019-02~", "about February 2019 (day not known)", "c. Feb 2019"),
        ("2019-02-07?", "7 February 2019 (uncertain)", "7 Feb 2019?"),
        ("2019-02?", "February 2019 (uncertain; day not known)", "Feb 2019?"),
        ("2019?", "2019 (uncertain; month and day not known)", "2019?"),
        ("0476-09-04", "4 September 0476", "4 Sep 0476"),
        ("2019-02-07T09:30+03:00", "7 February 2019, 09:30 (UTC+3)", "7 Feb 2019"),
        ("2019-02-07T09:30-04:30", "7 February 2019, 09:30 (UTC−4:30)", "7 Feb 2019"),
        ("2019-02-07T09:30:15+03:00", "7 February 2019, 09:30:15 (UTC+3)", "7 Feb 2019"),
        ("2019-02-07T09:30:00Z", "7 February 2019, 09:30:00 (UTC)", "7 Feb 2019"),
        ("2019-02-07T09:30Z", "7 February 2019, 09:30 (UTC)", "7 Feb 2019"),
        ("2019-03-29/2019-03-30", "between 29 and 30 March 2019", "29–30 Mar 2019"),
        ("2019-03-29/2019-04-02", "between 29 March and 2 April 2019", "29 Mar – 2 Apr 2019"),
        ("2018-12-29/2019-01-03", "between 29 December 2018 and 3 January 2019", "29 Dec 2018 – 3 Jan 2019"),
        ("2019-02/2019-04", "between February and April 2019", "Feb–Apr 2019"),
        ("2018/2019", "between 2018 and 2019", "2018–2019"),
        ("2019-02-07/2019-03", "between 7 February 2019 and March 2019", "7 Feb 2019 – Mar 2019"),
        (
            "2019-03-07~/2019-03-30",
            "between about 7 March 2019 and 30 March 2019",
            "c. 7 Mar 2019 – 30 Mar 2019",
        ),
        (
            "2019-03-07/2019-03-30?",
            "between 7 March 2019 and 30 March 2019 (uncertain)",
            "7 Mar 2019 – 30 Mar 2019?",
        ),
        ("2019-03-29/2019-03-29", "29 March 2019", "29 Mar 2019"),
        ("2019-09-25/..", "on or after 25 September 2019", "from 25 Sep 2019"),
        ("2019-09/..", "in or after September 2019", "from Sep 2019"),
        ("../2019-02-07", "on or before 7 February 2019", "by 7 Feb 2019"),
        ("../2019~", "in or before about 2019", "by c. 2019"),
    ],
)
def test_a_date_in_words(text: str, words: str, short: str) -> None:
    read = FuzzyDate.parse(text)
    assert (read.words(), read.short_words()) == (words, short)


def test_a_cap_does_not_change_the_words() -> None:
    assert (
        FuzzyDate.parse("2019-09-25/..").capped(date(2019, 10, 1)).words() == "on or after 25 September 2019"
    )


@given(plain_texts(EARLIEST, LATEST), st.sampled_from(["", "~", "?"]))
def test_words_have_no_number_that_the_text_does_not_give(text: str, mark: str) -> None:
    read = FuzzyDate.parse(text + mark)
    numbers = [int(number) for number in re.findall(r"\d+", read.words())]
    year, month_and_day = int(text[:4]), text[5:].split("-")
    assert numbers == ([int(month_and_day[1]), year] if len(month_and_day) == 2 else [year])


@given(any_dates())
def test_words_of_a_month_or_a_year_alone_say_that_the_day_is_not_known(read: FuzzyDate) -> None:
    if not read.is_bounds:
        assert read.words().endswith("day not known)") == (read.precision in ("month", "year"))


@each_case(
    ("least", "most", "words"),
    [
        (0, 0, "same day"),
        (1, 1, "1 day"),
        (412, 412, "412 days"),
        (2743, 2760, "between 2,743 and 2,760 days"),
        (0, 1, "at most 1 day"),
        (0, 33, "at most 33 days"),
        (1, None, "at least 1 day"),
        (5, None, "at least 5 days"),
    ],
)
def test_a_number_of_days_in_words(least: int, most: int | None, words: str) -> None:
    assert DayRange(least, most).words() == words
