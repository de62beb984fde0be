"""An import is undone at the desk: what will be done is told first, and it takes an admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from claims.actions.drafts.recording import change_draft
from claims.admin.tables import batches
from claims.domain.record.codec import from_document
from claims.models import AuditEvent, Batch, Claim, LedgerRow, Tombstone
from tests.actions.importing.import_lines import ANN, CLAIM, KEY, SHARED, lines
from tests.admin.accounts.people import browser_of, person
from tests.admin.desk_pages import text_of
from tests.records_in_and_out import AT, import_text

pytestmark = pytest.mark.django_db
UNDO = "Undo this import"


@pytest.fixture
def admin() -> Client:
    return browser_of(person("ada", "Admin"))


def address(name: str) -> str:
    return reverse(f"admin:claims_batch_{name}", args=[Batch.objects.get(name="one").pk])


def undo(browser: Client) -> Any:
    return browser.post(address("undo"), {"_confirm": UNDO}, follow=True)


def test_the_page_tells_what_will_be_done_and_does_it_in_the_name_of_the_admin(
    admin: Client, settings: Settings
) -> None:
    settings.REVIEW_REQUIRED = True
    import_text(lines(*SHARED, CLAIM), publish=True, batch="one")
    assert f'href="{address("undo")}"' in admin.get(address("change")).text
    page = text_of(admin.get(address("undo")))
    assert "1 claim will be withdrawn." in page
    assert "3 records will stay: It is public now, and only a claim can be withdrawn." in page
    assert Claim.objects.get().state == "published"
    told = text_of(undo(admin))
    assert "The import is undone: 1 claim withdrawn." in told
    assert "3 records stayed: It is public now" in told
    assert Tombstone.objects.get(key=KEY).reason_class == "batch_undone"
    assert LedgerRow.objects.order_by("-sequence")[0].actor == "ada"
    assert AuditEvent.objects.get(action="undo_import").actor == "ada"


def test_what_was_edited_since_is_named_before_and_after(admin: Client) -> None:
    import_text(lines(*SHARED, CLAIM), batch="one")
    change_draft(record=from_document({**CLAIM, "key": KEY, "role": "mayor"}), by=ANN, at=AT)
    page = admin.get(address("undo"))
    assert f"1 record will stay: It has changed since. (claim {KEY})" in text_of(page)
    assert f'value="{UNDO}"' in page.text
    told = text_of(undo(admin))
    assert f"1 record stayed: It has changed since. (claim {KEY})" in told
    assert "Other records point to this one" in told
    assert Claim.objects.get().state == "draft"


def test_an_import_that_was_undone_has_no_button(admin: Client) -> None:
    import_text(lines(*SHARED, CLAIM), batch="one")
    assert "3 records and 1 claim" not in text_of(undo(admin))
    assert not Claim.objects.exists()
    assert address("undo") not in admin.get(address("change")).text
    page = admin.get(address("undo"))
    assert "Nothing of this import can be undone now." in text_of(page)
    assert f'value="{UNDO}"' not in page.text


def test_a_long_import_is_undone_on_the_server(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MOST_UNDONE", 3)
    import_text(lines(*SHARED, CLAIM), batch="one")
    page = admin.get(address("undo"))
    assert "manage.py undo_import “one”" in text_of(page)
    assert f'value="{UNDO}"' not in page.text
    undo(admin)
    assert Claim.objects.exists()


def test_only_an_admin_finds_the_button(admin: Client) -> None:
    import_text(lines(*SHARED, CLAIM), batch="one")
    editor = browser_of(person("fay", "Editor", "Contributor"))
    assert address("undo") not in editor.get(address("change")).text
    assert editor.get(address("undo")).status_code == 403
    assert undo(editor).status_code == 403
    assert Claim.objects.exists()
