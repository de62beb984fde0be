"""Amending: the one way in which a public record changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from msgspec.structs import replace

from claims.actions.drafts.recording import propose_change, record_draft
from claims.actions.publishing.amending import Amendment, amend
from claims.domain.errors import Conflict, Refused
from claims.domain.history.ledger import revision_digest
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord, Occasion, Relation
from claims.domain.record.codec import canonical_text
from claims.domain.record.shared import SpeakerRecord
from claims.models import (
    AuditEvent,
    Claim,
    ClaimIdentity,
    Correction,
    Revision,
    RevisionContent,
    Speaker,
    Topic,
)
from claims.models.record_mapping import as_record
from tests.actions.drafts.small_records import (
    AFTER,
    counted,
    drafted,
    on_record,
    published,
    record,
    row,
    state_of,
)
from tests.sealed import all_sealed
from tests.world import ANN, BOB, World

NOTE = "The source says so."


def change(record: Any, change_class: ChangeClass = ChangeClass.CORRECTION, **more: Any) -> None:
    amend(
        amendments=[Amendment(record, change_class, more.pop("note", NOTE))],
        by=ANN,
        approver=BOB,
        at=AFTER,
        **more,
    )


def test_the_place_of_an_occasion_is_amended_while_no_other_claim_has_it(world: World) -> None:
    fair = Occasion(slug="fair", label="at the fair", place="Hof")
    found = published(world, occasion={"slug": "fair", "label": "at the fair", "place": "Zenda"})
    change(replace(found, occasion=fair))
    assert on_record(found).occasion == fair
    drafted(world, "The stones are sold", occasion={"slug": "fair", "label": "at the fair", "place": "Hof"})
    with pytest.raises(Refused, match=r"“at the fair” \(Hof\)"):
        change(replace(found, occasion=replace(fair, place="Zenda")))


def test_an_amendment_makes_the_next_revision_and_keeps_the_old(world: World) -> None:
    found = published(world)
    ledger, revisions = counted()
    changed = replace(found, role="leader")
    change(changed)
    assert (state_of(found), on_record(found), row(found).edition) == (("published", 2), changed, 4)
    assert counted() == (ledger + 1, revisions + 1)
    texts = RevisionContent.objects.filter(revision__record_key=found.key).order_by("revision__version")
    assert [content.text for content in texts] == [canonical_text(found), canonical_text(changed)]
    second = Revision.objects.get(record_key=found.key, version=2)
    assert (second.change_class, second.note, second.author, second.approver) == (
        "correction",
        NOTE,
        "ann",
        "bob",
    )
    assert AuditEvent.objects.get(record_key=found.key, action="amend").version == 2
    connection.check_constraints()
    assert all_sealed()


@pytest.mark.parametrize("change_class", [c for c in ChangeClass if c is not ChangeClass.WITHDRAWAL])
def test_every_class_is_sealed_with_its_public_note(world: World, change_class: ChangeClass) -> None:
    found = published(world)
    change(replace(found, words=replace(found.words, text=f"{found.words.text}.")), change_class)
    note = Correction.objects.get(revision__record_key=found.key)
    assert note.note
    assert revision_digest(note.salt, note.public_note.text) == note.revision.note_digest


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The strike is legal today", "The strike is illegal today"),
        ("Это законно", "Это незаконно"),
        ("El crecimiento es 5 %", "El crecimiento es −5 %"),
        ("هل يذهب؟", "هل يذهب."),
        ("זה עולה $5", "זה עולה €5"),
    ],
)
def test_a_typographic_change_of_words_is_refused_whoever_asks(world: World, before: str, after: str) -> None:
    found = published(world, before)
    ledger = counted()
    with pytest.raises(Refused, match="alters no letter, digit or sign"):
        change(replace(found, words=replace(found.words, text=after)), ChangeClass.TYPOGRAPHIC)
    assert (counted(), row(found).text) == (ledger, before)


def test_what_was_wrong_and_who_helped_is_kept(world: World) -> None:
    correction = Correction.objects.get(revision__record_key=world.amended, revision__version=3)
    assert (correction.wrong, correction.right, correction.thanks) == ("was not", "was", "A reader in Zenda")


def test_a_withdrawal_is_no_amendment(world: World) -> None:
    with pytest.raises(Refused, match="action of its own"):
        change(replace(published(world), role="leader"), ChangeClass.WITHDRAWAL)


def test_an_amendment_without_a_note_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="note"):
        change(replace(published(world), role="leader"), note="  ")


def test_an_amendment_that_changes_nothing_is_refused(world: World) -> None:
    found = published(world)
    before = counted()
    with pytest.raises(Refused, match="Nothing changes"):
        change(found)
    assert (counted(), state_of(found)) == (before, ("published", 1))


def test_one_bad_amendment_keeps_all_from_being_made(world: World) -> None:
    first, second = published(world), published(world, "The bridge needs a gate")
    with pytest.raises(Refused, match=r"words\.form"):
        amend(
            amendments=[
                Amendment(replace(first, role="leader"), ChangeClass.UPDATE, NOTE),
                Amendment(replace(second, words=replace(second.words, form="")), ChangeClass.UPDATE, NOTE),
            ],
            by=ANN,
            approver=BOB,
            at=AFTER,
        )
    assert (on_record(first), state_of(first)) == (first, ("published", 1))


def test_two_records_are_amended_under_one_ledger_row(world: World) -> None:
    first, second = published(world), published(world, "The bridge needs a gate")
    ledger, revisions = counted()
    amend(
        amendments=[
            Amendment(replace(found, role="leader"), ChangeClass.UPDATE, NOTE) for found in (second, first)
        ],
        by=ANN,
        approver=BOB,
        at=AFTER,
    )
    assert counted() == (ledger + 1, revisions + 2)


@pytest.mark.parametrize("name", ["draft", "submitted", "returned", "withdrawn"])
def test_only_what_is_public_is_amended(world: World, name: str) -> None:
    found = as_record(Claim.objects.get(key=getattr(world, name)))
    assert isinstance(found, ClaimRecord)
    with pytest.raises(Refused):
        change(replace(found, role="leader"))


def test_an_amendment_of_what_has_changed_since_is_a_conflict(world: World) -> None:
    found = published(world)
    opened = row(found).edition
    change(replace(found, role="leader"), edition=opened)
    with pytest.raises(Conflict):
        change(replace(found, role="speaker"), edition=opened)


def test_a_working_copy_is_done_with_when_its_claim_is_amended(world: World) -> None:
    found = published(world)
    propose_change(record=replace(found, role="leader"), by=ANN, at=AFTER)
    change(replace(found, role="leader"))
    assert not row(found).has_change


def test_drafts_that_the_new_content_points_to_go_out_with_it(world: World) -> None:
    record_draft(record=record({"type": "topic", "slug": "tolls", "name": "Tolls"}), by=ANN, at=AFTER)
    change(replace(published(world), topics=("tolls",)))
    assert Topic.objects.published().filter(slug="tolls").exists()


def test_a_relation_to_a_draft_does_not_enter_by_an_amendment(world: World) -> None:
    found, draft = published(world), drafted(world, "Not yet public")
    with pytest.raises(Refused, match="not public"):
        change(replace(found, relations=(Relation(kind="repeats", to=draft.key),)))
    change(replace(found, relations=(Relation(kind="repeats", to=world.rated),)))


def test_the_identities_before_and_after_a_correction_find_the_claim(world: World) -> None:
    found = published(world)
    change(replace(found, words=replace(found.words, text="The bridge needs two tolls")))
    assert set(ClaimIdentity.objects.filter(claim__key=found.key).values_list("claim__key", flat=True)) == {
        found.key
    }
    assert ClaimIdentity.objects.filter(claim__key=found.key).count() == 2


def test_a_speaker_is_amended_like_a_claim_and_stays_one_row(world: World) -> None:
    speaker = as_record(Speaker.objects.get(slug=world.lebed))
    assert isinstance(speaker, SpeakerRecord)
    change(replace(speaker, aliases=speaker.aliases[:1]), ChangeClass.UPDATE)
    lebed = Speaker.objects.get(slug=world.lebed)
    now = as_record(lebed)
    assert isinstance(now, SpeakerRecord)
    assert (lebed.version, len(now.aliases), lebed.claims.exists()) == (2, 1, True)
