"""What comes with a former key, from an editor or an old file, gets the key of today."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from claims.actions.merging.unmerging import undo_move
from claims.domain.record.codec import canonical_text
from claims.models import (
    Claim,
    Speaker,
)
from claims.models.record_mapping import as_record
from tests.actions.drafts.small_records import claim_record, drafted, later
from tests.actions.merging.merged import holds, merged, sealed
from tests.records_in_and_out import import_text, told
from tests.world import ANN, BOB, World

pytestmark = pytest.mark.slow


def test_what_is_recorded_with_a_former_key_gets_that_of_today(world: World) -> None:
    merged(world)
    draft = drafted(world, "New words of hers", speaker=world.roe)
    row = Claim.objects.get(key=draft.key)
    assert (row.speaker.slug, as_record(row)) == (world.solano, replace(draft, speaker=world.solano))


def test_what_is_restored_points_to_what_there_is_today(world: World) -> None:
    """The press office goes, then the palace that it was part of; then the press office comes back."""
    first = merged(world, key=world.press_office, into=world.ministry)
    merged(world, key=world.palace, into=world.ministry, at=later(1))
    undo_move(former=first.pk, note="Two offices.", by=ANN, approver=BOB, at=later(2))
    row = Speaker.objects.get(slug=world.press_office)
    assert row.part_of is not None
    assert row.part_of.slug == world.ministry
    holds()


@pytest.mark.parametrize("publish", [False, True])
def test_an_old_file_is_told_that_the_record_it_changes_was_merged(world: World, publish: bool) -> None:
    document = json.loads(canonical_text(as_record(Speaker.objects.get(slug=world.roe))))
    merged(world)
    before = sealed()
    text = json.dumps(document | {"name": "Anna R."})
    assert "merged into another or renamed here" in "".join(told(import_text(text, publish=publish)))
    assert sealed() == before


@pytest.mark.parametrize("publish", [False, True])
def test_a_claim_of_an_old_file_points_to_what_its_speaker_was_merged_into(
    world: World, publish: bool
) -> None:
    old = claim_record("Words in an old file", world, speaker=world.roe)
    merged(world)
    assert told(import_text(canonical_text(old), publish=publish)) == []
    assert Claim.objects.get(key=old.key).speaker.slug == world.solano
    holds()
