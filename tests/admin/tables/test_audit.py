"""The audit: found by who, what, which record and when, and taken out as files that run nothing."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime

import pytest
from django.test import Client

from claims.models import AuditEvent
from tests.admin.accounts.people import browser_of, person

pytestmark = pytest.mark.django_db
LIST = "/admin/claims/auditevent/"
AT = datetime(2022, 3, 1, 9, 30, tzinfo=UTC)


def kept(action: str, actor: str = "ann", **more: object) -> None:
    AuditEvent.objects.create(**{"at": AT, "actor": actor, "action": action, **more})


@pytest.fixture
def admin() -> Client:
    return browser_of(person("ada", "Admin"))


def lines(browser: Client, form: str, **query: str) -> list[str]:
    answer = browser.get(f"{LIST}export.{form}", query)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="audit-')
    return b"".join(answer.streaming_content).decode().removeprefix("\ufeff").splitlines()  # type: ignore[attr-defined]


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "bob"}, {"publish"}),
        ({"q": "0123456789"}, {"record"}),
        ({"action": "publish"}, {"publish"}),
        ({"record_type": "claim"}, {"record"}),
        ({"at__year": "2022", "at__month": "4"}, {"withdraw"}),
    ],
)
def test_it_is_narrowed_and_the_files_with_it(admin: Client, query: dict[str, str], found: set[str]) -> None:
    kept("record", record_type="claim", record_key="0123456789")
    kept("publish", "bob", record_type="topic")
    kept("withdraw", at=datetime(2022, 4, 1, tzinfo=UTC), record_type="topic")
    page = admin.get(LIST, query)
    assert {event.action for event in page.context["cl"].result_list} == found
    assert {json.loads(line)["action"] for line in lines(admin, "jsonl", **query)} == found
    assert {row[2] for row in csv.reader(lines(admin, "csv", **query)[1:])} == found


def test_the_csv_runs_nothing_and_the_json_lines_are_exact(admin: Client) -> None:
    kept("record", "=cmd()", record_key="@sum", detail={"note": "+1"})
    (row,) = csv.DictReader(lines(admin, "csv", q="=cmd()"))
    assert (row["actor"], row["record_key"], row["detail"]) == ("'=cmd()", "'@sum", '{"note": "+1"}')
    (line,) = lines(admin, "jsonl", q="=cmd()")
    assert json.loads(line) == {
        "at": "2022-03-01T09:30:00+00:00",
        "actor": "=cmd()",
        "action": "record",
        "record_type": "",
        "record_key": "@sum",
        "version": 0,
        "detail": {"note": "+1"},
    }


def test_taking_it_out_is_itself_kept(admin: Client) -> None:
    lines(admin, "csv")
    assert AuditEvent.objects.filter(action="export_audit", actor="ada").count() == 1


@pytest.mark.parametrize("group", ["Contributor", "Editor"])
def test_it_is_read_by_admins_alone(group: str) -> None:
    browser = browser_of(person("jan", group))
    for address in (LIST, f"{LIST}export.csv", f"{LIST}export.jsonl"):
        assert browser.get(address).status_code == 403


def test_nobody_changes_it(admin: Client) -> None:
    kept("record")
    event = AuditEvent.objects.get(action="record")
    for address in (f"{LIST}add/", f"{LIST}{event.pk}/change/", f"{LIST}{event.pk}/delete/"):
        assert admin.post(address, {"post": "yes"}).status_code == 403
