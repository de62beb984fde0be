"""Claims that a search found, that a lead became, that survive a duplicate: public ones, or tombstones."""

from __future__ import annotations

from typing import Any

import pytest

from claims.actions.drafts.recording import change_draft, record_draft
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import submit
from claims.domain.errors import Refused
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.codec import from_document
from claims.domain.record.shared import key_of_record
from claims.models import Tombstone
from claims.queries.history.verification import verify_database
from claims.queries.records import public_record
from tests.actions.drafts.small_records import AFTER, later
from tests.actions.importing.import_lines import lines
from tests.records_in_and_out import exported, import_text, told
from tests.world import ANN, BOB, World

pytestmark = pytest.mark.slow

NOT_ON_RECORD = "7777777777"


def search(*found: str) -> dict[str, Any]:
    return {
        "type": "coverage",
        "slug": "a-search",
        "voice": "palace",
        "terms": ["toll"],
        "found": list(found),
    }


def lead(claim: str) -> dict[str, Any]:
    return {"type": "lead", "slug": "a-lead", "about": "the toll", "where": "link", "claim": claim}


def pointing(kind: str, key: str) -> dict[str, Any]:
    return search(key) if kind == "coverage" else lead(key)


KINDS = pytest.mark.parametrize("kind", ["coverage", "lead"])


@KINDS
def test_a_public_record_points_to_public_claims_and_to_tombstones(world: World, kind: str) -> None:
    for number, key in enumerate((world.rated, world.withdrawn)):
        record = from_document(pointing(kind, key))
        if number == 0:
            record_draft(record=record, by=ANN, at=AFTER)
            publish(places=[(kind, key_of_record(record))], by=BOB, at=AFTER)
        else:
            change = Amendment(record, ChangeClass.UPDATE, "Another claim.")
            amend(amendments=[change], by=ANN, approver=BOB, at=later(1))
        found = public_record(kind, key_of_record(record))
        assert found is not None
        assert found.record == record
    verify_database()


@KINDS
def test_a_draft_claim_keeps_a_record_from_being_published(world: World, kind: str) -> None:
    record = from_document(pointing(kind, world.draft))
    record_draft(record=record, by=ANN, at=AFTER)
    place = (kind, key_of_record(record))
    with pytest.raises(Refused, match=f"the {kind} {place[1]} points to {world.draft}, which is not public"):
        publish(places=[place], by=BOB, at=AFTER)
    change_draft(record=from_document(pointing(kind, world.rated)), by=ANN, at=AFTER)
    publish(places=[place], by=BOB, at=AFTER)
    with pytest.raises(Refused, match="which is not public"):
        amend(amendments=[Amendment(record, ChangeClass.UPDATE, "Why.")], by=ANN, approver=BOB, at=later(1))


@KINDS
def test_a_claim_that_is_not_on_record_is_refused(world: World, kind: str) -> None:
    with pytest.raises(Refused, match=f"Not on record: claim {NOT_ON_RECORD}"):
        record_draft(record=from_document(pointing(kind, NOT_ON_RECORD)), by=ANN, at=AFTER)


@KINDS
def test_a_file_is_held_to_the_same(world: World, kind: str) -> None:
    path = "found[0]" if kind == "coverage" else "claim"
    [missing] = told(import_text(lines(pointing(kind, NOT_ON_RECORD))))
    assert f"{path}: no claim of this key is on record or in the files" in missing
    [hidden] = told(import_text(lines(pointing(kind, world.draft)), publish=True))
    assert f"{path}: this claim is not public, and this {kind} is to be" in hidden
    assert told(import_text(lines(pointing(kind, world.rated)), publish=True)) == []
    assert f'"{world.rated}"' in next(line for line in exported().splitlines() if f'"type":"{kind}"' in line)


@pytest.mark.parametrize(
    ("survivor", "refusal"),
    [("rated", ""), ("withdrawn", ""), ("draft", "is not public"), ("submitted", "is not public")],
)
def test_the_survivor_of_a_tombstone_in_a_file_is_public_or_a_tombstone(
    world: World, survivor: str, refusal: str
) -> None:
    stone = {"type": "tombstone", "key": NOT_ON_RECORD, "withdrawn_on": "2020-01-02",
             "reason_class": "duplicate", "survivor": getattr(world, survivor)}  # fmt: skip
    found = told(import_text(lines(stone), publish=True))
    assert [refusal in problem for problem in found] == ([True] if refusal else [])
    kept = Tombstone.objects.filter(key=NOT_ON_RECORD).first()
    assert (kept.survivor if kept else None) == (None if refusal else stone["survivor"])


def test_sources_of_a_day_and_positions_of_a_silence_go_out_with_their_claim(world: World) -> None:
    document = {"type": "claim", "key": NOT_ON_RECORD, "words": {"text": "Silence", "language": "en",
                "form": "summary"}, "speaker": world.roe, "kind": "reported_silence", "said": "2021",
                "chain": [{"hop": 1, "source": world.month_source}], "about": [world.unseen_position],
                "said_sources": [world.unseen_source]}  # fmt: skip
    record_draft(record=from_document(document), by=ANN, at=AFTER)
    submit(record_type="claim", key=NOT_ON_RECORD, by=ANN, at=AFTER)
    publish(places=[("claim", NOT_ON_RECORD)], by=BOB, at=AFTER)
    assert public_record("position", world.unseen_position) is not None
    assert public_record("source", world.unseen_source) is not None
