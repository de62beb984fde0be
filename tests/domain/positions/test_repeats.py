"""Counting how often one voice said a thing."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.grades import grade_of
from claims.domain.positions.repeats import (
    ONLY_LINKED,
    SILENCE,
    Saying,
    count_repeats,
    echoes_sentence,
    notes_on,
    repeats_sentence,
)
from tests.cases import each_case

DATES = st.sampled_from(
    [
        "",
        "2019",
        "2019-02",
        "2019-02-07",
        "2019-02-08",
        "2020-05",
        "2017-03-12",
        "../2019-02-07",
        "2019-09-25/..",
    ]
)


def saying(key: str, said: str, *, form: str = "quoted", speaker_kind: str = "person", **more: Any) -> Saying:
    grading = grade_of(form=form, speaker_kind=speaker_kind, basis="own_words", has_answer=False)
    return Saying(key=key, said=FuzzyDate.parse(said), grading=grading, **more)


def told(*sayings: Saying, **more: bool) -> str:
    return repeats_sentence(count_repeats(sayings), **more)


SAYINGS = st.lists(
    st.builds(
        saying,
        st.sampled_from("abcdefgh"),
        DATES,
        occasion=st.sampled_from(["", "", "rally", "briefing"]),
        form=st.sampled_from(["quoted", "reported", "summary"]),
        speaker_kind=st.sampled_from(["person", "body", "anonymous"]),
        precedes=st.frozensets(st.sampled_from("abcdefgh"), max_size=2),
    ),
    max_size=8,
    unique_by=lambda one: one.key,
)


@given(SAYINGS, st.data())
def test_the_order_of_input_does_not_matter(sayings: list[Saying], data: st.DataObject) -> None:
    assert count_repeats(data.draw(st.permutations(sayings))) == count_repeats(sayings)


@given(SAYINGS)
def test_the_number_of_occasions_lies_between_one_and_that_of_the_counted_claims(
    sayings: list[Saying],
) -> None:
    repeats = count_repeats(sayings)
    assert len(repeats.in_order) == len(sayings)
    assert min(len(repeats.counted), 1) <= repeats.least <= repeats.most <= len(repeats.counted)
    assert bool(repeats_sentence(repeats)) == bool(repeats.counted)
    assert all(not one.why_not_counted for one in repeats.counted)


@given(SAYINGS)
def test_the_first_and_the_latest_are_said_only_where_no_other_can_be(sayings: list[Saying]) -> None:
    repeats = count_repeats([one for one in sayings if not one.precedes])
    dated = [one.said for one in repeats.counted if not one.said.undated]
    for one in dated:
        same = {(one.earliest, one.latest)}
        if repeats.first and (repeats.first.said.earliest, repeats.first.said.latest) not in same:
            assert repeats.first.said.latest < one.earliest
        if repeats.latest and (repeats.latest.said.earliest, repeats.latest.said.latest) not in same:
            assert one.latest < repeats.latest.said.earliest


def test_the_number_carries_its_period() -> None:
    assert told(saying("b", "2019-02-07"), saying("a", "2017-03-12"), saying("c", "2018-01-01")) == (
        "Said on 3 occasions on our record, first 12 Mar 2017, latest 7 Feb 2019."
    )
    assert told(saying("a", "2017-03-12")) == "Said on 1 occasion on our record, 12 Mar 2017."
    assert told() == ""


def test_two_claims_of_one_day_are_one_occasion() -> None:
    repeats = count_repeats([saying("a", "2019-02-07"), saying("b", "2019-02-07T09:30+03:00")])
    assert (repeats.least, repeats.most) == (1, 1)
    assert repeats_sentence(repeats) == "Said on 1 occasion on our record, 7 Feb 2019."
    assert "Claims of one day are one occasion." in notes_on(repeats)


def test_days_that_may_be_the_same_give_a_number_with_two_ends() -> None:
    repeats = count_repeats([saying("a", "2019-02-07"), saying("b", "2019-02"), saying("c", "2020-05-01")])
    assert repeats_sentence(repeats) == (
        "Said on 2 or 3 occasions on our record, which is first is not known, latest 1 May 2020."
    )
    assert notes_on(repeats) == (
        "Days that are not known exactly may be the same one.",
        "The order of some is not known: they stand by the latest day that they can be of.",
        ONLY_LINKED,
    )


def test_a_number_that_is_known_less_well_names_its_ends() -> None:
    months = [saying("a", "2019-02-07"), saying("b", "2019-02"), saying("c", "2019")]
    assert told(*months).startswith("Said on 1 to 3 occasions on our record")


def test_what_has_no_date_counts_by_its_occasion() -> None:
    first, again = saying("a", "", occasion="rally"), saying("b", "", occasion="rally")
    repeats = count_repeats([first, again, saying("c", "2019-02-07")])
    assert (repeats.least, repeats.most) == (2, 2)
    assert repeats_sentence(repeats) == (
        "Said on 2 occasions on our record; of one the date is known, 7 Feb 2019."
    )
    assert "2 claims have no date: listed, and left out of the strip." in notes_on(repeats)
    assert told(first, again) == "Said on 1 occasion on our record; no date is known."


def test_an_undated_claim_of_a_dated_occasion_is_no_occasion_more() -> None:
    repeats = count_repeats([saying("a", "", occasion="rally"), saying("c", "2019-02-07", occasion="rally")])
    assert (repeats.least, repeats.most) == (1, 1)


def test_the_dated_ones_are_told_apart_from_the_others() -> None:
    sayings = [saying("a", "2017-03-12"), saying("b", "2019-02-07"), saying("c", "")]
    assert told(*sayings) == (
        "Said on 2 or 3 occasions on our record; of the dated ones first 12 Mar 2017, latest 7 Feb 2019."
    )


def test_words_that_are_reported_alone_say_so() -> None:
    reported = saying("a", "2017-03-12", form="reported")
    partial = saying("b", "2018-03-12", form="partial")
    assert told(reported, partial) == (
        "Said on 2 occasions on our record, as reported, first 12 Mar 2017, latest 12 Mar 2018."
    )
    assert "as reported" not in told(reported, saying("b", "2018-03-12"))


@each_case(
    ("more", "reason"),
    [
        ({"form": "summary"}, "The source sums up"),
        ({"speaker_kind": "anonymous"}, "The speaker is not named."),
        ({"speaker_kind": "group"}, "It is said of a group"),
        ({"kind": "reported_silence"}, SILENCE),
    ],
)
def test_what_does_not_count_is_no_occasion(more: dict[str, str], reason: str) -> None:
    other = saying("b", "2018-01-01", **more)
    assert reason in other.why_not_counted
    assert told(saying("a", "2017-03-12"), other) == "Said on 1 occasion on our record, 12 Mar 2017."
    assert told(other) == ""
    assert notes_on(count_repeats([other])) == ()


def test_an_order_that_an_editor_knows_is_followed() -> None:
    first = saying("z", "2019-02", precedes=frozenset({"a"}))
    repeats = count_repeats([saying("a", "2019-02-07"), first])
    assert repeats.first == first
    assert repeats.order_known


def test_of_a_part_neither_the_first_nor_the_latest_is_told() -> None:
    sentence = told(saying("a", "2017-03-12"), saying("b", "2019-02-07"), is_cut=True)
    assert sentence == "Said on at least 2 occasions on our record."


def test_echoes_are_told_by_speakers() -> None:
    echoes = count_repeats([saying("a", "2017-03-12"), saying("b", "2019-02-07")])
    assert echoes_sentence(echoes, speakers=2) == (
        "Linked as echoes: 2 claims of 2 other speakers, first 12 Mar 2017, latest 7 Feb 2019."
    )
    alone = count_repeats([saying("a", "2017-03-12")])
    assert echoes_sentence(alone, speakers=1) == (
        "Linked as echoes: 1 claim of another speaker, 12 Mar 2017."
    )
    assert echoes_sentence(echoes, speakers=2, is_cut=True) == (
        "Linked as echoes: at least 2 claims of 2 other speakers."
    )
    assert echoes_sentence(count_repeats([]), speakers=0) == ""
