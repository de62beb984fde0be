"""Bands of what was searched, and events, under the lanes of a chart."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.charts.axis import ChartAxis
from claims.domain.charts.footer import bands_of
from claims.domain.charts.time_strip import CHARACTER_PX
from tests.domain.charts.drawings import chart, drawings, event, overlap, wide
from tests.domain.positions.lines import line, search, stance

STANCES = [
    stance("k1", "2018-01-01", "yes"),
    stance("k2", "2019-01-01", "yes"),
    stance("k3", "2020-01-01", "no"),
]


def test_each_gap_has_a_texture_words_and_the_sentence_of_the_finding() -> None:
    searches = [search("2018-01-02", "2018-12-31"), search("2019-03-01", "2019-05-01")]
    silent, partly = wide(chart(STANCES, searches)).bands
    assert (silent.gap, partly.gap) == ("silence", "partly_searched")
    assert silent.text is not None
    assert silent.text.words == "365 days, silence"
    assert silent.label.startswith("Ruritania, 1 Jan 2018 – 1 Jan 2019: ")
    assert (silent.outline, bool(partly.outline)) == ("", True)
    assert {band.gap for band in wide(chart(STANCES)).bands} == {"not_searched"}


def test_a_band_reaches_from_the_one_statement_to_the_other() -> None:
    drawing = wide(chart(STANCES))
    places = [point.x for point in drawing.points]
    assert [(band.box.x, band.box.right) for band in drawing.bands] == [
        (places[0], places[1]),
        (places[1], places[2]),
    ]


def test_a_name_ends_where_the_axis_ends() -> None:
    axis = ChartAxis(left=10, width=200, start=736000, end=738000, ticks=())
    found = line(STANCES)
    named = replace(
        found, voice=found.voice._replace(name="Ministry of bridges, ferries and both of the fords")
    )
    _, names, _ = bands_of([named, found], axis, 0, 0)
    assert [text.words[-1] for text in names] == ["…", "a"]
    assert all(text.x + len(text.words) * CHARACTER_PX <= axis.right for text in names)


def test_events_close_to_each_other_are_one_link_with_their_numbers() -> None:
    events = [event(1, "2018-03-01"), event(2, "2018-03-05"), event(3, "2019-06")]
    both, alone = wide(chart(STANCES, events=events)).events
    assert (both.text.words, both.url) == ("1–2", "#event-1")
    assert both.label == "1–5 Mar 2018, 2 events, from number 1 on"
    assert alone.label == "Jun 2019, event 3: event 3"


@given(st.lists(st.integers(1, 28), max_size=40))
def test_no_event_is_lost_and_none_lies_over_another(days: list[int]) -> None:
    events = [event(n, f"2018-{1 + n % 12:02}-{day:02}") for n, day in enumerate(days, start=1)]
    for drawing in drawings(chart(STANCES, events=events)):
        numbers = [number for tick in drawing.events for number in tick.numbers]
        assert sorted(numbers) == list(range(1, len(days) + 1))
        assert not any(overlap(one.hit, other.hit) for one, other in combinations(drawing.events, 2))
