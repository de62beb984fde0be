"""Positions in little room."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from claims.domain.charts.position_strip import (
    SmallMultiple,
    axis_of_days,
    shared_axis,
    small_multiple,
    strip_legend,
)
from claims.domain.charts.time_strip import SCALE as WHOLE
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.timeline import Timeline
from claims.domain.positions.voices import AttributedStance
from tests.domain.charts.drawings import charted
from tests.domain.positions.lines import SCALE, line, search, stance

STANCES = [
    stance("k1", "2018-01-01", "yes"),
    stance("k2", "2019-01-01", "no"),
    stance("k3", "2019-02-01", "yes"),
]


def _strip(found: Timeline) -> SmallMultiple:
    return small_multiple(found, answers=SCALE, ordered=True, axis=shared_axis([found]))


@given(charted())
def test_a_strip_keeps_within_its_frame(stances: tuple[AttributedStance, ...]) -> None:
    strip = _strip(line(stances))
    assert all(0 <= point.x1 <= point.x2 <= WHOLE and 0 < point.y < strip.height for point in strip.points)
    assert all(band.x >= 0 and band.x + band.length <= WHOLE for band in strip.bands)
    assert strip.undated == sum(one.said.undated for one in stances)


@given(charted())
def test_no_line_of_a_strip_is_drawn_over_a_long_interval(stances: tuple[AttributedStance, ...]) -> None:
    strip = _strip(line(stances))
    for band in strip.bands:
        assert not any(one.x1 < band.x + band.length and band.x < one.x2 for one in strip.lines)


@given(charted())
def test_what_is_summed_up_is_on_no_line_of_a_strip(stances: tuple[AttributedStance, ...]) -> None:
    strip = _strip(line(stances))
    levels = {y for one in strip.lines for y in (one.y1, one.y2)}
    levels |= {point.y for point in strip.points if not point.is_summed_up}
    assert not {point.y for point in strip.points if point.is_summed_up} & levels


@given(charted())
def test_strips_do_not_depend_on_the_order_given(
    stances: tuple[AttributedStance, ...],
) -> None:
    one, other = line(stances), line(stances[::-1])
    assert _strip(one) == _strip(other)


def test_strips_on_one_axis_have_one_day_at_one_place() -> None:
    short, long = line(STANCES[:1]), line([stance("k9", "2010-01-01", "no"), *STANCES])
    axis = shared_axis([short, long])
    places = [
        {point.x1 for point in small_multiple(one, answers=SCALE, ordered=True, axis=axis).points}
        for one in (short, long)
    ]
    assert places[0] < places[1]
    assert axis_of_days(date(2010, 1, 1), date(2019, 2, 1)) == axis


def test_a_strip_has_its_layers_coverage_and_answers_in_words() -> None:
    strip = _strip(line(STANCES, [search("2018-01-02", "2018-12-31")]))
    assert strip.label.startswith("Ruritania: In own words: 3 statements, 1 Jan 2018 – 1 Feb 2019")
    assert "Searched: 364 days" in strip.label
    assert strip.label.endswith("From the top: Yes; Perhaps; No.")
    assert [band.gap for band in strip.bands] == ["silence"]


def test_with_nothing_dated_a_strip_is_empty() -> None:
    found = line([stance("k1", "", "yes")])
    strip = _strip(found)
    assert (strip.points, strip.lines, strip.undated) == ((), (), 1)


def test_a_strip_is_hatched_wherever_nobody_searched() -> None:
    strip = _strip(line(STANCES, [search("2018-03-01", "2018-06-30")]))
    before, after = strip.unsearched
    assert before.x == 0
    assert before.x + before.length < after.x
    assert after.x + after.length == WHOLE
    [whole] = _strip(line(STANCES)).unsearched
    assert (whole.x, whole.length) == (0, WHOLE)


def test_leads_on_the_axis_are_drawn_and_explained() -> None:
    found = line(STANCES)
    leads = [FuzzyDate.parse(day) for day in ("2018-06-01", "2031-01-01", "")]
    strip = small_multiple(found, answers=SCALE, ordered=True, axis=shared_axis([found]), leads=leads)
    assert len(strip.leads) == 1
    assert [sign.look for sign in strip_legend([strip])] == ["said", "hatched", "lead"]
