"""How many statements there are and of which days, in words."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.extent import (
    answers_given,
    day,
    extent,
    extent_of,
    named_alone,
    period,
    speakers,
    within_sentence,
)
from tests.cases import each_case
from tests.domain.positions.lines import ORDERED, stance


@each_case(
    ("days", "words"),
    [
        (["2019-02-07"], "1 statement of 7 Feb 2019"),
        (["2019-02-07", "2019-02-07"], "2 statements of 7 Feb 2019"),
        (["2019-03-30", "2017-03-12"], "2 statements, 12 Mar 2017 – 30 Mar 2019"),
        (["2017-03-12", "2017-03-12", "2019-03-30"], "3 statements on 2 days, 12 Mar 2017 – 30 Mar 2019"),
        (["2019-03-30", ""], "1 statement of 30 Mar 2019 and 1 without a day"),
        (["", ""], "2 statements without a day"),
        (["../2019-03-30"], "1 statement of 30 Mar 2019 or earlier"),
        (["2018", "2019-03-30/.."], "1 statement of 2018 and 1 of 30 Mar 2019 or later"),
        (["../2018-01-05", "../2019-01-05"], "2 statements by 5 Jan 2019"),
        (["2018-01-05/..", "2019-01-05/.."], "2 statements from 5 Jan 2018 on"),
        (
            ["2018", "../2019", "2020/..", ""],
            "1 statement of 2018, 2 of which only the first or the last possible day is known and 1 without a"
            " day",
        ),
    ],
)
def test_no_number_crosses_a_unit(days: list[str], words: str) -> None:
    """A statement without a day is not among those of a period."""
    assert extent([stance(f"k{n}", said, "yes") for n, said in enumerate(days)]) == words


def test_sentences_are_counted_as_such() -> None:
    assert extent([stance("a", "2019", "yes")], "sentence") == "1 sentence of 2019"


def test_a_day_that_a_later_claim_limits_is_told_as_limited() -> None:
    assert day(FuzzyDate.unknown().capped(date(2018, 7, 1))) == "by 1 Jul 2018"
    assert day(FuzzyDate.unknown()) == "no date"


def test_a_period_of_one_day_is_that_day() -> None:
    said = FuzzyDate.parse("2019-02-07")
    assert period(said, said) == "7 Feb 2019"


def test_answers_are_told_with_their_numbers_if_there_are_several() -> None:
    yes, no, unchanged = (
        stance("a", "2019", "yes"),
        stance("b", "2019", "no"),
        stance("c", "2019"),
    )
    assert answers_given([yes, yes], ORDERED) == "answer ‘Yes’"
    assert answers_given([yes, unchanged, no, yes], ORDERED) == (
        "answers ‘No’ (1), ‘Yes’ (2), that nothing has changed (1)"
    )


def test_days_without_a_noun_are_counted_with_open_ends_apart() -> None:
    dates = [FuzzyDate.parse(text) for text in ("2019-02-07", "2019-03-01", "2025-09-02/..", "")]
    assert (
        extent_of(dates, "") == "2 of 7 Feb 2019 – 1 Mar 2019, 1 of 2 Sep 2025 or later and 1 without a day"
    )
    assert extent_of(dates[2:], "claim") == "1 claim of 2 Sep 2025 or later and 1 without a day"


def test_of_many_speakers_those_with_most_statements_are_named() -> None:
    names = ("ann", "ben", "cy", "dot", "eve", "fay", "fay")
    said = [stance(f"k{n}", "2019", by=name) for n, name in enumerate(names)]
    assert speakers(said[:5]) == "Ann, Ben, Cy, Dot and Eve"
    assert speakers(said) == "Fay, Ann, Ben, Cy and 2 more"


def test_speakers_are_named_once_and_an_article_is_small_within_a_sentence() -> None:
    said = [stance(f"k{n}", "2019", by=name) for n, name in enumerate(("ann", "ben", "ann"))]
    assert speakers(said) == "Ann and Ben"
    assert within_sentence("The Palace") == "the Palace"
    assert within_sentence("Theodora") == "Theodora"


@given(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=9))
def test_whoever_is_named_alone_is_one_without_whom_others_are_named(names: list[str]) -> None:
    stances = [stance(f"k{n}", "2019", "yes", by=name) for n, name in enumerate(names)]
    alone = {
        one.key
        for one in stances
        if speakers(other for other in stances if other is not one) != speakers(stances)
    }
    assert named_alone(stances) == alone
