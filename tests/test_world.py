"""The world that the tests share is what its drawing says."""

from __future__ import annotations

from dataclasses import fields

import pytest
from django.db import connection

from claims.domain.record.shared import SpeakerRecord
from claims.models import Claim, Revision, Source, Speaker, Tombstone
from claims.models.record_mapping import as_record
from tests.world import World


def test_every_claim_of_the_drawing_is_in_its_state(world: World) -> None:
    states = dict(Claim.objects.exclude(key=None).values_list("key", "state"))
    assert {key for key, state in states.items() if state == "published"} == set(world.public_claims)
    assert [states[key] for key in (world.draft, world.submitted, world.returned, world.withdrawn)] == [
        "draft",
        "submitted",
        "returned",
        "withdrawn",
    ]
    assert Claim.objects.get(key=world.later_support).change_state == "draft"
    assert Tombstone.objects.get().key == world.withdrawn


def test_one_claim_has_three_versions(world: World) -> None:
    classes = Revision.objects.filter(record_key=world.amended).values_list("change_class", flat=True)
    assert list(classes) == ["publication", "typographic", "correction"]


def test_every_name_of_the_world_leads_somewhere(world: World) -> None:
    assert len({getattr(world, field.name) for field in fields(world)}) == len(fields(world))
    lebed = as_record(Speaker.objects.get(slug=world.lebed))
    assert isinstance(lebed, SpeakerRecord)
    assert "Лебедь" in [alias.text for alias in lebed.aliases]
    assert Speaker.objects.get(slug=world.press_office).part_of == Speaker.objects.get(slug=world.palace)
    assert Source.objects.get(key=world.undated_source).published_undated


@pytest.mark.postgresql
def test_the_world_holds_nothing_that_could_not_be_committed(world: World) -> None:
    connection.check_constraints()
