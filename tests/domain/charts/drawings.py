"""Stances with all kinds of dates, and charts of them, for the tests of charts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from claims.domain.charts.marks import Box, ChartEvent, Drawing, PositionChart
from claims.domain.charts.position import position_chart
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.consistency import check_consistency
from claims.domain.positions.coverage import Search
from claims.domain.positions.sides import Answers
from claims.domain.positions.voices import AttributedStance
from tests.domain.positions.lines import ORDERED, line, stance, up_to

SPEAKERS = ("ann", "ben", "cem", "dov", "eva", "fay", "gus")
FORMS = ("quoted", "quoted", "quoted", "partial", "reported", "summary")
FIRST = date(2012, 1, 1)


# Strategies are made once: to make and check one takes longer than to draw from it.
_DATES = st.tuples(
    st.integers(0, 3000),
    st.integers(1, 900),
    st.sampled_from(("{0}",) * 6 + ("{0:.7}", "{0:.4}", "{0}/{1}", "../{0}", "{0}/..", "{0}~", "")),
)


def _date(drawn: tuple[int, int, str]) -> str:
    day = FIRST + timedelta(days=drawn[0])
    return drawn[2].format(day.isoformat(), (day + timedelta(days=drawn[1])).isoformat())


def dated() -> st.SearchStrategy[str]:
    """A date as a record has it: mostly a day of some years, also a month, bounds, an open end, or none."""
    return _DATES.map(_date)


_STANCES = st.fixed_dictionaries(
    {
        "said": dated(),
        "answer": st.sampled_from(("no", "perhaps", "yes", "yes", "")),
        "by": st.sampled_from(SPEAKERS),
        "form": st.sampled_from(FORMS),
        "since": st.sampled_from(("", "", "2013", "1999")),
    }
)


def charted(*, most: int = 30) -> st.SearchStrategy[tuple[AttributedStance, ...]]:
    """Stances of several speakers for Ruritania, of any date."""
    return up_to(most, _STANCES).map(
        lambda drawn: tuple(stance(f"k{n:03}", **values) for n, values in enumerate(drawn))
    )


def chart(
    stances: Sequence[AttributedStance],
    searches: Sequence[Search] = (),
    *,
    answers: Answers = ORDERED,
    events: Sequence[ChartEvent] = (),
) -> PositionChart:
    """The chart of Ruritania's line, with brackets for all that says that nothing changed."""
    checks = [
        check_consistency(one, stances, position="alliance", answers=answers, searches=searches)
        for one in stances
        if one.unchanged
    ]
    return position_chart(
        [line(stances, searches, answers=answers)],
        answers=answers.answers,
        ordered=answers.ordered,
        url=lambda key: f"/claims/{key}/",
        list_url=lambda several: f"#c-{several[0].key}",
        title="Is there an alliance?",
        caption="6 statements, 2012 – 2019.",
        events=events,
        checks=checks,
    )


def drawings(drawn: PositionChart) -> list[Drawing]:
    return [drawing for drawing in (drawn.wide, drawn.narrow) if drawing]


def wide(drawn: PositionChart) -> Drawing:
    assert drawn.wide is not None
    return drawn.wide


def overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def event(number: int, day: str) -> ChartEvent:
    return ChartEvent(FuzzyDate.parse(day), f"event {number}", number, f"#event-{number}")
