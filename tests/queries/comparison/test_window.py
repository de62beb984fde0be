"""What lies between compared claims and beside them: long gaps, other statements, the time in common."""

from __future__ import annotations

import pytest

from claims.queries.comparison.compared import find_comparison
from claims.queries.comparison.page import ComparePage, compare_page
from claims.queries.comparison.steps import ClaimStep, GapStep
from tests.world import World

pytestmark = pytest.mark.django_db


def page_of(*keys: str) -> ComparePage:
    return compare_page(find_comparison(keys), side=False)


def test_a_gap_says_what_was_searched_of_it(world: World) -> None:
    page = page_of(world.first_support, world.later_support, world.turn)
    assert [(gap.is_searched, gap.is_partly) for gap in page.gaps] == [(True, False), (False, False)]
    assert [step.searched for step in page.steps if isinstance(step, GapStep)] == [
        (
            "The Palace, 7 Feb 2019 – May 2020: No statement found for 449 days (2 sources searched). "
            "366 of 448 days were searched and nothing found.",
        ),
        (
            "The Palace, May 2020 – 10 Mar 2021: No statement on our record for 283 days. "
            "Not searched yet. This is a gap in our work, not in the record.",
        ),
    ]
    assert set(page.strip_words) == {words for step in page.steps if isinstance(step, GapStep)
                                     for words in step.searched}  # fmt: skip


def test_two_voices_are_told_the_time_that_they_share_and_what_lies_outside(world: World) -> None:
    page = page_of(world.first_support, world.promise, world.turn)
    assert page.gaps == ()
    assert page.windows == (
        "On “Should the bridge over the Eder be built?” the statements of María Solano and Viktor Lebed on "
        "our record share the time 15 Mar 2019. What lies outside of it is not compared.",
    )
    outside = {step.key for step in page.steps if isinstance(step, ClaimStep) and step.is_outside}
    assert outside == {world.first_support, world.turn}


def test_what_the_strip_shows_besides_is_told_in_words(world: World) -> None:
    page = page_of(world.first_support, world.turn)
    assert world.later_support in [claim.key for claim in page.others]
    assert "Viktor Lebed, May 2020" in [claim.label for claim in page.others]
    assert world.submitted not in [claim.key for claim in page.others]


def test_an_anonymous_speaker_is_no_voice_to_share_a_time_with(world: World) -> None:
    assert page_of(world.first_support, world.anonymous).windows == ()
