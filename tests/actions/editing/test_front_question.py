"""Picking the question of the moment."""

from __future__ import annotations

import pytest

from claims.actions.editing.arranging import pick_question, unpick_question
from claims.domain.errors import NotAllowed, Refused
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import Role
from claims.models import AuditEvent, FrontQuestion, Position
from claims.queries.site.frame import record_state
from tests.world import FOUNDED_AT, World

CARL = Actor("carl", roles=frozenset({Role.CONTRIBUTOR}))
EVE = Actor("eve", roles=frozenset({Role.EDITOR}))


def position(slug: str) -> Position:
    return Position.objects.get(slug=slug)


def test_an_editor_picks_one_and_another_takes_its_place(world: World) -> None:
    pick_question(position=position(world.other_position), by=EVE, at=FOUNDED_AT)
    pick_question(position=position(world.ordered_position), by=EVE, at=FOUNDED_AT)
    [row] = FrontQuestion.objects.all()
    assert (row.position.slug, row.picked_by) == (world.ordered_position, "eve")
    event = AuditEvent.objects.filter(action="pick_question").latest("pk")
    assert event.detail == {"position": world.ordered_position}


def test_readers_do_not_keep_the_page_that_was(world: World) -> None:
    before = record_state().version
    pick_question(position=position(world.other_position), by=EVE, at=FOUNDED_AT)
    unpick_question(by=EVE, at=FOUNDED_AT)
    unpick_question(by=EVE, at=FOUNDED_AT)
    assert record_state().version == before + 2
    assert not FrontQuestion.objects.exists()


def test_a_contributor_picks_nothing(world: World) -> None:
    with pytest.raises(NotAllowed):
        pick_question(position=position(world.other_position), by=CARL, at=FOUNDED_AT)
    with pytest.raises(NotAllowed):
        unpick_question(by=CARL, at=FOUNDED_AT)


def test_a_draft_cannot_lead(world: World) -> None:
    with pytest.raises(Refused, match="public"):
        pick_question(position=position(world.unseen_position), by=EVE, at=FOUNDED_AT)
