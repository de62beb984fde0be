"""Undoing an import: the record is as it was before, and what has changed since stays."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from claims.actions.drafts.recording import change_draft, propose_change
from claims.actions.importing.undoing import UndoneBatch, foresee_undoing, undo_import
from claims.actions.merging.merging import merge
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.erasing import erase
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import submit
from claims.actions.publishing.submitting_changes import submit_change
from claims.domain.errors import NotAllowed, Refused
from claims.domain.history.permissions import IMPORTER, Actor
from claims.domain.history.workflow import ChangeClass, Role
from claims.domain.record.codec import from_document
from claims.models import AuditEvent, Batch, Claim, LedgerRow, Revision, Speaker, Tombstone
from claims.models.record_mapping import ROWS, claim_in_work, claim_record
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
    assert claim_in_work(Claim.objects.get(key=KEY)).role == "mayor"
    assert undone("two").counts == {"restored": 1}
    assert not Claim.objects.get(key=KEY).has_change
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
    assert Claim.objects.get(key=KEY).has_change


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


def claims(*texts: str, **more: Any) -> list[dict[str, Any]]:
    return [{**words_with(**more), "words": {**CLAIM["words"], "text": text}} for text in texts]


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


def test_a_draft_that_was_submitted_since_stays() -> None:
    import_text(lines(*SHARED, CLAIM), batch="one")
    submit(record_type="claim", key=KEY, by=ANN, at=AT)
    assert undone("one").kept["claim", KEY] == "It was submitted since."


def test_a_draft_claim_that_a_claim_of_another_batch_points_to_stays() -> None:
    import_text(lines(*SHARED, CLAIM), batch="one")
    relation = {"kind": "repeats", "to": KEY, "grounds": "the same bridge"}
    import_text(lines(*claims("It stands", said="2019-02-08", relations=[relation])), batch="two")
    assert "It stands" in undone("one").kept["claim", KEY]
    assert undone("two").counts == {"discarded": 1}
    assert undone("one").counts == {"discarded": 4}


def test_a_public_claim_to_which_others_point_is_withdrawn_under_them() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True, batch="one")
    relation = {"kind": "repeats", "to": KEY, "grounds": "the same bridge"}
    import_text(
        lines(*claims("It stands", said="2019-02-08", relations=[relation])), publish=True, batch="two"
    )
    assert undone("one").counts == {"withdrawn": 1}
    assert Claim.objects.get(text="It stands").state == "published"


def test_what_a_speaker_of_the_batch_has_become_since_stays() -> None:
    """A later claim of somebody else names the speaker, and a merge changed the claim of the batch."""
    import_text(lines(*SHARED, CLAIM), publish=True, batch="one")
    import_text(lines({**SPEAKER, "slug": "ann-roe", "name": "Ann Roe"}, *claims("A toll")), publish=True)
    merge(record_type="speaker", key="anna-roe", into="ann-roe", note="One.", by=ANN, approver=BOB, at=AT)
    found = undone("one")
    assert ("speaker", "anna-roe") in found.kept
    assert Claim.objects.get(text="A toll").state == "published"


def test_an_answer_that_a_later_claim_was_coded_with_stays() -> None:
    position = {"type": "position", "slug": "a-toll", "question": "A toll?",
                "answers": [{"slug": "no", "text": "No", "rule": "refuses"}]}  # fmt: skip
    answers = [*position["answers"], {"slug": "yes", "text": "Yes", "rule": "agrees"}]
    import_text(lines(*SHARED, position), publish=True)
    import_text(lines({**position, "answers": answers}), publish=True, batch="two")
    stance = {"position": "a-toll", "answer": "yes", "grounds": "so it says", "basis": "own_words"}
    import_text(lines(words_with(stances=[stance])), publish=True)
    assert "yes: it is taken away" in undone("two").kept["position", "a-toll"]


def test_a_change_whose_version_before_was_erased_stays() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True)
    import_text(lines(words_with(role="mayor")), publish=True, batch="two")
    admin = Actor("ada", roles=frozenset({Role.ADMIN}))
    erase(record_type="claim", key=KEY, contents=[1], reason="Law.", by=admin, at=AT)
    assert undone("two").kept["claim", KEY] == "Its version 1 was erased."


def test_a_change_that_was_submitted_since_stays() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True)
    import_text(lines(words_with(role="mayor")), batch="two")
    changed = claim_in_work(Claim.objects.get(key=KEY))
    amendment = Amendment(changed, ChangeClass.UPDATE, "He is mayor.")
    submit_change(amendment=amendment, by=ANN, at=AT, note_is_enough=True)
    assert undone("two").kept["claim", KEY] == "It was submitted since."
    assert Claim.objects.get(key=KEY).has_change


def test_a_change_that_an_editor_made_public_since_stays() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True)
    import_text(lines(words_with(role="builder")), publish=True)
    import_text(lines(words_with(role="mayor")), batch="three")
    changed = claim_in_work(Claim.objects.get(key=KEY))
    amendment = Amendment(changed, ChangeClass.UPDATE, "She is mayor.", "Role.", "Mayor.", "Her office.")
    submit_change(amendment=amendment, by=ANN, at=AT)
    amend(amendments=[amendment], by=BOB, at=AT)
    assert foresee_undoing(batch="three").kept == {("claim", KEY): "It has changed since."}
    assert undone("three").kept["claim", KEY] == "It has changed since."
    assert claim_record(Claim.objects.get(key=KEY)).role == "mayor"


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
