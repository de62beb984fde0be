from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.queries.comparison.choices import Choices, searched_choices, suggested_choices
from claims.queries.comparison.compared import find_comparison, key_notices
from claims.queries.comparison.document import comparison_document
from claims.queries.comparison.page import ComparePage, compare_page
from claims.queries.comparison.steps import ClaimStep
from tests.world import FOUNDED_AT, World

pytestmark = pytest.mark.django_db


def page_of(*keys: str, side: bool = False) -> ComparePage:
    return compare_page(find_comparison(keys), side=side)


def claims_of(page: ComparePage) -> list[ClaimStep]:
    return [step for step in page.steps if isinstance(step, ClaimStep)]


def test_claims_stand_by_date_whatever_the_order_of_their_keys(world: World) -> None:
    keys = [world.turn, world.first_support, world.later_support]
    page = page_of(*keys)
    assert [step.key for step in claims_of(page)] == [world.first_support, world.later_support, world.turn]
    assert page == page_of(*reversed(keys))
    assert page.path == f"/compare/{','.join(sorted(keys))}/"


def test_a_draft_is_not_found_as_a_key_that_never_was(world: World) -> None:
    for missing in (world.draft, world.submitted, world.returned, "0000000000", "Ungültig!"):
        found = find_comparison([world.first_support, world.turn, missing])
        assert found.asked.missing == (missing.lower(),)
        (notice,) = key_notices(found.asked)
        assert notice == (
            f"“{missing.lower()}” is not found on our public record.",
            "The others are compared.",
        )
        assert len(found.comparison.items) == 2


def test_a_withdrawn_claim_is_named_as_withdrawn(world: World) -> None:
    found = find_comparison([world.first_support, world.withdrawn])
    assert found.asked.withdrawn == (world.withdrawn,)
    assert key_notices(found.asked)[0][0] == f"“{world.withdrawn}” was withdrawn."


def test_a_repeated_key_is_named_and_shown_once(world: World) -> None:
    found = find_comparison([world.turn, world.first_support, world.turn])
    assert found.asked.repeated == (world.turn,)
    assert "more than once" in key_notices(found.asked)[0][0]
    assert len(found.comparison.items) == 2


def test_a_seventh_is_left_out_with_a_sentence(world: World) -> None:
    page = page_of(*world.public_claims[:9])
    assert len(page.keys) == 6
    assert ("Six at most; showing the first six by date.", "") in page.notices


def test_the_relation_is_the_editors_word_and_nothing_without_one(world: World) -> None:
    _, turn = claims_of(page_of(world.first_support, world.turn))
    assert turn.relation is not None
    assert (turn.relation.words, turn.relation.changed) == ("Contradicts", True)
    _, other = claims_of(page_of(world.first_support, world.half_open))
    assert other.relation is None


def test_the_first_line_says_whether_the_answers_to_a_shared_question_differ(world: World) -> None:
    page = page_of(world.first_support, world.turn)
    (shown,) = page.questions
    assert shown.question == "Should the bridge over the Eder be built?"
    assert shown.line.finding == "Different answers"
    assert shown.line.words.startswith("7 Feb 2019 ‘Yes’ → 10 Mar 2021 ‘No’")
    assert page.description.startswith(f"{shown.question} Different answers: ")
    assert shown.not_to_conclude == "Nothing about ferries."


def test_days_that_nobody_searched_are_hatched_on_the_strip(world: World) -> None:
    page = page_of(world.first_support, world.turn)
    assert page.strip is not None
    assert page.strip.gaps
    assert all(gap.label.startswith("Nobody has searched ") for gap in page.strip.gaps)
    assert "Hatched: nobody has searched" in page.strip.caption


def test_days_are_hatched_also_where_voices_differ_and_each_claim_is_named(world: World) -> None:
    page = page_of(world.turn, world.anonymous)
    assert page.strip is not None
    assert page.strip.gaps
    chosen = [mark for mark in page.strip.strip.marks if mark.kind == "chosen"]
    assert len(chosen) == 2
    assert all(mark.row is not None and ", " in mark.label for mark in chosen)


def test_words_of_one_translator_are_marked_and_counted(world: World) -> None:
    _, later = claims_of(page_of(world.first_support, world.later_support))
    assert later.segments is not None
    assert later.counts == "Kept 7 words, removed 0, added 1"
    assert later.words.quote_open == "“"


def test_words_that_may_not_be_compared_are_plain_and_say_why(world: World) -> None:
    _, turn = claims_of(page_of(world.first_support, world.turn))
    assert turn.segments is None
    assert turn.marks_off.endswith("word marks are off.")


def test_words_that_are_not_the_speakers_name_the_outlet_and_quotations_do_not(world: World) -> None:
    steps = {step.key: step for step in claims_of(page_of(world.first_support, world.summary))}
    assert steps[world.summary].reported_by.startswith("as ")
    assert not steps[world.summary].words.quote_open
    assert steps[world.first_support].reported_by == ""
    assert steps[world.first_support].words.quote_open == "“"


def test_side_by_side_the_left_shows_what_went_and_the_right_what_came(world: World) -> None:
    left, right = claims_of(page_of(world.first_support, world.later_support, side=True))
    assert left.segments is not None
    assert right.segments is not None
    assert "".join(run.text for run in left.segments) == left.words.text
    assert "".join(run.text for run in right.segments) == right.words.text
    assert {run.kind for run in right.segments} == {"kept", "added"}


def test_other_statements_on_the_position_stand_on_the_strip(world: World) -> None:
    page = page_of(world.first_support, world.turn)
    assert page.strip is not None
    kinds = {mark.key: mark.kind for mark in page.strip.strip.marks}
    assert kinds[world.first_support] == "chosen"
    assert kinds[world.later_support] == "neighbour"
    assert world.submitted not in kinds


def keys_of(choices: Choices) -> list[str]:
    return [row.key for group in choices.groups for row in group.rows]


def test_one_claim_brings_suggestions_and_none_brings_the_latest(world: World) -> None:
    one = suggested_choices(find_comparison([world.first_support]))
    assert world.later_support in keys_of(one)
    assert world.first_support not in keys_of(one)
    none = suggested_choices(find_comparison([]))
    assert keys_of(none)
    assert none.title == "Choose two to six"


def test_a_search_for_one_more_leaves_out_what_is_at_hand(world: World) -> None:
    choices = searched_choices("bridge", [world.first_support])
    assert keys_of(choices)
    assert world.first_support not in keys_of(choices)
    assert searched_choices("no-such-word-at-all", []).note.startswith("No claims match")
    assert not searched_choices('"', []).groups


def test_a_past_day_has_the_words_of_then(world: World) -> None:
    keys = [world.amended, world.first_support]
    today = find_comparison(keys)
    then = find_comparison(keys, at=FOUNDED_AT - timedelta(days=1))
    assert len(today.comparison.items) == 2
    assert not then.comparison.items


def test_the_document_says_what_the_page_says(world: World) -> None:
    found = find_comparison([world.first_support, world.later_support, world.draft])
    document = comparison_document(found)
    assert document["not_found"] == [world.draft]
    first, second = document["items"]
    assert first["words"] is None
    assert second["days"] == {"least": 449, "most": 479}
    assert second["relations"] == [{"kind": "repeats", "to": world.first_support}]
    assert "".join(s["before"] for s in second["words"]["segments"]) == first["record"]["words"]["text"]


def test_six_claims_take_as_many_queries_as_two(world: World) -> None:
    with CaptureQueriesContext(connection) as two:
        page_of(world.first_support, world.later_support)
    with CaptureQueriesContext(connection) as six:
        page_of(world.first_support, world.later_support, world.turn, world.no_change, world.anonymous)
    assert len(six) <= len(two) <= 12
