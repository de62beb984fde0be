"""Importing: what meets what, what is refused, and that a refusal leaves everything as it was."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from django.db import connection

from claims.actions.drafts.recording import change_draft, propose_change, record_draft
from claims.actions.importing import run
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import submit
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.errors import Conflict, Refused
from claims.domain.history.permissions import IMPORTER
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_document
from claims.models import (
    AuditEvent,
    Batch,
    BatchEntry,
    Claim,
    ClaimIdentity,
    Correction,
    LedgerRow,
    Revision,
    Speaker,
    Tombstone,
)
from claims.models.record_mapping import claim_in_work, claim_record
from claims.queries.history.verification import verify_database
from tests.actions.importing.import_lines import ANN, BOB, CLAIM, KEY, OUTLET, SHARED, SPEAKER, lines, refused
from tests.generated_records import complete_records, first_key, lines_of
from tests.projected import facet_counts
from tests.records_in_and_out import AT, everything, exported, import_text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.postgresql
def test_new_records_become_drafts_in_any_order() -> None:
    plan = import_text(lines(CLAIM, *reversed(SHARED)))
    assert plan.counts() == {"new": 4, "changed": 0, "revived": 0, "same": 0, "skipped": 0, "refused": 0}
    claim = Claim.objects.get()
    assert (claim.key, claim.state, claim.author, claim.said_latest.isoformat()) == (
        KEY,
        "draft",
        "import",
        "2019-02-07",
    )
    assert ClaimIdentity.objects.get().claim == claim
    assert exported() == ""
    assert not LedgerRow.objects.exists()


@pytest.mark.sqlite_only
def test_an_import_of_many_records_leaves_every_trigger_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def triggers() -> list[tuple[str, str]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
            found: list[tuple[str, str]] = cursor.fetchall()
        return found

    before = triggers()
    monkeypatch.setattr(run, "MANY", 0)
    import_text(lines(*SHARED), publish=True, dry_run=True)
    assert triggers() == before
    import_text(lines(*SHARED, CLAIM), publish=True)
    assert triggers() == before
    monkeypatch.setattr(run, "apply_plan", Mock(side_effect=Conflict("Too late.")))
    with pytest.raises(Conflict):
        import_text(lines({**CLAIM, "context": "Other."}), publish=True)
    assert triggers() == before


@pytest.mark.postgresql
def test_publishing_seals_everything_under_one_ledger_row() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True, batch="spring")
    row = LedgerRow.objects.get()
    assert (row.kind, row.actor, row.summary) == ("batch", "import", "Import spring")
    assert Revision.objects.filter(ledger_row=row, change_class="publication").count() == 4
    assert facet_counts()["all", ""] == 1
    assert verify_database().records == 4
    connection.check_constraints()


@pytest.mark.postgresql
def test_what_the_rows_derive_is_what_recording_one_by_one_derives() -> None:
    claim = {**CLAIM, "said": "2019/..", "key": "1111111111"}
    import_text(lines(*SHARED, claim))
    imported = Claim.objects.values(
        "said_earliest", "said_latest", "said_undated", "said_year", "search_text"
    )
    first = imported.get(key="1111111111")
    record_draft(record=from_document({**claim, "key": "2222222222"}), by=ANN, at=AT)
    assert first == imported.get(key="2222222222")


@pytest.mark.postgresql
@pytest.mark.parametrize("publish_too", [False, True])
def test_the_same_file_twice_writes_nothing(publish_too: bool) -> None:
    text = lines_of(complete_records()) if publish_too else lines(*SHARED, CLAIM)
    import_text(text, publish=publish_too)
    before = everything()
    plan = import_text(text, publish=publish_too)
    assert everything() == before
    assert set(plan.counts().values()) == {0, len(plan.steps)}


def test_a_dry_run_tells_what_the_run_does_and_writes_nothing() -> None:
    import_text(lines(*SHARED), publish=True)
    before = everything()
    text = lines({**SPEAKER, "name": "Anna Roe-Ash"}, OUTLET, CLAIM)
    dry = import_text(text, publish=True, dry_run=True)
    assert everything() == before
    wet = import_text(text, publish=True)
    told = {"new": 1, "changed": 1, "revived": 0, "same": 1, "skipped": 0, "refused": 0}
    assert dry.counts() == wet.counts() == told


@pytest.mark.postgresql
def test_drafts_of_an_earlier_import_are_published_by_a_later_one() -> None:
    import_text(lines(*SHARED, CLAIM))
    plan = import_text(lines(*SHARED, CLAIM), publish=True)
    assert plan.counts()["changed"] == 4
    assert Claim.objects.published().count() == 1


def test_drafts_on_record_go_out_with_what_points_to_them() -> None:
    import_text(lines(*SHARED))
    import_text(lines(CLAIM), publish=True, batch="two")
    assert Speaker.objects.published().count() == 1
    assert BatchEntry.objects.filter(batch__name="two", before_state="draft").count() == 3
    assert verify_database().records == 4


@pytest.mark.postgresql
def test_a_published_record_is_amended_as_an_update_that_names_the_import() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True)
    import_text(
        lines({**CLAIM, "role": "mayor"}, {**OUTLET, "country": "Ruritania"}), publish=True, batch="two"
    )
    revisions = Revision.objects.filter(version=2)
    assert {(r.change_class, r.note, r.ledger_row.kind) for r in revisions} == {
        ("update", "Import two", "batch")
    }
    assert LedgerRow.objects.count() == 2
    assert Correction.objects.count() == 2
    assert verify_database().revisions == 6


@pytest.mark.postgresql
def test_without_publish_a_change_to_a_public_claim_waits_in_its_working_copy() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True)
    before = exported()
    changed = lines({**CLAIM, "role": "mayor"})
    assert import_text(changed).counts()["changed"] == 1
    assert exported() == before
    assert claim_in_work(Claim.objects.get(key=KEY)).role == "mayor"
    assert import_text(changed).counts()["same"] == 1
    assert import_text(changed, publish=True).counts()["changed"] == 1
    assert not Claim.objects.get(key=KEY).has_change


def test_without_publish_a_change_to_another_public_record_is_refused() -> None:
    import_text(lines(*SHARED), publish=True)
    refused(
        lines({**SPEAKER, "name": "A. Roe"}),
        'a.jsonl:1: slug: this speaker is public and the file changes it: "anna-roe" (run with --publish',
    )


@pytest.mark.parametrize("publish_too", [False, True])
def test_a_record_edited_since_its_last_import_is_not_overwritten(publish_too: bool) -> None:
    import_text(lines(*SHARED, CLAIM), publish=publish_too)
    edited = from_document({**CLAIM, "key": KEY, "role": "mayor of Strelsau"})
    if publish_too:
        amend(
            amendments=[Amendment(edited, ChangeClass.CLARIFICATION, "role")],
            by=ANN,
            approver=IMPORTER,
            at=AT,
        )
    else:
        change_draft(record=edited, by=ANN, at=AT)
    text = lines({**CLAIM, "role": "mayor"}, {**OUTLET, "name": "The Gazette"})
    refused(text, "key: this claim was edited here since its last import", publish=publish_too)
    skipping = import_text(text, publish=publish_too, on_conflict="skip")
    assert (skipping.counts()["skipped"], skipping.counts()["changed"]) == (1, 1)
    assert claim_record(Claim.objects.get(key=KEY)).role == "mayor of Strelsau"
    import_text(text, publish=publish_too, on_conflict="file")
    assert claim_record(Claim.objects.get(key=KEY)).role == "mayor"


def test_a_working_copy_of_an_editor_is_neither_overwritten_nor_lost() -> None:
    for record in map(from_document, SHARED):
        record_draft(record=record, by=ANN, at=AT)
    claim = {**CLAIM, "key": KEY}
    record_draft(record=from_document(claim), by=ANN, at=AT)
    publish(places=[("claim", KEY)], by=IMPORTER, at=AT)
    edited = from_document({**claim, "role": "mayor of Strelsau"})
    assert isinstance(edited, ClaimRecord)
    propose_change(record=edited, by=ANN, at=AT)
    assert import_text(lines(claim)).counts()["same"] == 1
    for publish_too in (False, True):
        refused(lines({**claim, "role": "mayor"}), "edited here since its last import", publish=publish_too)
    import_text(lines({**claim, "role": "mayor"}), publish=True, on_conflict="file")
    assert verify_database().revisions == 5


@pytest.mark.postgresql
def test_a_claim_without_key_meets_the_claim_that_has_or_had_its_identity() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True)
    words = {**CLAIM["words"], "text": "The bridge still stands"}
    corrected = {**CLAIM, "key": KEY, "words": words}
    import_text(lines(corrected), publish=True)
    assert import_text(lines({**CLAIM, "words": words}), publish=True).counts()["same"] == 1
    met = import_text(
        lines({**CLAIM, "said": "2019-02-07", "words": {**CLAIM["words"], "text": "the BRIDGE stands"}})
    )
    assert list(met.steps) == [("claim", KEY)]


@pytest.mark.parametrize("is_reversed", [False, True])
def test_a_claim_without_key_meets_the_one_of_the_same_files_that_has_a_key(is_reversed: bool) -> None:
    keyless = {**CLAIM, "words": {**CLAIM["words"], "text": "The bridge  stands"}}
    both = [{**CLAIM, "key": "br1dge0024"}, keyless]
    refused(lines(*SHARED, *(reversed(both) if is_reversed else both)), "this claim is at")
    other_day = {**keyless, "said": "2019-02-06"}
    assert not import_text(lines(*SHARED, both[0], other_day)).problems
    assert Claim.objects.count() == 2


def test_words_said_again_are_another_occurrence_whatever_the_order_of_keys() -> None:
    again = {**CLAIM, "role": "mayor"}
    import_text(lines(*SHARED, CLAIM, again), publish=True)
    second = first_key("The bridge stands", "anna-roe", "2019-02-07", 2)
    assert set(Claim.objects.values_list("key", flat=True)) == {KEY, second}
    assert import_text(lines(CLAIM, again), publish=True).counts()["same"] == 2


@pytest.mark.postgresql
def test_a_tombstone_that_meets_nothing_is_recorded() -> None:
    tombstone = {
        "type": "tombstone",
        "key": "1111111111",
        "withdrawn_on": "2020-01-02",
        "reason_class": "error",
    }
    import_text(lines(tombstone))
    assert Tombstone.objects.get().key == "1111111111"
    assert Revision.objects.get(record_type="claim").approver == "import"
    assert verify_database().tombstones == 1
    assert import_text(lines(tombstone)).counts()["same"] == 1
    refused(lines({**tombstone, "reason_class": "law"}), "key: this claim was withdrawn here on another day")
    import_text(lines(*SHARED))
    with pytest.raises(Refused, match="on record already"):
        record_draft(record=from_document({**CLAIM, "key": "1111111111"}), by=ANN, at=AT)


def test_a_tombstone_does_not_take_a_public_claim_away() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True)
    tombstone = {"type": "tombstone", "key": KEY, "withdrawn_on": "2020-01-02", "reason_class": "error"}
    refused(lines(tombstone), "key: the claim of this tombstone is on record", publish=True)


def test_a_withdrawn_claim_does_not_come_back() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True)
    withdraw(key=KEY, reason_class="error", note="not said", by=ANN, approver=BOB, at=AT)
    refused(lines(CLAIM), "key: this claim was withdrawn", publish=True)


def test_a_batch_keeps_what_it_did_and_what_stood_before() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True, batch="one")
    import_text(lines({**CLAIM, "role": "mayor"}), publish=True, batch="two")
    entry = BatchEntry.objects.get(batch__name="two")
    assert (entry.record_key, entry.done, entry.before_state, entry.version) == (
        KEY,
        "changed",
        "published",
        2,
    )
    assert entry.before == {**CLAIM, "key": KEY}
    assert Batch.objects.get(name="two").published
    assert AuditEvent.objects.filter(action="import", actor=IMPORTER.name).count() == 2


def test_only_the_first_twenty_problems_are_kept_and_all_are_counted() -> None:
    plan = import_text('{"type": "person"}\n' * 30)
    assert (len(plan.problems.shown), plan.problems.total) == (20, 30)


def test_a_record_in_review_is_not_published_past_it() -> None:
    import_text(lines(*SHARED, CLAIM))
    submit(record_type="claim", key=KEY, by=ANN, at=AT)
    refused(lines(CLAIM), "key: this claim is submitted here", publish=True)
