"""Undoing an import: the record is as it was before, and what has changed since stays."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from claims.actions.drafts.recording import change_draft, propose_change
from claims.actions.importing.undoing import UndoneBatch, foresee_undoing, undo_import
from claims.actions.publishing.amending import Amendment
from claims.actions.publishing.reviewing import submit_change
from claims.domain.errors import NotAllowed, Refused
from claims.domain.history.permissions import IMPORTER, Actor
from claims.domain.history.workflow import ChangeClass, Role
from claims.models import AuditEvent, Batch, Claim, LedgerRow, Revision, Speaker, Tombstone
from claims.models.record_mapping import ROWS, claim_in_work, claim_record
from tests.actions.importing.import_lines import ANN, CLAIM, KEY, SHARED, SPEAKER, lines
from tests.actions.importing.undone import BOARD, CREW, claims, rows, undone, words_with
from tests.records_in_and_out import AT, exported, import_text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.postgresql
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


@pytest.mark.postgresql
def test_claims_that_an_import_published_are_withdrawn_and_the_same_file_publishes_them_again() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True, batch="one")
    found = undone("one")
    assert found.counts == {"withdrawn": 1}
    assert set(found.kept) == {("outlet", "gazette"), ("source", "s-1"), ("speaker", "anna-roe")}
    assert Tombstone.objects.get(key=KEY).reason_class == "batch_undone"
    assert import_text(lines(*SHARED, CLAIM), publish=True, batch="two").counts()["revived"] == 1
    assert undone("two").counts == {"withdrawn": 1}


@pytest.mark.postgresql
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
    assert claim_in_work(Claim.objects.get(key=KEY)).role == "mayor"
    assert undone("two").counts == {"restored": 1}
    assert not Claim.objects.get(key=KEY).has_change
    assert Claim.objects.get(key=KEY).version == 1


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


@pytest.mark.postgresql
def test_all_that_is_undone_of_what_is_public_stands_under_one_row_of_the_ledger() -> None:
    import_text(lines(*SHARED, *claims("The bridge stands")), publish=True, batch="one")
    import_text(lines(words_with(role="mayor"), *claims("A toll", "A gate")), publish=True, batch="two")
    rows = LedgerRow.objects.count()
    assert undone("two").counts == {"restored": 1, "withdrawn": 2}
    row = LedgerRow.objects.order_by("-sequence")[0]
    assert (row.sequence, row.kind, row.summary) == (rows + 1, "batch", "Undo import two")
    assert row.revisions.count() == 3
    again = claims("A toll", "A gate")
    assert import_text(lines(*again), publish=True).counts()["revived"] == 2


def test_only_an_admin_undoes_an_import_and_the_ledger_names_who_did(settings: Any) -> None:
    settings.REVIEW_REQUIRED = True
    import_text(lines(*SHARED, CLAIM), publish=True, batch="one")
    with pytest.raises(NotAllowed):
        undo_import(batch="one", by=ANN, at=AT)
    admin = Actor("ada", roles=frozenset({Role.ADMIN}))
    assert undo_import(batch="one", by=admin, at=AT).counts == {"withdrawn": 1}
    latest = Revision.objects.get(record_key=KEY, version=2)
    assert (latest.author, latest.approver, latest.ledger_row.actor) == ("ada", "ada", "ada")
    assert AuditEvent.objects.get(action="undo_import").actor == "ada"


def test_what_undoing_would_do_is_told_before() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True, batch="one")
    import_text(lines(words_with(role="mayor"), *claims("A toll")), batch="two")
    change_draft(record=replace(claim_record(Claim.objects.get(text="A toll")), role="mayor"), by=ANN, at=AT)
    for batch in ("two", "one"):
        foreseen = foresee_undoing(batch=batch)
        assert foreseen.counts
        assert foreseen == undone(batch)
    with pytest.raises(Refused, match="no batch three"):
        foresee_undoing(batch="three")


def test_a_submitted_change_that_an_import_replaced_is_a_draft_without_its_note_and_comes_back() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True)
    record = replace(claim_record(Claim.objects.get(key=KEY)), role="reeve")
    propose_change(record=record, by=ANN, at=AT)
    amendment = Amendment(record, ChangeClass.UPDATE, "She is reeve.")
    submit_change(amendment=amendment, by=ANN, at=AT, note_is_enough=True)
    import_text(lines(words_with(role="mayor")), batch="two", on_conflict="file")
    replaced = Claim.objects.get(key=KEY)
    assert (claim_in_work(replaced).role, replaced.change_state, replaced.change_note) == (
        "mayor",
        "draft",
        {},
    )
    assert undone("two").counts == {"restored": 1}
    assert claim_in_work(Claim.objects.get(key=KEY)).role == "reeve"
