"""Publishing a withdrawn claim again: as its next version, by two people, and never after law or erasure."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from msgspec.structs import replace

from claims.actions.merging.merging import merge, rename
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.reviving import earlier_content
from claims.domain.errors import Refused
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text
from claims.domain.record.shared import SpeakerRecord
from claims.models import AuditEvent, Claim, Correction, Revision, Tombstone
from claims.models.record_mapping import as_record
from claims.queries.history.export import history_texts, public_texts
from claims.queries.history.verification import verify_database, verify_export
from claims.queries.lists.page_of_claims import list_claims
from claims.queries.lists.selected_claims import SelectedClaims
from claims.queries.lists.selection import read_selection
from claims.search.index import rebuild as rebuild_index
from tests.actions.drafts.small_records import later, published, state_of
from tests.actions.publishing.withdrawn import again, gone
from tests.looking_back import claim_of
from tests.projected import facet_counts
from tests.recounted import assert_kept_as_recounted
from tests.sealed import all_sealed
from tests.world import ANN, BOB, World

pytestmark = pytest.mark.slow
CLAIMS = (
    "first_support",
    "no_change",
    "not_a_cent",
    "summary",
    "unidentified",
    "rated",
    "amended",
    "bounded",
)


def test_all_is_as_it_was_after_a_claim_went_and_came_back(world: World) -> None:
    for number, name in enumerate(CLAIMS):
        key, returned_at = getattr(world, name), later(2 * number + 1)
        texts, numbers = list(public_texts()), facet_counts()
        version = Claim.objects.get(key=key).version
        gone(key, at=later(2 * number))
        assert Tombstone.objects.filter(key=key).exists(), name
        claim = again(earlier_content("claim", key), at=returned_at)
        assert (claim.state, claim.version, claim.revised_at) == ("published", version + 2, returned_at), name
        assert list(public_texts()) == texts, name
        assert facet_counts() == numbers, name
        assert not Tombstone.objects.filter(key=key).exists(), name
    assert_kept_as_recounted()
    connection.check_constraints()
    assert all_sealed()
    verify_database()


def test_the_revision_says_who_when_and_why(world: World) -> None:
    gone(world.turn)
    again(earlier_content("claim", world.turn), note="The recording was found.")
    revision = Revision.objects.get(record_type="claim", record_key=world.turn, version=3)
    assert (revision.change_class, revision.note) == ("correction", "The recording was found.")
    assert (revision.author, revision.approver) == ("ann", "bob")
    assert (revision.ledger_row.kind, revision.ledger_row.actor) == ("revival", "bob")
    assert Correction.objects.filter(revision=revision).exists()
    assert AuditEvent.objects.filter(record_key=world.turn, action="revive", version=3).exists()
    buried = Revision.objects.get(record_type="claim", record_key=world.turn, version=2)
    assert '"type":"tombstone"' in buried.content.text
    assert buried.note == "Not said."


def test_an_export_with_history_of_what_went_and_came_back_holds(world: World) -> None:
    for number, key in enumerate((world.turn, world.rated, world.amended)):
        gone(key, at=later(number))
        again(earlier_content("claim", key), at=later(number + 1))
    gone(world.no_change, at=later(5), reason_class="duplicate", survivor=world.turn)
    text = "".join(f"{line}\n" for lines in (public_texts(), history_texts()) for line in lines)
    verified = verify_export(BytesIO(text.encode()), "e.jsonl")
    assert (verified.tombstones, verified.claims) == (2, None)


def test_any_version_that_was_public_can_come_back(world: World) -> None:
    gone(world.amended)
    first = earlier_content("claim", world.amended, 1)
    again(first)
    assert Claim.objects.get(key=world.amended).version == 5
    assert canonical_text(as_record(Claim.objects.get(key=world.amended))) == canonical_text(first)
    with pytest.raises(Refused, match="Version 4 is the withdrawal"):
        earlier_content("claim", world.amended, 4)
    with pytest.raises(Refused, match="has no version 9"):
        earlier_content("claim", world.amended, 9)
    with pytest.raises(Refused, match="has no public version"):
        earlier_content("claim", world.draft)


def test_a_claim_comes_back_with_other_content_too(world: World) -> None:
    gone(world.timed)
    record = earlier_content("claim", world.timed)
    assert isinstance(record, ClaimRecord)
    again(replace(record, role="as mayor"))
    assert claim_of(world.timed).role == "as mayor"
    verify_database()


def test_it_goes_and_comes_as_often_as_need_be(world: World) -> None:
    found = published(world)
    for number in range(3):
        gone(found.key, at=later(2 * number + 1))
        again(earlier_content("claim", found.key), at=later(2 * number + 2))
        assert state_of(found) == ("published", 2 * number + 3)
    verify_database()


def in_list(text: str, *, as_of: str = "") -> list[str]:
    asked = {"q": [text], **({"as_of": [as_of]} if as_of else {})}
    return list(list_claims(SelectedClaims(read_selection(asked))).keys)


def test_a_past_day_has_the_claim_when_it_was_public(world: World) -> None:
    found = published(world, "A heron nests under the bridge")
    gone(found.key, at=later(2))
    again(earlier_content("claim", found.key), at=later(4))
    days = {"2022-03-07": False, "2022-03-08": True, "2022-03-10": False, "2022-03-12": True, "": True}
    expected = {day: [found.key] if is_there else [] for day, is_there in days.items()}
    assert {day: in_list("heron", as_of=day) for day in days} == expected
    rebuild_index()
    assert {day: in_list("heron", as_of=day) for day in days} == expected


def test_a_change_after_it_came_back_keeps_the_time_since_then_alone(world: World) -> None:
    found = published(world, "A heron nests under the bridge")
    gone(found.key, at=later(2))
    again(earlier_content("claim", found.key), at=later(4))
    changed = replace(found, role="as a guest")
    amend(amendments=[Amendment(changed, ChangeClass.UPDATE, "More is known.")], by=ANN, approver=BOB,
          at=later(6))  # fmt: skip
    assert [bool(in_list("heron", as_of=f"2022-03-{day:02}")) for day in (8, 10, 12, 14)] == [
        True,
        False,
        True,
        True,
    ]
    verify_database()


def moved(world: World, how: str) -> str:
    """The slug under which the speaker of what was withdrawn is now."""
    told: dict[str, Any] = {
        "record_type": "speaker",
        "key": world.roe,
        "note": "Why.",
        "by": ANN,
        "approver": BOB,
    }
    if how == "merged":
        merge(into=world.solano, at=later(1), **told)
        return world.solano
    rename(now_key="anna-stone", at=later(1), **told)
    if how == "renamed twice":
        rename(now_key="anna-rock", at=later(2), **{**told, "key": "anna-stone"})
        return "anna-rock"
    return "anna-stone"


@pytest.mark.parametrize("how", ["merged", "renamed", "renamed twice"])
def test_what_moved_since_is_named_as_it_is_now(world: World, how: str) -> None:
    found = published(world)
    gone(found.key)
    slug = moved(world, how)
    record = earlier_content("claim", found.key)
    assert isinstance(record, ClaimRecord)
    assert record.speaker == slug
    again(record, at=later(3))
    assert Claim.objects.get(key=found.key).speaker.slug == slug
    verify_database()


def test_a_restored_version_of_another_record_names_what_moved_since(world: World) -> None:
    moved(world, "renamed")
    office = earlier_content("speaker", world.press_office, 1)
    assert isinstance(office, SpeakerRecord)
    assert office.part_of == world.palace


def test_a_claim_that_points_to_one_withdrawn_since_comes_back(world: World) -> None:
    gone(world.turn)
    gone(world.first_support, at=later(1))
    again(earlier_content("claim", world.turn), at=later(2))
    relations = claim_of(world.turn).relations
    assert world.first_support in {relation.to for relation in relations}
    verify_database()
