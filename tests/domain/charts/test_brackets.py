"""Brackets from a claim that nothing has changed back to what it is compared with."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from hypothesis import given
from msgspec.structs import replace

from claims.domain.charts.axis import ChartAxis, axis_around
from claims.domain.charts.brackets import MOST_ROWS, ROW, brackets_of, outcome_words
from claims.domain.charts.marks import Bracket
from claims.domain.charts.time_strip import CHARACTER_PX
from claims.domain.positions.consistency import ConsistencyCheck, check_consistency
from claims.domain.positions.voices import AttributedStance
from tests.cases import each_case
from tests.domain.charts.drawings import charted
from tests.domain.positions.lines import ORDERED, stance

EARLIER = [stance("k1", "2018-01-10", "yes"), stance("k2", "2018-06-10", "yes")]
CLAIM = stance("c1", "2019-02-07")
ANSWERING = stance("c1", "2019-02-07", "yes", unchanged=True)
REPORTED = stance("k1", "2018-01-10", "yes", form="reported")
NO = stance("k3", "2018-07-01", "no")


def _axis() -> ChartAxis:
    axis = axis_around([date(2018, 1, 10), date(2019, 2, 7)], left=16, width=688)
    assert axis is not None
    return axis


def _check(claim: AttributedStance, *earlier: AttributedStance) -> ConsistencyCheck:
    return check_consistency(claim, [*earlier, claim], position="alliance", answers=ORDERED)


def _one(check: ConsistencyCheck) -> Bracket:
    (bracket,), rows, left_out = brackets_of([check], _axis(), 100)
    assert (rows, left_out) == (1, 0)
    return bracket


def test_a_bracket_reaches_back_to_the_baseline_that_is_named() -> None:
    bracket = _one(_check(stance("c1", "2019-02-07", since="2018-06-01"), *EARLIER))
    assert (bracket.x1, bracket.x2) == (_axis().x(date(2018, 6, 1)), _axis().x(date(2019, 2, 7)))
    assert not bracket.is_open


def test_without_a_baseline_it_is_open_and_reaches_to_the_first_statement_tested() -> None:
    bracket = _one(_check(CLAIM, *EARLIER))
    assert bracket.x1 == _axis().x(date(2018, 1, 10))
    assert bracket.is_open


def test_a_baseline_before_the_time_shown_leaves_it_open() -> None:
    bracket = _one(_check(stance("c1", "2019-02-07", since="1999"), *EARLIER))
    assert bracket.is_open
    assert bracket.x1 == _axis().left


def test_with_nothing_earlier_it_is_a_stub_that_says_so() -> None:
    bracket = _one(_check(CLAIM))
    assert bracket.text.words == "? nothing earlier"
    assert 0 < bracket.x2 - bracket.x1 < 40


@each_case(
    ("check", "words"),
    [
        (_check(CLAIM, *EARLIER), "– gives no answer; one line before (2 before)"),
        (_check(CLAIM, REPORTED), "– gives no answer; one line before (1 before, as reported)"),
        (_check(CLAIM, *EARLIER, NO), "? gives no answer; changed before"),
        (_check(ANSWERING, *EARLIER), "= agrees (2 before)"),
        (_check(ANSWERING, NO), "⇄ may conflict; not confirmed"),
        (_check(CLAIM, stance("k4", "2018-07-01", "no", form="summary")), "? nothing earlier"),
        (_check(CLAIM, stance("k4", "2019", "no")), "? order not known"),
        (_check(replace(CLAIM, form="summary"), *EARLIER), "? not compared"),
        (_check(replace(CLAIM, confirmed="conflicts"), *EARLIER), "⇄ conflicts (an editor’s)"),
        (_check(replace(ANSWERING, confirmed="conflicts"), NO), "⇄ conflicts"),
        (_check(replace(CLAIM, confirmed="unclear"), *EARLIER), "? unclear (an editor’s)"),
    ],
)  # fmt: skip
def test_an_outcome_is_a_mark_and_words(check: ConsistencyCheck, words: str) -> None:
    assert outcome_words(check) == words


def test_an_undated_claim_has_no_bracket() -> None:
    assert brackets_of([_check(stance("c1", ""), *EARLIER)], _axis(), 0) == ((), 0, 0)


def test_what_finds_no_row_is_counted_and_conflicts_are_drawn_first() -> None:
    claims = [stance(f"c{n:02}", "2019-02-07") for n in range(9)]
    agreeing = [_check(claim, *EARLIER) for claim in claims]
    conflict = _check(stance("c99", "2018-12-01", "yes", unchanged=True), *EARLIER, NO)
    brackets, rows, left_out = brackets_of([*agreeing, conflict], _axis(), 0)
    assert (len(brackets), rows, left_out) == (MOST_ROWS, MOST_ROWS, 10 - MOST_ROWS)
    assert "c99" in {bracket.key for bracket in brackets}


@given(charted())
def test_no_bracket_covers_another_or_its_words(stances: tuple[AttributedStance, ...]) -> None:
    checks = [
        check_consistency(one, stances, position="alliance", answers=ORDERED)
        for one in stances
        if one.unchanged
    ]
    brackets, rows, _ = brackets_of(checks, _axis(), 0)
    for one, other in combinations(brackets, 2):
        if one.text.y == other.text.y:
            ends = sorted(
                (min(each.x1, each.text.x), max(each.x2, each.text.x + len(each.text.words) * CHARACTER_PX))
                for each in (one, other)
            )
            assert ends[0][1] < ends[1][0]
    assert all(bracket.text.y <= rows * ROW for bracket in brackets)
