"""Importing a claim that was withdrawn: what an import took away an import brings back, and nothing else."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from claims.actions.importing.run import load_records
from claims.actions.publishing.erasing import erase
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.errors import ProblemsFound
from claims.domain.history.permissions import IMPORTER, Actor
from claims.domain.history.workflow import Role
from claims.domain.record.codec import to_document
from claims.formats import json_lines
from claims.management.plan_words import plan_lines
from claims.models import BatchEntry, Claim, Correction, Revision, Tombstone
from claims.models.record_mapping import claim_record
from claims.queries.history.verification import verify_database
from tests.actions.importing.import_lines import ANN, BOB, CLAIM, KEY, SHARED, lines, refused
from tests.actions.publishing.test_counts import assert_kept_as_counted
from tests.records_in_and_out import AT, exported, import_text, told
from tests.recounted import assert_kept_as_recounted

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
STONE = {"type": "tombstone", "key": KEY, "withdrawn_on": "2020-01-02", "reason_class": "error"}
ADMIN = Actor("ada", roles=frozenset({Role.ADMIN}))
VARIANTS: dict[str, dict[str, Any]] = {
    "english": {},
    "russian": {"words": {"text": "Мост стоит", "language": "ru", "form": "quoted"}},
    "spanish": {"words": {"text": "El puente sigue en pie", "language": "es", "form": "partial"}},
    "arabic": {"words": {"text": "الجسر قائم", "language": "ar", "form": "reported"}},
    "undated": {"said": "", "said_note": "The page has no date."},
    "other content": {"role": "mayor", "context": "Asked at the ferry."},
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_claim_whose_tombstone_was_imported_is_published_by_an_import(variant: str) -> None:
    claim = {**CLAIM, "key": KEY, **VARIANTS[variant]}
    import_text(lines(STONE))
    plan = import_text(lines(*SHARED, claim), publish=True)
    assert plan.counts() == {"new": 3, "changed": 0, "revived": 1, "same": 0, "skipped": 0, "refused": 0}
    assert "  claim: 1 revived" in list(plan_lines(plan))
    row = Claim.objects.get(key=KEY)
    assert (row.state, row.version, row.published_at, row.revised_at) == ("published", 2, AT, AT)
    assert not Tombstone.objects.exists()
    revision = Revision.objects.get(record_type="claim", record_key=KEY, version=2)
    assert (revision.change_class, revision.ledger_row.kind) == ("update", "batch")
    assert Correction.objects.filter(revision=revision).exists()
    assert_kept_as_counted()
    assert_kept_as_recounted()
    assert verify_database().tombstones == 0
    assert import_text(lines(*SHARED, claim), publish=True).counts()["same"] == 4
    assert import_text(exported(), publish=True).counts()["same"] == 4


@pytest.mark.parametrize("changed", [{}, {"role": "mayor"}, {"topics": []}, {"summary": "It stands."}])
def test_what_an_import_withdrew_comes_back_as_the_next_version(changed: dict[str, Any]) -> None:
    import_text(lines(*SHARED, CLAIM), publish=True)
    withdraw(key=KEY, reason_class="batch_undone", note="Undone.", by=IMPORTER, at=AT, kind="batch")
    plan = import_text(lines({**CLAIM, **changed}), publish=True)
    assert plan.counts()["revived"] == 1
    row = Claim.objects.get(key=KEY)
    assert (row.state, row.version) == ("published", 3)
    document = to_document(claim_record(row))
    assert {name: document.get(name, []) for name in changed} == changed
    entry = BatchEntry.objects.order_by("pk").last()
    assert entry is not None
    assert (entry.done, entry.before_state, entry.version) == ("changed", "withdrawn", 3)
    assert entry.before
    assert entry.before["type"] == "tombstone"
    assert_kept_as_counted()
    verify_database()


def test_a_dry_run_says_so_and_writes_nothing() -> None:
    import_text(lines(STONE))
    plan = import_text(lines(*SHARED, CLAIM), publish=True, dry_run=True)
    assert plan.counts()["revived"] == 1
    assert Tombstone.objects.filter(key=KEY).exists()
    assert not Claim.objects.exists()


def test_without_publishing_it_stays_away() -> None:
    import_text(lines(STONE))
    refused(
        lines(*SHARED, CLAIM), "key: this claim was withdrawn by an import: " + f'"{KEY}" (run with --publish'
    )


@pytest.mark.parametrize("reason_class", ["error", "source_withdrawn", "batch_undone"])
def test_what_an_editor_withdrew_no_import_brings_back(reason_class: str) -> None:
    import_text(lines(*SHARED, CLAIM), publish=True)
    withdraw(key=KEY, reason_class=reason_class, note="Not said.", by=ANN, approver=BOB, at=AT)
    for publish in (True, False):
        refused(lines(CLAIM), "key: this claim was withdrawn here by an editor", publish=publish)
    refused(lines({**CLAIM, "role": "mayor"}), "withdrawn here by an editor", publish=True)


def test_the_last_withdrawal_is_the_one_that_counts() -> None:
    import_text(lines(STONE))
    import_text(lines(*SHARED, CLAIM), publish=True)
    withdraw(key=KEY, reason_class="error", note="Not said.", by=ANN, approver=BOB, at=AT)
    refused(lines(CLAIM), "key: this claim was withdrawn here by an editor", publish=True)


@pytest.mark.parametrize("reason_class", ["law", "privacy"])
@pytest.mark.parametrize("by", ["a file", "an import", "an editor"])
def test_never_after_law_or_privacy(reason_class: str, by: str) -> None:
    if by == "a file":
        import_text(lines({**STONE, "reason_class": reason_class}))
    else:
        import_text(lines(*SHARED, CLAIM), publish=True)
        who: dict[str, Any] = {"by": ANN, "approver": BOB}
        who = {"by": IMPORTER, "kind": "batch"} if by == "an import" else who
        withdraw(key=KEY, reason_class=reason_class, note="Asked.", at=AT, **who)
    refused(lines(*SHARED, CLAIM), "key: this claim was withdrawn for good", publish=True)


def test_never_after_an_erasure() -> None:
    import_text(lines(*SHARED, CLAIM), publish=True)
    withdraw(key=KEY, reason_class="error", note="Undone.", by=IMPORTER, at=AT, kind="batch")
    erase(record_type="claim", key=KEY, contents=[1], reason="A court ordered it.", by=ADMIN, at=AT)
    refused(lines(CLAIM), "key: content of this claim was erased by law", publish=True)


def test_a_fixture_brings_nothing_back() -> None:
    import_text(lines(STONE))
    file = BytesIO(lines(*SHARED, CLAIM).encode())
    with pytest.raises(ProblemsFound, match="this claim was withdrawn here"):
        load_records(reading=json_lines.read(file, "a.jsonl"), names="a", at=AT)
    assert Tombstone.objects.filter(key=KEY).exists()


def test_a_claim_and_its_tombstone_in_one_file_are_refused() -> None:
    refused(lines(*SHARED, CLAIM, STONE), "key: the claim of this tombstone", publish=True)
    import_text(lines(STONE))
    refused(lines(*SHARED, CLAIM, STONE), "key: the claim of this tombstone", publish=True)


def test_a_public_claim_may_point_to_one_that_the_same_file_brings_back() -> None:
    import_text(lines(STONE))
    words = {"text": "It still stands", "language": "en", "form": "quoted"}
    other = {**CLAIM, "words": words, "relations": [{"kind": "repeats", "to": KEY}]}
    plan = import_text(lines(*SHARED, CLAIM, other), publish=True)
    assert told(plan) == []
    assert (plan.counts()["revived"], plan.counts()["new"]) == (1, 4)
    verify_database()


def test_what_comes_back_obeys_the_rules_of_publishing() -> None:
    import_text(lines(STONE))
    nameless = {**CLAIM, "key": KEY, "said": ""}
    refused(lines(*SHARED, nameless), "said: the day on which it was said is missing", publish=True)
