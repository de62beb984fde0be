"""What is suggested to code: claims alike, by reasons in words, and never one that has been coded."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.editing.coding import Judgement, code
from claims.models import Position
from claims.queries.coding.suggestions import MOST, Suggestion, suggestions
from tests.actions.drafts.small_records import AFTER, drafted, published
from tests.actions.importing.import_lines import lines
from tests.records_in_and_out import import_text, told
from tests.world import ANN, World
from tests.world_claims import claim

pytestmark = pytest.mark.django_db


def suggested(world: World) -> dict[str, Suggestion]:
    return {one.key: one for one in suggestions(Position.objects.get(slug=world.ordered_position))}


def test_a_claim_in_the_same_words_comes_first_drafts_included(world: World) -> None:
    found = published(world, "We support the building of that bridge, and so do the towns", topics=[])
    draft = drafted(world, "Nobody supports the building of a bridge", topics=[])
    keys = list(suggested(world))
    assert found.key in keys[:4]
    assert draft.key in keys
    assert (
        suggested(world)[found.key]
        .reasons[0]
        .startswith("It shares words with claims that have a stance here: “")
    )


def test_the_same_voice_alone_is_no_reason(world: World) -> None:
    alone = published(world, "Herons stood here", topics=[], speaker=world.lebed)
    both = published(world, "Herons stood there", speaker=world.lebed)
    found = suggested(world)
    assert alone.key not in found
    assert found[both.key].reasons == (
        "Viktor Lebed has a stance on this position.",
        "It is on the topic of this position.",
    )


def test_what_has_been_coded_is_not_suggested_not_even_if_it_takes_no_stance(world: World) -> None:
    key = next(iter(suggested(world)))
    code(position=world.ordered_position, claim=key, judgement=Judgement(), note="", by=ANN, at=AFTER)
    assert key not in suggested(world)


def test_a_position_without_stances_suggests_what_shares_the_words_of_its_question(world: World) -> None:
    position = Position.objects.get(slug=world.unseen_position)
    assert all(one.reasons for one in suggestions(position))


@pytest.mark.same_sql
@pytest.mark.slow
def test_there_are_twenty_at_most_and_the_queries_do_not_grow(world: World) -> None:
    position = Position.objects.get(slug=world.ordered_position)
    with CaptureQueriesContext(connection) as few:
        suggestions(position)
    words = "The bridge needs support, the building costs {} crowns"
    more = [claim(words.format(n), world.roe, "2019-02-07", world.dated_source) for n in range(MOST + 5)]
    assert told(import_text(lines(*more), publish=True)) == []
    with CaptureQueriesContext(connection) as many:
        assert len(suggestions(position)) == MOST
    assert len(many) <= len(few) + 1
