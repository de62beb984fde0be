"""The plain admin: everything is listed and found, drafts go through the actions, the rest is read."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from msgspec.structs import replace

from claims.actions.drafts.recording import record_draft
from claims.domain.history.permissions import FIXTURES
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_document
from claims.domain.record.shared import SourceRecord
from claims.models import AuditEvent, Claim, FrontQuestion, Source, Speaker, Topic
from claims.models.record_mapping import as_record
from tests.admin.accounts.people import models_with_pages
from tests.admin.sent_forms import sent, with_rows
from tests.admin.test_policy import check as holds_the_policy
from tests.world import FOUNDED_AT, World
from tests.world_claims import FIRST_SUPPORT

pytestmark = pytest.mark.slow

OURS: list[type[models.Model]] = sorted(
    (model for model in models_with_pages() if model._meta.app_label == "claims"),
    key=lambda model: model.__name__,
)


def address(name: str, model: type[models.Model], *args: Any) -> str:
    return reverse(f"admin:claims_{model._meta.model_name}_{name}", args=args)


def form_of(browser: Client, url: str) -> dict[str, Any]:
    """What a browser would send for the form as it stands, of a record or of Django."""
    context = browser.get(url).context
    if "adminform" in context:
        return sent([context["adminform"].form])
    return sent(with_rows(context["form"], (rows for _, _, rows in context["rows"])))


def test_every_model_is_in_the_admin() -> None:
    from django.apps import apps

    assert set(OURS) == set(apps.get_app_config("claims").get_models())


@pytest.mark.django_db
def test_the_admin_asks_who_is_there(client: Client) -> None:
    for model in OURS:
        answer = client.get(address("changelist", model))
        assert answer.status_code == 302, model
        assert answer["Location"].startswith("/admin/login/"), model


@pytest.mark.django_db
def test_a_reader_without_a_desk_does_not_come_in(client: Client) -> None:
    client.force_login(User.objects.create_user("reader"))
    assert client.get(address("changelist", Claim)).status_code == 302


@pytest.mark.postgresql
def test_every_list_opens_and_can_be_searched(world: World, editor: Client) -> None:
    for model in OURS:
        for typed in ("Лебедь 2019", "\x00"):
            answer = editor.get(address("changelist", model), {"q": typed})
            assert answer.status_code == 200, model
            assert 'id="searchbar"' in answer.text, model
            holds_the_policy(answer)


def test_every_row_opens(world: World, editor: Client) -> None:
    for model in OURS:
        for row in model._base_manager.order_by("pk")[:3]:
            answer = editor.get(address("change", model, row.pk))
            assert answer.status_code == 200, model
            holds_the_policy(answer)


def test_the_page_to_add_one_opens_where_there_is_one(world: World, editor: Client) -> None:
    for model in OURS:
        made_here = hasattr(model, "RECORD") or model is FrontQuestion
        answer = editor.get(address("add", model))
        assert answer.status_code == (200 if made_here else 403), model
        holds_the_policy(answer)


def test_a_page_of_the_admin_runs_no_script_of_its_own(world: World, editor: Client) -> None:
    answer = editor.get(address("change", Claim, Claim.objects.get(key=world.draft).pk))
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "<script>" not in answer.text
    assert " style=" not in answer.text


@pytest.mark.parametrize("typed", ["Лебедь", "лебедь", "Lebed", "VIKTOR", "víktor lebed", "viktor-lebed"])
def test_a_speaker_is_found_by_every_name(world: World, editor: Client, typed: str) -> None:
    found = editor.get(address("changelist", Speaker), {"q": typed}).context["cl"].result_list
    assert [speaker.slug for speaker in found] == [world.lebed]


@pytest.mark.parametrize("typed", ["наша позиция", "POSITION has not changed", None])
def test_a_claim_is_found_by_its_words_its_translation_and_its_key(
    world: World, editor: Client, typed: str | None
) -> None:
    query = {"q": typed or world.no_change}
    found = editor.get(address("changelist", Claim), query).context["cl"].result_list
    assert [claim.key for claim in found] == [world.no_change]


def test_a_speaker_is_offered_by_his_alias_where_a_claim_is_written(world: World, editor: Client) -> None:
    query = {"app_label": "claims", "model_name": "claim", "field_name": "speaker", "term": "лебедь"}
    offered = editor.get(reverse("admin:autocomplete"), query).json()["results"]
    assert [row["text"] for row in offered] == ["Viktor Lebed"]


@pytest.mark.parametrize("name", ["first_support", "withdrawn"])
def test_what_is_or_was_public_cannot_be_changed_or_deleted_here(
    world: World, editor: Client, name: str
) -> None:
    claim = Claim.objects.get(key=getattr(world, name))
    page = editor.get(address("change", Claim, claim.pk))
    assert not page.context["has_change_permission"]
    assert 'name="_save"' not in page.text
    sent = {"text": "Other words"}
    # It may have been published while its form was open: what was typed is shown again.
    assert "Other words" in editor.post(address("change", Claim, claim.pk), sent).text
    assert editor.post(address("delete", Claim, claim.pk), {"post": "yes"}).status_code == 403
    kept = Claim.objects.get(pk=claim.pk)
    assert (kept.text, kept.version, kept.has_change) == (claim.text, claim.version, claim.has_change)


def test_nothing_public_can_be_deleted_by_any_page(world: World, editor: Client) -> None:
    for model in OURS:
        rows = model._base_manager.all()
        if any(field.name == "version" for field in model._meta.fields) and hasattr(model, "RECORD"):
            rows = rows.exclude(version=0)
        for row in rows.order_by("pk")[:3]:
            assert editor.post(address("delete", model, row.pk), {"post": "yes"}).status_code == 403, model


def test_a_new_source_gets_its_key_from_its_address(world: World, editor: Client) -> None:
    sent = form_of(editor, address("add", Source))
    sent |= {"title": "A new bridge", "url": "https://gazette.example/new", "credits": "One agency\nAnother"}
    answer = editor.post(address("add", Source), sent)
    assert answer.status_code == 302, answer.context["errors"]
    source = Source.objects.get(title="A new bridge")
    assert source.key.startswith("s-")
    record = as_record(source)
    assert isinstance(record, SourceRecord)
    assert record.credits == ("One agency", "Another")
    assert source.search_text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"published": "2021-13"}, "month"),
        ({"title": "a\u202eb"}, "U+202E"),
        ({"language": "English"}, "language tag"),
    ],
)
def test_what_an_action_refuses_stands_above_the_form(
    world: World, editor: Client, changes: dict[str, str], sentence: str
) -> None:
    source = Source.objects.get(key=world.unseen_source)
    url = address("change", Source, source.pk)
    answer = editor.post(url, form_of(editor, url) | {"author": "never kept"} | changes)
    assert answer.status_code == 200
    assert sentence in str(answer.context["errors"])
    now = Source.objects.get(key=world.unseen_source)
    assert (as_record(now), now.edition) == (as_record(source), source.edition)


def test_a_new_source_of_nothing_is_refused_in_words(world: World, editor: Client) -> None:
    sent = form_of(editor, address("add", Source)) | {"title": "\u200b"}
    assert editor.post(address("add", Source), sent).status_code in (200, 302)


def test_a_slug_that_is_taken_is_refused(world: World, editor: Client) -> None:
    sent = form_of(editor, address("add", Topic)) | {"name": "Bridge", "slug": world.topic}
    answer = editor.post(address("add", Topic), sent)
    assert answer.status_code == 200
    assert "on record already" in str(answer.context["errors"])


def test_a_draft_is_discarded_by_an_action(world: World, editor: Client) -> None:
    claim = Claim.objects.get(key=world.draft)
    assert editor.post(address("delete", Claim, claim.pk), {"post": "yes"}).status_code == 302
    assert not Claim.objects.filter(key=world.draft).exists()
    assert AuditEvent.objects.get(record_key=world.draft, action="discard").actor == "eve"


def test_a_draft_that_others_point_to_stays(world: World, editor: Client) -> None:
    source = Source.objects.get(key=world.unseen_source)
    editor.post(address("delete", Source, source.pk), {"post": "yes"})
    assert Source.objects.filter(key=world.unseen_source).exists()


def test_the_list_of_claims_asks_as_often_for_twenty_rows_as_for_ten(world: World, editor: Client) -> None:
    def queries(rows: int) -> int:
        for number in range(Claim.objects.count(), rows):
            record = from_document({**FIRST_SUPPORT, "key": f"{number:010}", "relations": []})
            assert isinstance(record, ClaimRecord)
            words = replace(record.words, text=f"Words {number}")
            record_draft(record=replace(record, words=words), by=FIXTURES, at=FOUNDED_AT)
        with CaptureQueriesContext(connection) as asked:
            answer = editor.get(address("changelist", Claim))
        assert answer.status_code == 200
        return len(asked)

    few = queries(0)
    assert queries(60) == few
    assert few <= 12
