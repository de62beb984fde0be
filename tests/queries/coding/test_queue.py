"""The claims that wait to be coded, openly and blind."""

from __future__ import annotations

import pytest

from claims.actions.editing.coding import Judgement, code, code_blind
from claims.models import Claim, Position
from claims.queries.coding.queue import queue
from tests.actions.drafts.small_records import AFTER, published
from tests.world import ANN, BOB, World

pytestmark = pytest.mark.django_db


def waiting(world: World, coder: str, *, is_blind: bool = False) -> set[str]:
    found = queue(Position.objects.get(slug=world.ordered_position), coder, is_blind=is_blind)
    return set(found.claims.values_list("key", flat=True))


def test_the_queue_ends_and_undated_claims_come_at_its_end(world: World) -> None:
    undated = published(world, "Some day", said="", said_note="The source gives no day.")
    position = Position.objects.get(slug=world.ordered_position)
    found = queue(position, "eve")
    keys: list[str] = []
    after = ""
    while (pk := found.following(after)) is not None:
        after = Claim.objects.get(pk=pk).record_key
        keys.append(after)
    assert keys[-1] == undated.key
    assert set(keys) == waiting(world, "eve")
    assert found.count().number == len(keys)


def test_what_concerns_neither_the_topic_nor_a_voice_does_not_wait(world: World) -> None:
    stranger = published(world, "Bread is cheap", topics=["trade"], speaker="foreign-ministry")
    assert stranger.key not in waiting(world, "eve")
    assert published(world, "Bread is dear", topics=["trade"], speaker=world.lebed).key in waiting(
        world, "eve"
    )


def test_a_claim_waits_for_the_second_coder_until_he_has_coded_it(world: World) -> None:
    place = world.ordered_position
    code(
        position=place, claim=world.rated, judgement=Judgement(answer="yes", grounds="He says so."),
        note="Coded.", by=ANN, at=AFTER,
    )  # fmt: skip
    assert world.rated not in waiting(world, "bob")
    assert world.rated not in waiting(world, "ann", is_blind=True)
    assert world.rated in waiting(world, "bob", is_blind=True)
    code_blind(position=place, claim=world.rated, judgement=Judgement(), note="", by=BOB, at=AFTER)
    assert world.rated not in waiting(world, "bob", is_blind=True)
    assert world.first_support in waiting(world, "bob", is_blind=True)
