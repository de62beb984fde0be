"""``loaddata``: fixtures of records, validated, derived and sealed; what is on record stays as it is."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import TestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.models import AuditEvent, Batch, Claim, LedgerRow, Speaker, Topic
from claims.queries.history.verification import verify_database
from tests.cases import each_case
from tests.generated_records import complete_records
from tests.management.commands.fixture_files import (
    CLAIM,
    PUBLIC,
    TOPIC,
    load,
    refused,
    the_claim,
    unchanged,
    whole_fixture,
)
from tests.management.commands.test_import_claims import error_of
from tests.records_in_and_out import everything, exported, import_text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "some.json"


@pytest.mark.postgresql
def test_everything_that_an_export_holds_is_loaded_derived_and_sealed(file: Path) -> None:
    load(file, whole_fixture())
    connection.check_constraints()
    assert verify_database().records == len(complete_records()) - 1
    text = exported()
    claim = Claim.objects.get(key="1111111111")
    assert (claim.said_earliest.isoformat(), claim.said_undated, claim.said_year) == (
        "2019-02-06",
        False,
        2019,
    )
    assert "text 0" in claim.search_text
    assert claim.identities.count() == 1
    row = LedgerRow.objects.get()
    assert (row.kind, row.actor, row.summary) == ("fixture", "fixtures", "Fixture some")
    assert Batch.objects.get().actor == "fixtures"
    assert AuditEvent.objects.get().action == "load"
    assert import_text(text, publish=True).counts()["same"] == len(complete_records())
    assert unchanged(file, whole_fixture()) == "Nothing to do: everything is on record.\n"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ana Example", "The bridge “will open” in May – 5 % dearer."),
        ("Анна Примерова", "Мост откроется в мае."),
        ("مثال مثالي", "سيفتح الجسر في مايو."),
        ("例子", "大桥将于五月通车。"),
        ("Ζωή Παραδείγματος", "Η γέφυρα θα ανοίξει τον Μάιο;"),
    ],
)
def test_keys_are_made_in_every_script_and_the_same_file_finds_them_again(
    file: Path, name: str, words: str
) -> None:
    fields = {**PUBLIC["fields"], "speaker": {"name": name}, "words": {"text": words, "language": "en"}}
    fields["words"]["form"] = "quoted"
    load(file, [{**PUBLIC, "fields": fields}])
    assert (Speaker.objects.get().name, the_claim().words.text) == (name, words)
    assert unchanged(file, [{**PUBLIC, "fields": fields}]) == "Nothing to do: everything is on record.\n"


# States -----------------------------------------------------------------------------------------------------


def test_records_are_drafts_unless_they_say_that_they_are_published(file: Path) -> None:
    said = load(file, [CLAIM, TOPIC])
    assert said.splitlines() == [
        "Loaded 5 records, 0 of them published.",
        'To publish a record write "state": "published" after its "fields", and load the file again.',
    ]
    assert not LedgerRow.objects.exists()
    assert {Claim.objects.get().state, Topic.objects.get().state} == {"draft"}


def test_the_same_file_with_published_written_in_it_publishes_the_drafts_with_what_they_point_to(
    file: Path,
) -> None:
    load(file, [CLAIM, TOPIC])
    assert load(file, [PUBLIC, TOPIC]) == "Published 4 records that had been loaded as drafts.\n"
    assert {Claim.objects.get().state, Speaker.objects.get().state} == {"published"}
    assert Topic.objects.get().state == "draft"
    assert verify_database().records == 4


def test_published_and_draft_records_stand_in_one_file(file: Path) -> None:
    assert load(file, [PUBLIC, {**TOPIC, "state": "draft"}]).startswith("Loaded 5 records, 4 of them")
    assert (Claim.objects.get().state, Topic.objects.get().state) == ("published", "draft")


def test_an_entry_without_a_state_is_published_with_a_published_one_that_points_to_it(file: Path) -> None:
    speaker = {"model": "claims.speaker", "fields": {"name": "Ana Example", "part_of": {"name": "Town Hall"}}}
    load(file, [{**PUBLIC, "fields": {**PUBLIC["fields"], "topics": ["roads"]}}, TOPIC, speaker])
    assert Topic.objects.get().state == "published"
    assert {row.state for row in Speaker.objects.all()} == {"published"}


def test_a_published_entry_that_points_to_one_that_says_draft_is_refused(file: Path) -> None:
    claim = {**PUBLIC, "fields": {**PUBLIC["fields"], "topics": ["roads"]}}
    assert refused(file, [claim, {**TOPIC, "state": "draft"}]) == (
        f"{file}:1: entry 1: fields.topics[0]: this topic is not public, and this claim is to be: "
        '"roads" (write "state": "published" in its entry too)'
    )


def test_a_claim_is_never_published_because_another_points_to_it(file: Path) -> None:
    other = {**CLAIM, "fields": {**CLAIM["fields"], "key": "br1dge0024"}}
    fields = {**PUBLIC["fields"], "said": "2024-04", "relations": [{"kind": "repeats", "to": "br1dge0024"}]}
    message = (
        'entry 2: fields.relations[0].to: this claim is not public, and this claim is to be: "br1dge0024"'
    )
    assert message in refused(file, [other, {**PUBLIC, "fields": fields}])
    load(file, [{**other, "state": "published"}, {**PUBLIC, "fields": fields}])
    assert Claim.objects.published().count() == 2


# What is refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        ("auth.user", {"username": "eve", "is_superuser": True}),
        ("claims.revision", {}),
        ("claims.ledgerrow", {}),
        ("claims.auditevent", {}),
        ("claims.deskvalue", {}),
        ("sessions.session", {}),
        ("claims.nothing", {}),
    ],
)
def test_only_records_may_stand_in_a_fixture(file: Path, model: str, fields: dict[str, Any]) -> None:
    said = refused(file, [TOPIC, {"model": model, "fields": fields}])
    message = "a fixture of records cannot have this model"
    assert said.startswith(f'{file}:1: entry 2: model: {message}: "{model}" (one of claims.speaker, ')
    assert not get_user_model()._default_manager.exists()


def test_rules_and_references_are_named_by_entry_and_field(file: Path) -> None:
    bare = {**PUBLIC, "fields": {**PUBLIC["fields"], "words": {"text": "Yes."}, "said": ""}}
    said = refused(file, [TOPIC, bare])
    for field in ("words.language", "words.form", "said"):
        assert f"{file}:1: entry 2: fields.{field}: " in said
    lost = {**CLAIM, "fields": {**CLAIM["fields"], "on_behalf_of": "nobody", "topics": ["roads", "seas"]}}
    said = refused(file, [TOPIC, lost])
    assert (
        f"{file}:1: entry 2: fields.on_behalf_of: no speaker of this key or name is on record or in the"
        in said
    )
    assert (
        'entry 2: fields.topics[1]: no topic of this key or name is on record or in the files: "seas"' in said
    )


def test_two_entries_of_one_record_are_refused(file: Path) -> None:
    assert f'entry 2: fields: this topic is at {file}:1 already: "roads"' in refused(file, [TOPIC, TOPIC])
    assert f"entry 2: fields: this claim is at {file}:1 already" in refused(file, [CLAIM, CLAIM])


def test_nothing_to_load_ends_with_2(file: Path) -> None:
    assert refused(file, [], 2) == f"{file}: there is no record in it."


@each_case(
    ("name", "message"),
    [
        ("no_such_fixture", "there is no such fixture. Looked for no_such_fixture.json in: "),
        ("five_articles.xml", "there is no such fixture. Looked for five_articles.xml.json in: "),
        ("records/claims.jsonl", "records one a line are imported with manage.py import_claims."),
        ("README.md", "a fixture is a JSON list in a file that ends in .json"),
        (".", "there is no such fixture"),
        ("fixtures", "there is no such fixture"),
    ],
)
def test_a_fixture_that_there_is_not_ends_with_2(name: str, message: str) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("loaddata", name, verbosity=0)
    assert caught.value.returncode == 2
    assert message in str(caught.value)


@each_case(
    ("options", "message"),
    [
        ({"ignore": True}, "loaddata has no --ignorenonexistent here"),
        ({"exclude": ["claims.topic"]}, "loaddata has no --exclude here"),
        ({"format": "yaml"}, "Fixtures of records are JSON, not yaml."),
        ({"database": "other"}, "Records are kept in the database default alone, not in other."),
        ({"app_label": "nothing"}, "There is no app nothing."),
        ({"app_label": "claims"}, "there is no such fixture"),
    ],
)
def test_options_that_a_fixture_of_records_cannot_follow_end_with_2(
    options: dict[str, Any], message: str
) -> None:
    before = everything()
    with pytest.raises(CommandError) as caught:
        call_command("loaddata", "five_articles", **options)
    assert caught.value.returncode == 2
    assert message in str(caught.value)
    assert everything() == before


# As Django has it -------------------------------------------------------------------------------------------


@pytest.mark.postgresql
def test_several_fixtures_are_loaded_under_one_ledger_row_or_not_at_all(tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    claim = {**PUBLIC, "fields": {**PUBLIC["fields"], "topics": ["roads"]}}
    first.write_text(json.dumps([claim]))
    second.write_text(json.dumps([{**TOPIC, "fields": {}}]))
    before = everything()
    with pytest.raises(CommandError, match=r"second\.json:1: entry 1: fields\.name: this field is needed"):
        call_command("loaddata", str(first), str(second))
    assert everything() == before
    second.write_text(json.dumps([TOPIC]))
    call_command("loaddata", str(first), str(tmp_path / "second"), verbosity=0)
    assert LedgerRow.objects.get().summary == "Fixture first, second"


def test_a_fixture_comes_from_standard_input_or_a_folder_of_fixtures(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped = io.TextIOWrapper(io.BytesIO(json.dumps([TOPIC]).encode()))
    monkeypatch.setattr("sys.stdin", piped)
    call_command("loaddata", "-", format="json", verbosity=0)
    assert Topic.objects.get().slug == "roads"
    settings.FIXTURE_DIRS = [tmp_path]
    (tmp_path / "more.v2.json").write_text(json.dumps([CLAIM]))
    call_command("loaddata", "more.v2", verbosity=0)
    assert Claim.objects.exists()
    assert capsys.readouterr().out == ""


class TestWithFixtures(TestCase):
    fixtures = ("five_articles",)

    @pytest.mark.postgresql
    def test_a_test_case_of_django_finds_its_fixtures_loaded_and_public(self) -> None:
        assert Claim.objects.published().exists()


@settings(max_examples=12)
@given(data=st.data())
def test_no_fixture_breaks_it(file: Path, data: st.DataObject) -> None:
    entries = json.loads(whole_fixture())
    entry = data.draw(st.sampled_from(entries))
    values = (
        st.none()
        | st.booleans()
        | st.integers()
        | st.text()
        | st.lists(st.text() | st.integers(), max_size=2)
    )
    name = data.draw(st.sampled_from([*entry["fields"], "pk", "model", "fields", "state"]))
    holder = entry if name in ("pk", "model", "fields", "state") else entry["fields"]
    holder[name] = data.draw(values)
    before = everything()
    file.write_text(json.dumps(entries), "utf-8")
    with transaction.atomic():
        error = error_of(lambda: call_command("loaddata", str(file), verbosity=0))
        if error is not None:
            assert error.returncode == 1
            assert all(line.startswith((f"{file}:", "… and ")) for line in str(error).splitlines())
            assert everything() == before
        transaction.set_rollback(True)
