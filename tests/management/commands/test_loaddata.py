"""``loaddata``: fixtures of records, validated, derived and sealed; nothing else gets in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.formats import django_fixture
from claims.models import Claim, LedgerRow, Topic
from claims.models.fixture_tables import fixture_tables
from claims.queries.verification import verify_database
from tests.generated_records import complete_records
from tests.management.commands.test_import_claims import error_of
from tests.records_in_and_out import everything, exported, import_text

pytestmark = pytest.mark.django_db
TOPIC: dict[str, Any] = {"model": "claims.topic", "pk": 7, "fields": {"slug": "roads", "name": "Roads"}}


def whole_fixture() -> str:
    return "".join(django_fixture.write(complete_records(), fixture_tables()))


def load(path: Path, content: object) -> None:
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    call_command("loaddata", str(path), verbosity=0)


def refused(path: Path, content: object, code: int = 1) -> str:
    before = everything()
    with pytest.raises(CommandError) as caught:
        load(path, content)
    assert caught.value.returncode == code
    assert everything() == before
    return str(caught.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "some.json"


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
    assert LedgerRow.objects.get().kind == "fixture"
    assert import_text(text, publish=True).counts()["same"] == len(complete_records())


def test_records_are_drafts_unless_they_say_that_they_are_published(file: Path) -> None:
    load(file, [TOPIC])
    assert Topic.objects.get().state == "draft"
    assert not LedgerRow.objects.exists()


def test_rows_may_point_to_each_other_by_pk(file: Path) -> None:
    position = {"slug": "build", "question": "Build?", "topic": 7}
    answer = {"position": 3, "slug": "yes", "text": "Yes"}
    load(
        file,
        [
            {"model": "claims.answer", "pk": 1, "fields": answer},
            {"model": "claims.position", "pk": 3, "fields": position},
            TOPIC,
        ],
    )
    assert Topic.objects.get().positions.get().answers.get().slug == "yes"


def test_what_is_on_record_is_refused_and_not_touched(file: Path) -> None:
    load(file, [TOPIC])
    said = refused(file, [TOPIC])
    assert (
        said == f'{file}:1: slug: this topic is on record already: "roads" (load it into an empty database)'
    )


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        ("auth.user", {"username": "eve", "is_superuser": True}),
        ("claims.revision", {}),
        ("claims.ledgerrow", {}),
        ("claims.auditevent", {}),
        ("claims.unsealed", {}),
        ("sessions.session", {}),
        ("claims.nothing", {}),
    ],
)
def test_only_the_content_of_records_may_stand_in_a_fixture(
    file: Path, model: str, fields: dict[str, Any]
) -> None:
    said = refused(file, [TOPIC, {"model": model, "pk": 1, "fields": fields}])
    assert said.startswith(f'{file}:1: entry 2: this model may not stand in a fixture of claims: "{model}"')
    assert not get_user_model()._default_manager.exists()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": ""}, "entry 1 (claims.topic) name: this may not be empty"),
        (
            {"slug": "No Slug"},
            'entry 1 (claims.topic) slug: this is not a slug: "No Slug" (lower-case letters',
        ),
        ({"version": 3}, "entry 1 (claims.topic) version: there is no such field in a fixture"),
        (
            {"state": "withdrawn"},
            "entry 1 (claims.topic) state: a record of a fixture is a draft or published",
        ),
    ],
)
def test_wrong_values_are_named_by_entry_and_field(file: Path, fields: dict[str, Any], message: str) -> None:
    entry = {**TOPIC, "fields": {**TOPIC["fields"], **fields}}
    assert refused(file, f"[\n\n{json.dumps(entry)}]").startswith(f"{file}:3: {message}")


def test_a_row_without_its_record_is_refused(file: Path) -> None:
    alias = {"model": "claims.alias", "pk": None, "fields": {"speaker": ["nobody"], "text": "N"}}
    assert "entry 2 (claims.alias): no record in this file has this row" in refused(file, [TOPIC, alias])


def test_two_entries_of_one_key_are_refused(file: Path) -> None:
    assert "line 1 has this key or pk already" in refused(file, [TOPIC, TOPIC])


@pytest.mark.parametrize(
    "text", ["", "{}", "[", "[1]", "[{}", "[{}{}]", "[{},,{}]", "[{}]x", "\x00", "[" * 9999]
)
def test_what_is_no_fixture_is_refused_with_a_line(file: Path, text: str) -> None:
    assert refused(file, text).startswith(f"{file}:1: ")


@pytest.mark.parametrize("name", ["no_such_fixture", "five_articles.xml", "records/claims.jsonl"])
def test_a_fixture_that_there_is_not_ends_with_2(name: str) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("loaddata", name, verbosity=0)
    assert caught.value.returncode == 2


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
    name = data.draw(st.sampled_from([*entry["fields"], "pk", "model", "fields"]))
    holder = entry if name in ("pk", "model", "fields") else entry["fields"]
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
