"""``loaddata`` of a file that was loaded before, or whose records are on record with other content."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from claims.actions.drafts.recording import change_draft, propose_change
from claims.actions.merging.merging import merge, rename
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.reviewing import submit
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.shared import SpeakerRecord, TopicRecord
from claims.models import Claim, Speaker, Topic
from claims.models.record_mapping import as_record
from tests.actions.importing.import_lines import ANN, BOB
from tests.management.commands.fixture_files import (
    CLAIM,
    PUBLIC,
    TOPIC,
    load,
    refused,
    the_claim,
    unchanged,
)
from tests.records_in_and_out import AT, import_text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "some.json"


def test_a_record_that_an_editor_changed_is_left_and_named(file: Path) -> None:
    load(file, [PUBLIC, {**TOPIC, "state": "published"}])
    claim, topic = the_claim(), as_record(Topic.objects.get())
    assert isinstance(topic, TopicRecord)
    amendments = [
        Amendment(replace(claim, role="mayor"), ChangeClass.UPDATE, "More is known."),
        Amendment(replace(topic, name="Roads and bridges"), ChangeClass.UPDATE, "More is known."),
    ]
    amend(amendments=amendments, by=ANN, approver=BOB, at=AT)
    said = unchanged(file, [PUBLIC, {**TOPIC, "state": "published"}])
    assert said.splitlines() == [
        "Nothing to do: everything is on record.",
        f"Left as it is: topic roads ({file}:1) was changed here since it was loaded.",
        f"Left as it is: claim {claim.key} ({file}:1) was changed here since it was loaded.",
    ]


def test_a_claim_whose_words_were_corrected_is_found_again_although_it_has_no_key_in_the_file(
    file: Path,
) -> None:
    load(file, [PUBLIC])
    claim = the_claim()
    words = replace(claim.words, text="The bridge will open in June.")
    amendment = Amendment(replace(claim, words=words), ChangeClass.CORRECTION, "Misheard.")
    amend(amendments=[amendment], by=ANN, approver=BOB, at=AT)
    assert f"Left as it is: claim {claim.key} " in unchanged(file, [PUBLIC])


def test_a_changed_draft_is_left(file: Path) -> None:
    load(file, [CLAIM, TOPIC])
    change_draft(record=replace(the_claim(), role="mayor"), by=ANN, at=AT)
    assert "Left as it is: claim" in unchanged(file, [CLAIM, TOPIC])
    assert "Left as it is: claim" in unchanged(file, [PUBLIC, TOPIC])
    assert Claim.objects.get().state == "draft"


def test_unpublished_changes_of_a_public_claim_stay(file: Path) -> None:
    load(file, [PUBLIC])
    propose_change(record=replace(the_claim(), role="mayor"), by=ANN, at=AT)
    assert unchanged(file, [PUBLIC]) == "Nothing to do: everything is on record.\n"


def test_a_withdrawn_claim_stays_withdrawn(file: Path) -> None:
    load(file, [PUBLIC])
    key = the_claim().key
    withdraw(key=key, reason_class="error", note="It was misheard.", by=ANN, approver=BOB, at=AT)
    assert f"Left as it is: claim {key} " in unchanged(file, [PUBLIC])
    other = {**PUBLIC, "fields": {**PUBLIC["fields"], "key": key, "role": "mayor"}}
    assert "this claim was withdrawn" in refused(file, [other])


def test_a_claim_that_the_file_has_as_withdrawn_and_that_is_public_again_stays_public(file: Path) -> None:
    grave = {"key": "br1dge0024", "withdrawn_on": "2024-04-01", "reason_class": "error"}
    tombstone = {"model": "claims.tombstone", "fields": grave}
    load(file, [tombstone])
    claim = {"type": "claim", **CLAIM["fields"], "key": "br1dge0024"}
    import_text(json.dumps(claim), publish=True)
    assert Claim.objects.get().state == "published"
    assert f"Left as it is: tombstone br1dge0024 ({file}:1)" in unchanged(file, [tombstone])
    other = {**tombstone, "fields": {**grave, "withdrawn_on": "2024-04-02"}}
    assert "the claim of this tombstone is on record" in refused(file, [other])


@pytest.mark.parametrize("into", ["a-example", "ana-example", "example"])
def test_records_that_were_renamed_or_merged_stay_where_they_lead(file: Path, into: str) -> None:
    names = {"ana-example": "Ana Example", "a-example": "A. Example", "example": "Example"}
    speakers = [
        {"model": "claims.speaker", "fields": {"name": name}, "state": "published"} for name in names.values()
    ]
    roads = [{"model": "claims.topic", "fields": {"name": "Old roads"}}, {**TOPIC, "state": "published"}]
    fields = {**PUBLIC["fields"], "topics": ["roads", "Old roads"]}
    entries = [*speakers, {**PUBLIC, "fields": fields}, *roads]
    load(file, entries)
    who: dict[str, Any] = {"note": "One person.", "by": ANN, "approver": BOB, "at": AT}
    for key in names.keys() - {into}:
        merge(record_type="speaker", key=key, into=into, **who)
    rename(record_type="topic", key="roads", now_key="streets", **who)
    rename(record_type="topic", key="old-roads", now_key="old-streets", **who)
    assert unchanged(file, entries) == "Nothing to do: everything is on record.\n"
    assert unchanged(file, entries[::-1]) == "Nothing to do: everything is on record.\n"


@pytest.mark.postgresql
def test_an_edited_speaker_that_the_file_gives_whole_is_left(file: Path) -> None:
    load(file, [PUBLIC])
    speaker = as_record(Speaker.objects.get())
    assert isinstance(speaker, SpeakerRecord)
    changed = replace(speaker, name="Ana M. Example", description="Mayor.")
    amendment = Amendment(changed, ChangeClass.CORRECTION, "Her full name.")
    amend(amendments=[amendment], by=ANN, approver=BOB, at=AT)
    unchanged(file, [PUBLIC])
    more = {**PUBLIC, "fields": {**PUBLIC["fields"], "said": "2024-04"}}
    assert load(file, [PUBLIC, more]).startswith("Loaded 1 record, 1 of them published.")


def test_what_an_import_brought_first_and_an_editor_changed_is_left_too(file: Path) -> None:
    import_text('{"type": "topic", "slug": "roads", "name": "Roads"}')
    change_draft(record=TopicRecord(slug="roads", name="Streets"), by=ANN, at=AT)
    assert f"Left as it is: topic roads ({file}:1)" in unchanged(file, [TOPIC])


@pytest.mark.parametrize("state", ["draft", "published"])
def test_other_content_for_a_record_is_refused_field_by_field(file: Path, state: str) -> None:
    load(file, [{**CLAIM, "state": state}, {**TOPIC, "state": state}])
    key = the_claim().key
    words = {**CLAIM["fields"]["words"], "form": "partial"}
    claim = {**CLAIM, "state": state, "fields": {**CLAIM["fields"], "words": words, "role": "mayor"}}
    said = refused(file, [{**TOPIC, "fields": {"slug": "roads", "name": "Streets"}}, claim])
    mend = "(a fixture changes nothing on record; give the content on record, or another key)"
    other = "is on record with other content here"
    assert said.splitlines() == [
        f'{file}:1: entry 1: fields.name: the topic roads {other}: "Roads" {mend}',
        f"{file}:1: entry 2: fields.role: the claim {key} {other} {mend}",
        f'{file}:1: entry 2: fields.words.form: the claim {key} {other}: "quoted" {mend}',
    ]


def test_a_submitted_draft_is_decided_on_first(file: Path) -> None:
    load(file, [CLAIM])
    submit(record_type="claim", key=the_claim().key, by=ANN, at=AT)
    assert unchanged(file, [CLAIM]) == "Nothing to do: everything is on record.\n"
    assert "entry 1: fields.key: this claim is submitted here" in refused(file, [PUBLIC])
