"""The window that the voices of a comparison share."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.comparison.overlap import SharedWindow, VoiceSpan, shared_window
from claims.domain.dates.fuzzy import FuzzyDate

DAYS = st.dates().map(lambda day: FuzzyDate.parse(day.isoformat()))


def span(name: str, first: str, latest: str) -> VoiceSpan:
    return VoiceSpan(name, *(FuzzyDate.parse(day) if day else None for day in (first, latest)))


def window(
    *spans: VoiceSpan, said: Sequence[tuple[str, str]] = (), position: str = "“the bridge”"
) -> SharedWindow:
    found = shared_window(position, spans, [(key, FuzzyDate.parse(day)) for key, day in said])
    assert found
    return found


def test_two_voices_share_the_time_from_the_later_first_to_the_earlier_latest_statement() -> None:
    found = window(span("Ann", "2018-01-03", "2020-05"), span("Bob", "2019-02-07", "2021-03-12"))
    assert found.sentence == (
        "On “the bridge” the statements of Ann and Bob on our record share the time 7 Feb 2019 – May 2020. "
        "What lies outside of it is not compared."
    )


def test_statements_known_to_lie_outside_are_named() -> None:
    found = window(
        span("Ann", "2018-01-03", "2020-05"),
        span("Bob", "2019-02-07", "2021-03-12"),
        said=[("a", "2018-01-03"), ("b", "2019-02-07"), ("c", "2021-03-12"), ("d", "2020-05"), ("e", "")],
    )
    assert found.outside == ("a", "c")


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        (
            span("Ann", "2018", "2018"),
            span("Bob", "2019", "2020"),
            "On “the bridge” our record has statements by Ann of 2018, by Bob from 2019 to 2020: "
            "they share no known time. Their words stand side by side; "
            "what each said over time is not compared.",
        ),
        (
            span("Ann", "", ""),
            span("Bob", "2019", "2020"),
            "On “the bridge” our record has no dated statement that counts by Ann. "
            "The words stand side by side; what each said over time is not compared.",
        ),
    ],
)
def test_without_a_time_in_common_it_is_said_why(one: VoiceSpan, other: VoiceSpan, sentence: str) -> None:
    found = window(one, other)
    assert (found.begins, found.ends, found.outside) == (None, None, ())
    assert found.sentence == sentence


def test_a_window_of_one_day_is_told_as_one_day() -> None:
    found = window(
        span("Ann", "2018", "2019-02-07"), span("Bob", "2019-02-07", "2020"), span("Cy", "2017", "2021")
    )
    assert "of Ann and Bob and Cy on our record share the time 7 Feb 2019." in found.sentence


def test_a_vague_date_that_touches_two_that_do_not_meet_makes_no_window() -> None:
    found = window(
        span("Ann", "2019-03-27", "2019-03-27"),
        span("Bob", "2019-03-29", "2019-03-29"),
        span("Cy", "2019-03-23/2019-03-30", "2019-03-23/2019-03-30"),
    )
    assert found.begins is None


def test_one_voice_shares_nothing() -> None:
    assert shared_window("“x”", [span("Ann", "2018", "2019")], []) is None


@given(st.lists(st.tuples(DAYS, DAYS), min_size=2, max_size=6), st.lists(DAYS, max_size=6))
def test_the_window_lies_in_every_span_and_does_not_depend_on_order(
    ends: list[tuple[FuzzyDate, FuzzyDate]], said: list[FuzzyDate]
) -> None:
    spans = [VoiceSpan(f"v{n}", *sorted(pair, key=lambda day: day.earliest)) for n, pair in enumerate(ends)]
    keyed = [(f"k{n}", day) for n, day in enumerate(said)]
    found = shared_window("“x”", spans, keyed)
    assert found == shared_window("“x”", spans[::-1], keyed[::-1])
    assert found
    if found.begins and found.ends:
        for one in spans:
            assert one.first
            assert one.latest
            assert one.first.earliest <= found.begins.earliest <= found.ends.latest <= one.latest.latest
        inside = [day for key, day in keyed if key not in found.outside]
        assert all(found.begins.earliest <= day.earliest <= found.ends.latest for day in inside)
