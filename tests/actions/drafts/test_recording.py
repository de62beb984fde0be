"""Recording drafts: new ones, changed ones, and the working copies of public claims."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from claims.actions.drafts.identities import new_key
from claims.actions.drafts.recording import change_draft, propose_change, record_draft
from claims.actions.publishing.amending import Amendment, amend
from claims.domain.errors import Conflict, Refused
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import Occasion, Relation, Stance, Verdict
from claims.domain.record.shared import SourceRecord
from claims.models import AuditEvent, Claim, ClaimIdentity, Source
from claims.models.record_mapping import as_record
from tests.actions.drafts.small_records import (
    AFTER,
    claim_record,
    copy_of,
    counted,
    drafted,
    later,
    on_record,
    published,
    record,
    row,
    submitted,
)
from tests.sealed import all_sealed
from tests.world import ANN, BOB, World

QUARRY = Occasion(slug="quarry", place="Zenda")


@pytest.mark.postgresql
def test_a_draft_is_recorded_whole_with_what_follows_from_it(world: World) -> None:
    before = counted()
    found = drafted(world, said="2020-05")
    draft = row(found)
    assert as_record(draft) == found
    assert (draft.state, draft.version, draft.author, draft.created_at) == ("draft", 0, "ann", AFTER)
    assert (draft.said_earliest, draft.said_latest, draft.said_year) == (
        date(2020, 5, 1),
        date(2020, 5, 31),
        2020,
    )
    assert draft.search_text == "the bridge needs a toll"
    assert counted() == before
    event = AuditEvent.objects.get(record_key=found.key)
    assert (event.action, event.actor, event.at) == ("record", "ann", AFTER)


@pytest.mark.postgresql
def test_a_key_is_used_once(world: World) -> None:
    found = drafted(world)
    for taken in (found.key, world.turn, world.withdrawn):
        with pytest.raises(Refused, match=f"{taken} is on record already"):
            record_draft(record=replace(found, key=taken), by=ANN, at=AFTER)


def test_a_draft_that_lacks_its_source_is_refused(world: World) -> None:
    found = claim_record("Words from nowhere", world)
    hop = replace(found.chain[0], source="", outlet=world.gazette)
    with pytest.raises(Refused, match="one source"):
        record_draft(record=replace(found, chain=(hop,)), by=ANN, at=AFTER)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"speaker": "nobody"}, "speaker nobody"),
        ({"topics": ("nothing",)}, "topic nothing"),
        ({"relations": (Relation(kind="repeats", to="zzzzzzzzzz"),)}, "claim zzzzzzzzzz"),
        ({"stances": (Stance(position="build-the-bridge", answer="perhaps"),)}, "no answer perhaps"),
        ({"verdicts": (Verdict(scale="gazette-2020", rating="great"),)}, "no rating great"),
    ],
)
def test_what_leads_nowhere_is_named(world: World, changes: dict[str, object], named: str) -> None:
    found = replace(claim_record("Words", world), **changes)
    with pytest.raises(Refused, match=named):
        record_draft(record=found, by=ANN, at=AFTER)
    assert not Claim.objects.filter(key=found.key).exists()


def test_one_occasion_has_one_label(world: World) -> None:
    elsewhere = Occasion(slug=world.occasion, label="at dinner", place="Strelsau")
    with pytest.raises(Refused, match="on record as “to reporters”"):
        drafted(world, occasion={"slug": elsewhere.slug, "label": elsewhere.label})


def test_a_change_that_waits_gives_its_occasion_one_label_too(world: World) -> None:
    found = published(world)
    propose_change(record=replace(found, occasion=QUARRY), by=ANN, at=AFTER)
    with pytest.raises(Refused, match=r"on record as “” \(Zenda\)"):
        drafted(world, "The stones are not sold", occasion={"slug": "quarry", "place": "Hof"})
    drafted(world, "The stones are sold", occasion={"slug": "quarry", "place": "Zenda"})


@pytest.mark.postgresql
def test_what_one_claim_alone_has_as_its_occasion_is_mended(world: World) -> None:
    draft, found = drafted(world, occasion={"slug": "fair"}), published(world, "The toll is high")
    change_draft(record=replace(draft, occasion=Occasion(slug="fair", label="at the fair")), by=ANN, at=AFTER)
    propose_change(record=replace(found, occasion=QUARRY), by=ANN, at=AFTER)
    propose_change(record=replace(found, occasion=replace(QUARRY, place="Hof")), by=ANN, at=AFTER)
    assert copy_of(found).occasion == Occasion(slug="quarry", place="Hof")
    with pytest.raises(Refused, match="on record as “at the fair”"):
        propose_change(record=replace(found, occasion=Occasion(slug="fair")), by=ANN, at=AFTER)


def test_a_tombstone_is_not_recorded_as_a_draft(world: World) -> None:
    tombstone = record(
        {"type": "tombstone", "key": "0000000000", "withdrawn_on": "2020-01-01", "reason_class": "law"}
    )
    with pytest.raises(Refused, match="withdrawal"):
        record_draft(record=tombstone, by=ANN, at=AFTER)


def test_a_changed_draft_holds_what_it_was_given_and_no_more(world: World) -> None:
    found = drafted(world, figures=[{"text": "two"}, {"text": "one"}])
    changed = replace(found, figures=(found.figures[1],), role="leader", topics=())
    change_draft(record=changed, by=BOB, at=later(1), edition=1)
    draft = row(found)
    assert as_record(draft) == changed
    assert (draft.edition, draft.author, draft.changed_at) == (2, "ann", later(1))


@pytest.mark.postgresql
def test_a_change_to_what_has_changed_since_is_a_conflict(world: World) -> None:
    found = drafted(world)
    change_draft(record=replace(found, role="leader"), by=ANN, at=AFTER, edition=1)
    with pytest.raises(Conflict, match="has changed since you opened it"):
        change_draft(record=replace(found, role="speaker"), by=BOB, at=AFTER, edition=1)
    assert on_record(found).role == "leader"


def test_what_is_public_is_no_draft_to_change(world: World) -> None:
    found = published(world)
    with pytest.raises(Refused, match="amend it"):
        change_draft(record=replace(found, role="leader"), by=ANN, at=AFTER)


def test_a_submitted_draft_can_still_be_mended(world: World) -> None:
    found = submitted(world)
    change_draft(record=replace(found, role="leader"), by=BOB, at=AFTER)
    assert (row(found).state, on_record(found).role) == ("submitted", "leader")


@pytest.mark.postgresql
def test_a_change_to_a_public_claim_waits_in_its_working_copy(world: World) -> None:
    found = published(world)
    before = counted()
    now = propose_change(record=replace(found, role="leader"), by=ANN, at=later(1))
    assert (now.pk, now.state, now.version, now.change_state) == (row(found).pk, "published", 1, "draft")
    assert (on_record(found), counted()) == (found, before)
    read = now.edition
    propose_change(record=replace(found, role="speaker"), by=ANN, at=later(2), edition=read)
    assert (copy_of(found).role, on_record(found)) == ("speaker", found)
    with pytest.raises(Conflict):
        propose_change(record=found, by=BOB, at=later(2), edition=read)
    assert all_sealed()


def test_who_saves_what_is_there_already_writes_nothing_and_is_no_author(world: World) -> None:
    draft, public = drafted(world), published(world, "The bridge needs a gate")
    events = AuditEvent.objects.count()
    change_draft(record=draft, by=BOB, at=later(1), edition=1)
    assert (row(draft).edition, row(draft).every_hand) == (1, ("ann",))
    read = row(public).edition
    assert not propose_change(record=public, by=BOB, at=later(1), edition=read).has_change
    assert (row(public).edition, AuditEvent.objects.count()) == (read, events)
    changed = replace(public, role="leader")
    propose_change(record=changed, by=ANN, at=later(1))
    again = propose_change(record=changed, by=BOB, at=later(2))
    assert (again.every_hand, again.changed_at) == (("ann",), later(1))


def test_only_a_public_claim_has_a_working_copy(world: World) -> None:
    found = drafted(world)
    with pytest.raises(Refused, match="change its draft"):
        propose_change(record=found, by=ANN, at=AFTER)


def test_a_new_claim_of_the_same_words_gets_a_key_of_its_own(world: World) -> None:
    found = drafted(world)
    words = {"words": found.words.text, "speaker": found.speaker, "said": found.said}
    second = new_key(**words)
    assert second != found.key
    record_draft(record=replace(found, key=second), by=ANN, at=AFTER)
    assert len({new_key(**words), second, found.key}) == 3


@pytest.mark.postgresql
def test_the_old_identity_still_finds_the_corrected_claim(world: World) -> None:
    found = drafted(world)
    old = ClaimIdentity.objects.get(claim__key=found.key).identity
    words = replace(found.words, text="The bridge needs two tolls")
    change_draft(record=replace(found, words=words, said="2020-05-06"), by=ANN, at=AFTER)
    assert ClaimIdentity.objects.filter(claim__key=found.key).count() == 2
    assert ClaimIdentity.objects.get(identity=old).claim == row(found)
    change_draft(record=found, by=ANN, at=AFTER)
    assert ClaimIdentity.objects.filter(claim__key=found.key).count() == 2


def test_nobody_said_it_after_its_source_was_published(world: World) -> None:
    """The source is of May 2020."""
    assert row(drafted(world, "Words of a year", said="2020")).said_latest == date(2020, 5, 31)
    undated = row(drafted(world, "Words of no day", said="", said_note="?"))
    assert (undated.said_latest, undated.said_undated) == (date(2020, 5, 31), True)
    assert row(drafted(world, "Words of a day")).said_latest == date(2020, 5, 5)


@pytest.mark.postgresql
def test_when_the_day_of_a_source_is_mended_the_cap_moves_with_it(world: World) -> None:
    found = published(world, "Words of a year", said="2020")
    source = as_record(Source.objects.get(key=world.month_source))
    assert isinstance(source, SourceRecord)
    mended = replace(source, published="2020-03-04")
    amend(
        amendments=[Amendment(mended, ChangeClass.CORRECTION, "The archive dates it.")],
        by=ANN,
        approver=BOB,
        at=later(1),
    )
    claim = row(found)
    assert (claim.said, claim.said_latest, claim.version) == ("2020", date(2020, 3, 4), 1)
    assert all_sealed()
