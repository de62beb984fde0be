"""Undoing an import: the record is as it was before, and what has changed since stays."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from claims.actions.drafts.recording import change_draft, propose_change
from claims.actions.importing.undoing import UndoneBatch, undo_import
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import submit
from claims.domain.errors import Refused
from claims.domain.history.permissions import IMPORTER
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.codec import from_document
from claims.models import AuditEvent, Batch, Claim, LedgerRow, Revision, Speaker, Tombstone
from claims.models.record_mapping import ROWS, claim_record
from claims.queries.history.verification import verify_database
from tests.actions.importing.import_lines import ANN, BOB, CLAIM, KEY, SHARED, SPEAKER, lines
from tests.actions.publishing.test_counts import assert_kept_as_counted
from tests.records_in_and_out import AT, exported, import_text
from tests.recounted import assert_kept_as_recounted

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.postgresql]
BOARD = {"type": "speaker", "slug": "ferry-board", "name": "Ferry Board", "kind": "body"}
CREW = {"type": "speaker", "slug": "a-crew", "name": "A Crew", "kind": "body", "part_of": "ferry-board"}


def undone(batch: str) -> UndoneBatch:
    found = undo_import(batch=batch, by=IMPORTER, at=AT)
    verify_database()
    if LedgerRow.objects.exists():
        assert_kept_as_counted()
        assert_kept_as_recounted()
    return found


def rows() -> dict[str, list[str]]:
    """The documents of every record, public or not."""
    return {
        name: sorted(map(str, model._base_manager.values_list("document", "sealed__content__text")))
        for name, model in ROWS.items()
    }


def words_with(**changed: Any) -> dict[str, Any]:
    return {**CLAIM, **changed}


def test_drafts_that_an_import_made_are_gone_and_it_imports_them_anew() -> None:
    import_text(lines(*SHARED), batch="one")
    before = rows()
    import_text(lines(CLAIM, {**SPEAKER, "slug": "ben-roe", "name": "Ben Roe"}), batch="two")
    assert undone("two") == UndoneBatch({"discarded": 2}, {})
    assert rows() == before
    assert AuditEvent.objects.filter(action="undo_import").count() == 1
    assert Batch.objects.get(name="two").undone_at == AT
    assert import_text(lines(CLAIM)).counts()["new"] == 1


def test_records_of_one_batch_that_point_to_one_another_all_go() -> None:
    import_text(lines(*SHARED, CLAIM), batch="one")
    assert undone("one") == UndoneBatch({"discarded": 4}, {})
    assert not any(model._base_manager.exists() for model in ROWS.values())


def test_claims_that_an_import_published_are_withdrawn_and_the_same_file_publishes_them_again() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True, batch="one")
    found = undone("one")
    assert found.counts == {"withdrawn": 1}
    assert set(found.kept) == {("outlet", "gazette"), ("source", "s-1"), ("speaker", "anna-roe")}
    assert Tombstone.objects.get(key=KEY).reason_class == "batch_undone"
    assert import_text(lines(*SHARED, CLAIM), publish=True, batch="two").counts()["revived"] == 1
    assert undone("two").counts == {"withdrawn": 1}


@pytest.mark.parametrize("is_public", [True, False])
def test_what_an_import_changed_is_as_it_was_before(is_public: bool) -> None:
    import_text(lines(*SHARED, CLAIM), publish=is_public, batch="one")
    before = claim_record(Claim.objects.get(key=KEY)), exported()
    changed = lines({**SPEAKER, "name": "Anna R. Roe"}, words_with(role="mayor"))
    import_text(changed, publish=is_public, batch="two")
    assert undone("two") == UndoneBatch({"restored": 2}, {})
    assert (claim_record(Claim.objects.get(key=KEY)), exported()) == before
    assert Revision.objects.filter(record_key=KEY).count() == (3 if is_public else 0)
    assert import_text(changed, publish=is_public).counts()["changed"] == 2


def test_undoing_the_later_of_two_imports_lets_the_earlier_be_undone() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True, batch="one")
    import_text(lines(words_with(role="mayor")), publish=True, batch="two")
    assert ("claim", KEY) in undone("one").kept
    assert undone("two").counts == {"restored": 1}
    assert undone("one").counts == {"withdrawn": 1}


def test_what_an_import_proposed_for_a_public_claim_goes_from_its_working_copy() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True)
    import_text(lines(words_with(role="mayor")), batch="two")
    import_text(lines(words_with(role="minister")), batch="three")
    assert undone("three").counts == {"restored": 1}
    assert claim_record(Claim.objects.get(amends__key=KEY)).role == "mayor"
    assert undone("two").counts == {"restored": 1}
    assert not Claim.objects.filter(amends__key=KEY).exists()
    assert Claim.objects.get(key=KEY).version == 1


def test_what_was_edited_since_stays_and_is_named() -> None:
    import_text(lines(*SHARED, CLAIM), batch="one")
    change_draft(record=from_document(words_with(key=KEY, role="mayor")), by=ANN, at=AT)
    found = undone("one")
    assert found.counts == {}
    assert set(found.kept) == {("claim", KEY), *((one["type"], one.get("slug", "s-1")) for one in SHARED)}
    assert claim_record(Claim.objects.get(key=KEY)).role == "mayor"


def test_what_an_editor_published_or_amended_since_stays() -> None:
    import_text(lines(*SHARED, CLAIM), batch="one")
    submit(record_type="claim", key=KEY, by=ANN, at=AT)
    publish(places=[("claim", KEY)], by=BOB, at=AT)
    assert undone("one").counts == {}
    import_text(lines(words_with(role="mayor")), publish=True, batch="two")
    record = from_document(words_with(key=KEY, role="minister"))
    amend(
        amendments=[Amendment(record, ChangeClass.CORRECTION, "He was minister.")],
        by=ANN,
        approver=BOB,
        at=AT,
    )
    assert undone("two").counts == {}
    assert Claim.objects.get(key=KEY).version == 3


def test_a_claim_whose_change_waits_is_not_withdrawn() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True, batch="one")
    record = replace(claim_record(Claim.objects.get(key=KEY)), role="mayor")
    propose_change(record=record, by=ANN, at=AT)
    assert ("claim", KEY) in undone("one").kept
    assert Claim.objects.filter(amends__key=KEY).exists()


def test_an_import_is_undone_once_and_an_unknown_batch_is_refused() -> None:
    import_text(lines(*SHARED, CLAIM), batch="one")
    undone("one")
    assert undone("one") == UndoneBatch({}, {})
    with pytest.raises(Refused):
        undo_import(batch="two", by=IMPORTER, at=AT)


@pytest.mark.parametrize("slug", ["a-board", "z-board"])
def test_speakers_that_point_to_speakers_of_their_batch_go_too(slug: str) -> None:
    import_text(lines({**BOARD, "slug": slug}, {**CREW, "part_of": slug}), batch="one")
    assert undone("one").counts == {"discarded": 2}
    assert not Speaker.objects.exists()


def test_a_draft_that_a_record_of_another_batch_points_to_stays() -> None:
    import_text(lines(BOARD), batch="one")
    import_text(lines(CREW), batch="two")
    assert set(undone("one").kept) == {("speaker", "ferry-board")}
    assert undone("two").counts == undone("one").counts == {"discarded": 1}
