"""One line of a list: what it says of a claim, and what it costs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test.utils import CaptureQueriesContext
from msgspec import structs
from pytest_django import DjangoAssertNumQueries

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.verdicts import NO_RATING
from claims.models import Claim
from claims.queries.claim.rows import NOT_CHECKED, ClaimRow, claim_rows, day_in_short
from tests.world import World


def row(key: str) -> ClaimRow:
    (found,) = claim_rows([key])
    return found


def test_rows_come_in_the_order_asked_for(world: World) -> None:
    keys = sorted(world.public_claims)
    assert [r.key for r in claim_rows(keys)] == keys
    assert [r.key for r in claim_rows(keys[::-1])] == keys[::-1]


def test_a_claim_that_is_not_public_has_no_row(world: World) -> None:
    hidden = Claim.objects.exclude(key__in=world.public_claims).values_list("key", flat=True)
    assert hidden
    assert claim_rows([key or "" for key in hidden]) == ()


def test_only_a_whole_utterance_gets_quotation_marks(world: World) -> None:
    assert row(world.first_support).quote_open == "“"
    assert row(world.first_support).form_word == ""
    assert (row(world.not_a_cent).quote_open, row(world.not_a_cent).form_word) == ("", "quoted in part")
    assert row(world.summary).form_word == "summed up by the source"


def test_a_row_says_who_spoke_for_whom_and_from_which_language(world: World) -> None:
    found = row(world.first_support)
    assert found.speaker_name == "Viktor Lebed"
    assert found.speaker_original in ("Виктор Лебедь", "Лебедь")
    assert (found.role, found.on_behalf_of) == ("spokesman of the Palace", "The Palace")
    assert found.translated_note == "translated from Russian"
    assert (found.outlet_name, found.archived) == ("The Strelsau Gazette", True)
    assert found.repeats == 1


def test_a_row_says_of_a_date_what_is_known(world: World) -> None:
    assert (row(world.first_support).said_words, row(world.first_support).said_iso) == (
        "7 Feb 2019",
        "2019-02-07",
    )
    assert (row(world.later_support).said_words, row(world.later_support).said_iso) == ("May 2020", "2020-05")
    assert (row(world.bounded).said_words, row(world.bounded).said_iso) == ("29–30 Mar 2019", "")
    assert (row(world.summary).said_words, row(world.summary).said_iso) == ("no date", "")
    assert day_in_short(FuzzyDate.parse("2019-02-07"), "inferred") == "≈ 7 Feb 2019"
    assert day_in_short(FuzzyDate.parse("2019-02-07~"), "stated") == "≈ 7 Feb 2019"
    assert day_in_short(FuzzyDate.parse("2019-02-07"), "worked_out") == "7 Feb 2019"
    assert day_in_short(FuzzyDate.parse("../2019-02-07"), "inferred") == "by 7 Feb 2019"


def test_a_row_says_what_was_answered_and_whether_it_was_checked(world: World) -> None:
    found = row(world.no_change)
    assert [(a.answer_text, a.unchanged) for a in found.answers] == [("", True)]
    assert found.no_change == NOT_CHECKED
    assert row(world.first_support).no_change == ""
    assert len(row(world.promise).answers) == 2


def test_a_row_says_whose_words_they_are_unless_they_are_the_speakers_own(world: World) -> None:
    assert row(world.first_support).reported_by == ""
    assert row(world.not_a_cent).reported_by == f"as {row(world.not_a_cent).outlet_name} reports:"
    assert row(world.summary).reported_by == f"as {row(world.summary).outlet_name} sums up:"


def test_a_rating_says_by_whom_and_nothing_stands_where_there_is_none(world: World) -> None:
    assert row(world.first_support).ratings == ()
    (rating,) = row(world.rated).ratings
    assert (rating.text, rating.step) == ("The Strelsau Gazette: Half true", None)


def test_a_row_has_room_for_three_ratings_and_reviews_without_one_come_last(world: World) -> None:
    (rating,) = row(world.rated).ratings
    without = replace(rating, word=NO_RATING)
    many = structs.replace(row(world.rated), ratings=(without, rating, without, rating))
    assert [one.word for one in many.first_ratings] == ["Half true", "Half true", NO_RATING]


@pytest.mark.parametrize("number", [1, 10, 17])
def test_rows_take_four_queries_whatever_their_number(
    world: World, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    keys = sorted(world.public_claims)[:number]
    with django_assert_max_num_queries(4) as asked:
        assert len(claim_rows(keys)) == number
    assert isinstance(asked, CaptureQueriesContext)
