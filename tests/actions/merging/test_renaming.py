"""Renaming and identifying: what points to a record follows it, and the nameless get a name."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from msgspec.structs import replace

from claims.actions.merging.merging import identify, rename
from claims.actions.merging.unmerging import undo_move
from claims.domain.errors import Refused
from claims.domain.record.shared import SpeakerRecord
from claims.models import (
    Claim,
    FormerAddress,
    Speaker,
)
from claims.models.record_mapping import as_record
from tests.actions.drafts.small_records import AFTER, later
from tests.actions.merging.merged import holds, speakers_of_claims
from tests.world import ANN, BOB, World

pytestmark = pytest.mark.slow


def renamed(world: World, now: str, **more: Any) -> FormerAddress:
    return rename(
        **{
            "record_type": "speaker",
            "key": world.roe,
            "now_key": now,
            "note": "She has married.",
            "by": ANN,
            "approver": BOB,
            "at": AFTER,
            **more,
        }
    )


def test_a_record_that_is_renamed_takes_along_all_that_points_to_it(world: World, client: Client) -> None:
    before = as_record(Speaker.objects.get(slug=world.roe))
    assert isinstance(before, SpeakerRecord)
    renamed(world, "anna-stone")
    row = Speaker.objects.get(slug="anna-stone")
    renamed_record = replace(before, slug="anna-stone", former_slugs=(world.roe,))
    assert (as_record(row), row.version) == (renamed_record, 1)
    assert world.roe not in speakers_of_claims().values()
    assert client.get(f"/speakers/{world.roe}/")["Location"] == "/speakers/anna-stone/"
    assert client.get("/speakers/anna-stone/").status_code == 200
    holds()


def test_undoing_a_renaming_gives_the_old_key_again(world: World, client: Client) -> None:
    before = speakers_of_claims()
    move = renamed(world, "anna-stone")
    undo_move(former=move.pk, note="She has not.", by=ANN, approver=BOB, at=later(1))
    assert speakers_of_claims() == before
    assert client.get(f"/speakers/{world.roe}/").status_code == 200
    assert client.get("/speakers/anna-stone/")["Location"] == f"/speakers/{world.roe}/"
    holds()


@pytest.mark.parametrize("now", ["Anna Stone", "", "viktor-lebed", "anna-roe"])
def test_a_key_that_is_no_slug_or_is_taken_is_refused(world: World, now: str) -> None:
    with pytest.raises(Refused):
        renamed(world, now)


def test_an_anonymous_speaker_can_be_renamed_too(world: World) -> None:
    renamed(world, "somebody-at-court", key=world.person_at_court)
    assert Claim.objects.get(key=world.anonymous).speaker.slug == "somebody-at-court"
    holds()


def test_a_speaker_without_a_name_is_identified_and_keeps_its_claims(world: World) -> None:
    identify(
        key=world.senator, identified_as=world.solano, note="She said so.", by=ANN, approver=BOB, at=AFTER
    )
    row = Speaker.objects.get(slug=world.senator)
    assert row.identified_as is not None
    assert row.identified_as.slug == world.solano
    assert Claim.objects.get(key=world.unidentified).speaker.slug == world.senator
    identify(key=world.senator, identified_as="", note="Not she.", by=ANN, approver=BOB, at=later(1))
    assert Speaker.objects.get(slug=world.senator).identified_as is None
    holds()


@pytest.mark.parametrize(
    ("key", "other"),
    [("anna-roe", "maria-solano"), ("a-valdorian-senator", "a-person-at-court")],
)
def test_only_the_nameless_are_identified_and_only_as_somebody(world: World, key: str, other: str) -> None:
    with pytest.raises(Refused):
        identify(key=key, identified_as=other, note="So.", by=ANN, approver=BOB, at=AFTER)
