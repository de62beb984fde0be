"""The chart of a position: what holds for every drawing, whatever was said when."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from claims.domain.charts.layout import MOST_POINTS
from claims.domain.charts.marks import Box, Drawing, Line
from claims.domain.charts.position import position_chart
from claims.domain.positions.timeline import timeline
from claims.domain.positions.voices import AttributedStance, Voice
from tests.domain.charts.drawings import chart, charted, drawings, event, overlap, wide
from tests.domain.positions.lines import EXCLUSIVE, ORDERED, SCALE, line, search, stance

FINGER = 24
SHOWN_AT_LEAST = 0.8
"""The wide drawing may be shown at so much of its size."""


def _boxes(drawing: Drawing) -> list[Box]:
    return [*(point.hit for point in drawing.points), *(tick.hit for tick in drawing.events)]


def _crosses(one: Line, begin: int, end: int) -> bool:
    return any(x1 < end and begin < x2 for (x1, _), (x2, _) in pairwise(one.points))


@given(charted())
def test_nothing_lies_outside_the_frame(stances: tuple[AttributedStance, ...]) -> None:
    for drawing in drawings(chart(stances, events=[event(1, "2013-05-01"), event(2, "2014")])):
        boxes = [*_boxes(drawing), *(band.box for band in drawing.bands)]
        assert all(box.x >= 0 and box.right <= drawing.width for box in boxes)
        assert all(box.y >= 0 and box.bottom <= drawing.height for box in boxes)
        places = [place for one in drawing.lines for place in one.points]
        places += [(point.x1, point.y) for point in drawing.points]
        places += [(point.x2, point.y) for point in drawing.points]
        places += [(bracket.x1, bracket.text.y) for bracket in drawing.brackets]
        places += [(text.x, text.y) for text in drawing.labels]
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in places)


@given(charted())
def test_every_stance_is_met_with_a_finger_and_no_two_at_one_place(
    stances: tuple[AttributedStance, ...],
) -> None:
    drawn = chart(stances, events=[event(1, "2013-05-01"), event(2, "2013-06-01"), event(3, "2014")])
    for drawing in drawings(drawn):
        least = FINGER / SHOWN_AT_LEAST if drawing is drawn.wide else FINGER
        assert all(min(point.hit.width, point.hit.height) >= least for point in drawing.points)
        assert all(tick.hit.width >= FINGER <= tick.hit.height for tick in drawing.events)
        assert not any(overlap(one, other) for one, other in combinations(_boxes(drawing), 2))
        assert all(point.hit.x <= point.x <= point.hit.right for point in drawing.points)


@given(charted())
def test_each_dated_stance_is_in_it_once_and_others_are_counted(
    stances: tuple[AttributedStance, ...],
) -> None:
    drawn = chart(stances)
    undated = {one.key for one in stances if one.said.undated}
    assert bool(drawn.not_drawn) == bool(undated)
    assert not undated or f" {len(undated)} statement" in drawn.not_drawn
    for drawing in drawings(drawn):
        keys = [key for point in drawing.points for key in point.keys]
        assert sorted(keys) == sorted({one.key for one in stances} - undated)
    assert bool(drawings(drawn)) == (len(undated) < len(stances))


@given(charted())
def test_the_keyboard_goes_through_it_in_order_of_time(stances: tuple[AttributedStance, ...]) -> None:
    by_key = {one.key: one.said.earliest for one in stances}
    for drawing in drawings(chart(stances)):
        begun = [min(by_key[key] for key in point.keys) for point in drawing.points]
        assert begun == sorted(begun)


@given(charted(), st.randoms(use_true_random=False))
def test_the_order_in_which_stances_are_given_does_not_matter(
    stances: tuple[AttributedStance, ...], chance: random.Random
) -> None:
    shuffled = list(stances)
    chance.shuffle(shuffled)
    events = [event(1, "2013-05-01"), event(2, "2014-05-01")]
    assert chart(stances, events=events) == chart(shuffled, events=events[::-1])


@given(charted())
def test_no_line_is_drawn_over_a_long_interval(stances: tuple[AttributedStance, ...]) -> None:
    for drawing in drawings(chart(stances, [search("2012-01-01", "2015-01-01")])):
        for band in drawing.bands:
            assert not any(_crosses(one, band.box.x, band.box.right) for one in drawing.lines)


@given(charted())
def test_what_is_summed_up_is_hollow_and_on_no_line(stances: tuple[AttributedStance, ...]) -> None:
    summed_up = {one.key for one in stances if one.layer == "summed_up"}
    for drawing in drawings(chart(stances)):
        levels = {y for one in drawing.lines for _, y in one.points}
        levels |= {point.y for point in drawing.points if not point.is_summed_up}
        for point in drawing.points:
            assert {key in summed_up for key in point.keys} == {point.is_summed_up}
            assert not (point.is_summed_up and point.y in levels)


@given(charted())
def test_a_stance_stands_at_the_answer_that_it_gave_alone(
    stances: tuple[AttributedStance, ...],
) -> None:
    answers = {one.key: one.answer for one in stances}
    for drawing in drawings(chart(stances)):
        tops = sorted((lane.y, lane.answer) for lane in drawing.lanes)
        for point in drawing.points:
            lane = [answer for y, answer in tops if y <= point.y][-1]
            assert {answers[key] for key in point.keys} == {lane}


def test_the_side_for_is_on_top_whichever_way_the_answers_are_ordered() -> None:
    stances = [stance("k1", "2019-02-07", "yes"), stance("k2", "2019-03-07", "no")]
    for answers in (SCALE, SCALE[::-1]):
        drawn = position_chart([line(stances)], answers=answers, ordered=True, url=str, list_url=str)
        assert [lane.answer for lane in wide(drawn).lanes] == ["yes", "perhaps", "no"]


def test_answers_without_an_order_lie_in_lanes_as_the_position_lists_them() -> None:
    drawn = chart([stance("k1", "2019-02-07", "yes"), stance("k2", "2019-03-07", "no")], answers=EXCLUSIVE)
    assert [lane.answer for lane in wide(drawn).lanes] == ["no", "perhaps", "yes"]
    (mark,) = wide(drawn).changes
    assert mark.text.words == "≠ different answer"


def test_saying_that_nothing_changed_stands_at_no_answer() -> None:
    drawn = chart([stance("k1", "2019-02-07", "yes"), stance("k2", "2019-03-07")])
    lane = wide(drawn).lanes[-1]
    assert (lane.kind, lane.texts[0].words) == ("unchanged", "Says nothing changed")
    assert next(point.y for point in wide(drawn).points if "k2" in point.keys) == lane.y


def test_a_point_tells_its_day_speaker_answer_and_form() -> None:
    drawn = chart([stance("k1", "2019-02-07", "yes", by="ann", form="partial")])
    (point,) = wide(drawn).points
    assert point.label == "7 Feb 2019, Ann: Yes (quoted in part)"
    assert point.url == "/claims/k1/"


def test_several_at_one_place_are_one_link_with_their_number() -> None:
    drawn = chart(
        [stance("k1", "2019-02-07", "yes"), stance("k2", "2019-02-08", "yes"), stance("k3", "2012", "yes")]
    )
    point = next(point for point in wide(drawn).points if point.count == 2)
    assert (point.word, point.url) == ("2", "#c-k1")
    assert point.label == "7–8 Feb 2019, 2 statements: Yes (list)"


def test_a_month_is_a_bar_over_its_days_and_an_open_end_is_a_point() -> None:
    drawn = chart(
        [
            stance("k1", "2019-02", "yes"),
            stance("k2", "2019-04-07/..", "no"),
            stance("k3", "2019-01-01", "no"),
        ]
    )
    month, open_ended = (
        next(point for point in wide(drawn).points if key in point.keys) for key in ("k1", "k2")
    )
    assert month.x1 < month.x2
    assert open_ended.look == "said open"
    assert open_ended.x2 == wide(drawn).right


def test_a_change_is_marked_with_an_arrow_a_word_and_a_sentence() -> None:
    drawn = chart([stance("k1", "2019-02-07", "yes"), stance("k2", "2019-03-07", "no")])
    (mark,) = wide(drawn).changes
    assert mark.text.words == "↓ changed"
    assert mark.label in drawn.alternative
    changed = next(point for point in wide(drawn).points if point.change)
    assert changed.keys == ("k2",)
    assert changed.label.endswith(mark.label)


def test_a_change_known_from_reports_is_marked_as_reported() -> None:
    drawn = chart([stance("k1", "2019-02-07", "no"), stance("k2", "2019-03-07", "yes", form="reported")])
    (mark,) = wide(drawn).changes
    assert mark.is_as_reported
    assert mark.text.words == "↑ different answer, as reported"


def _day(chance: random.Random) -> str:
    return (date(2005, 1, 1) + timedelta(days=chance.randrange(7000))).isoformat()


def test_two_thousand_stances_stay_within_bounds() -> None:
    chance = random.Random(4)
    stances = [
        stance(
            f"k{n:04}",
            _day(chance)[: chance.choice((10, 10, 7, 4))],
            chance.choice(("no", "perhaps", "yes")),
            by=chance.choice(("ann", "ben", "cem")),
            form=chance.choice(("quoted", "summary")),
        )
        for n in range(2000)
    ]
    for drawing in drawings(chart(stances)):
        assert len(drawing.points) <= MOST_POINTS
        assert sum(point.count for point in drawing.points) == 2000
        assert not any(overlap(one, other) for one, other in combinations(_boxes(drawing), 2))


@given(st.lists(st.dates(), min_size=1, max_size=40), st.integers(1, 60))
def test_any_days_of_any_century_have_a_place(days: list[date], answers: int) -> None:
    drawn = chart([stance(f"k{n}", day.isoformat(), f"a{n % answers}") for n, day in enumerate(days)])
    for drawing in drawings(drawn):
        assert len(drawing.points) <= MOST_POINTS
        assert all(point.hit.x >= 0 and point.hit.right <= drawing.width for point in drawing.points)


def test_with_nothing_dated_there_is_no_drawing() -> None:
    drawn = chart([stance("k1", "", "yes"), stance("k2", "", "no")])
    assert (drawn.wide, drawn.narrow, drawn.stances) == (None, None, 2)
    assert drawn.not_drawn == "Not drawn: 2 statements without a day."


def test_everything_on_record_is_drawn_or_counted_with_the_reason() -> None:
    own = [stance("k1", "2019-02-07", "yes"), stance("k2", "", "yes")]
    others = [
        stance("k3", "2019-02-07", "yes", form="summary", sums_up=frozenset({"k1"})),
        stance("k4", "2019-02-08", "no", by="ann", speaker_kind="unidentified"),
        stance("k5", "2019-02-09", "no", by="ann"),
        stance("k6", "2019-02-09", "no", by="ann"),
    ]
    drawn = position_chart(
        [line(own)], answers=SCALE, ordered=True, url=str, list_url=str, on_record=[*own, *others]
    )
    assert drawn.stances == 6
    assert drawn.not_drawn == (
        "Not drawn: 1 statement without a day, 1 from people not named, 1 that sums up another one, "
        "2 by other voices."
    )


def test_each_kind_of_mark_that_is_drawn_is_in_the_legend_and_no_other() -> None:
    said = stance("k1", "2019-02-07", "yes", by="ann")
    month = stance("k2", "2019-05", "no", by="ben", form="summary")
    assert [(sign.mark, sign.words) for sign in chart([said, month]).legend] == [
        ("●", "in own words or as reported"),
        ("▭", "summed up, on one of these days"),
        ("╱╱", "nobody has searched"),
    ]
    other = stance("k3", "2019-06-07", "no", by="cem")
    first, *speakers = [sign.words for sign in chart([said, other]).legend][:3]
    assert (first, speakers) == ("filled: in own words or as reported", ["Ann", "Cem"])


def test_the_chosen_voice_is_bold_and_a_stance_in_two_lines_is_one_point() -> None:
    stances = [
        stance("k1", "2019-02-07", "yes", by="ann"),
        stance("k2", "2019-03-07", "no", by="ann"),
        stance("k3", "2019-04-07", "no", by="ben"),
    ]
    ann = timeline(stances, voice=Voice("ann", "Ann"), position="alliance", answers=ORDERED)
    own = position_chart([line(stances), ann], answers=SCALE, ordered=True, url=str, list_url=str)
    assert [one.is_chosen for one in wide(own).lines] == [False, True]
    assert sum(point.count for point in wide(own).points) == 3


def test_an_event_outside_the_time_shown_or_without_a_day_is_counted() -> None:
    stances = [stance("k1", "2019-02-07", "yes"), stance("k2", "2019-03-07", "yes")]
    drawn = chart(stances, events=[event(1, "1999-01-01"), event(2, "2019-02-20"), event(3, "")])
    assert [tick.numbers for tick in wide(drawn).events] == [(2,)]
    assert wide(drawn).events_left_out == 2
    assert wide(drawn).events[0].label == "20 Feb 2019, event 2: event 2"


def test_the_axis_is_to_scale() -> None:
    drawn = chart([stance(f"k{n}", f"20{n:02}-01-01", "yes") for n in (10, 12, 18)])
    first, second, third = (point.x for point in wide(drawn).points)
    assert abs((third - first) - 4 * (second - first)) <= 4


def test_a_date_capped_by_its_source_reaches_up_to_the_cap() -> None:
    month = stance("k1", "2019-02", "yes")
    capped = replace(month, said=month.said.capped(date(2019, 2, 10)))
    drawn = chart([capped, stance("k2", "2019-02-10", "no"), stance("k3", "2019-03-10", "no")])
    ends = {key: point.x2 for point in wide(drawn).points for key in point.keys}
    assert ends["k1"] == ends["k2"]
