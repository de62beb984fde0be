"""``dumpdata``: records in the shape that ``loaddata`` takes, and nothing else of this app."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from claims.models import RevisionContent
from tests.actions.importing.import_lines import CLAIM, lines
from tests.cases import each_case
from tests.generated_records import complete_records, lines_of
from tests.records_in_and_out import import_text
from tests.world import World

pytestmark = pytest.mark.django_db
WHOLE = {"title": "Minutes of March"}


def dumped(*labels: str, **options: Any) -> str:
    out = io.StringIO()
    call_command("dumpdata", *labels, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def entries(*labels: str, **options: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(dumped(*labels, **options))
    return found


def refused(*labels: str, **options: Any) -> str:
    with pytest.raises(CommandError) as caught:
        dumped(*labels, **options)
    assert caught.value.returncode == 2
    return str(caught.value)


@pytest.mark.postgresql
def test_public_records_and_drafts_are_dumped_with_their_state() -> None:
    import_text(lines_of(complete_records()), publish=True)
    import_text(lines({**CLAIM, "speaker": {"name": "Ana Example"}, "chain": [{"hop": 1, "source": WHOLE}]}))
    found = entries("claims")
    drafts = [entry["model"] for entry in found if entry.get("state") == "draft"]
    assert drafts == ["claims.speaker", "claims.source", "claims.claim"]
    public = [entry for entry in found if entry.get("state") == "published"]
    assert len(public) == len(complete_records()) - 1
    assert [entry["model"] for entry in found if "state" not in entry] == ["claims.tombstone"]


def test_unpublished_changes_of_public_claims_are_named(world: World) -> None:
    errors = io.StringIO()
    call_command("dumpdata", "claims", stdout=io.StringIO(), stderr=errors)
    assert f"Not in the dump are the unpublished changes of {world.later_support}: " in errors.getvalue()
    errors = io.StringIO()
    call_command("dumpdata", "claims.topic", stdout=io.StringIO(), stderr=errors)
    assert errors.getvalue() == ""


def test_types_are_named_as_models_and_left_out_likewise(world: World) -> None:
    assert {entry["model"] for entry in entries("claims.topic", "claims.Outlet")} == {
        "claims.topic",
        "claims.outlet",
    }
    assert {entry["model"] for entry in entries(exclude=["claims.claim", "auth"])} == {
        entry["model"] for entry in entries("claims") if entry["model"] != "claims.claim"
    }


def test_without_a_name_neither_accounts_nor_salts_are_dumped(world: World) -> None:
    get_user_model()._default_manager.create_user("eve-example", password="correct horse")
    text = dumped()
    assert text == dumped("claims")
    assert "eve-example" not in text
    assert not any(salt in text for salt in RevisionContent.objects.values_list("salt", flat=True))


@each_case("model", ["revision", "revisioncontent", "ledgerrow", "auditevent", "batch", "alias", "nothing"])
def test_what_is_no_record_is_never_dumped(model: str) -> None:
    assert f"claims.{model} is not dumped: a dump has records alone (claims.speaker," in refused(
        f"claims.{model}"
    )


@each_case(
    ("labels", "options", "message"),
    [
        (["claims", "auth"], {}, "name other apps in another dumpdata"),
        (["claims"], {"format": "jsonl"}, "Records are dumped as JSON, not jsonl."),
        (["claims.topic"], {"primary_keys": "1"}, "Records have no pk in a dump"),
        (["claims"], {"output": "x.jsonl"}, "x.jsonl: a dump is a JSON list, and loaddata takes"),
        (["claims"], {"output": "x.json.gz"}, "x.json.gz: a dump is a JSON list"),
        (["claims"], {"database": "other"}, "Records are kept in the database default alone"),
        (["claims"], {"output": "nowhere/x.json"}, "there is no directory nowhere; make it first"),
    ],
)
def test_what_a_dump_of_records_cannot_be_ends_with_2(
    labels: list[str], options: dict[str, Any], message: str
) -> None:
    assert message in refused(*labels, **options)


def test_another_app_that_is_named_is_dumped_as_django_does_it() -> None:
    Group.objects.get_or_create(name="Readers")
    assert [entry["model"] for entry in entries("auth.group") if entry["fields"]["name"] == "Readers"] == [
        "auth.group"
    ]
