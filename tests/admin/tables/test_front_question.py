"""Picking the question of the moment in the admin."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from claims.models import FrontQuestion, Position
from tests.world import World

ADD = reverse("admin:claims_frontquestion_add")


def test_an_editor_picks_changes_and_unpicks(world: World, editor: Client) -> None:
    first, second = (
        Position.objects.get(slug=slug).pk for slug in (world.other_position, world.ordered_position)
    )
    assert editor.post(ADD, {"position": first}).status_code == 302
    row = FrontQuestion.objects.get()
    assert row.position_id == first
    assert editor.get(ADD).status_code == 403
    change = reverse("admin:claims_frontquestion_change", args=[row.pk])
    assert editor.post(change, {"position": second}).status_code == 302
    assert FrontQuestion.objects.get().position_id == second
    delete = reverse("admin:claims_frontquestion_delete", args=[row.pk])
    assert editor.post(delete, {"post": "yes"}).status_code == 302
    assert not FrontQuestion.objects.exists()


def test_a_position_that_is_not_public_is_refused_with_the_reason(world: World, editor: Client) -> None:
    answer = editor.post(ADD, {"position": Position.objects.get(slug=world.unseen_position).pk})
    assert answer.status_code == 200
    assert "Only a position that is public can be the question of the moment." in answer.text
    assert not FrontQuestion.objects.exists()
