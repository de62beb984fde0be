"""The worksheet of a source: its claims, what was left out and why, and the mark that it is done."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from msgspec.structs import replace

from claims.domain.record.claim import Passage
from claims.models import AuditEvent, Claim, Source, SourcePassage, Worksheet
from claims.models.record_mapping import claim_record
from tests.rewritten import rewrite
from tests.world import World


def page_of(key: str) -> str:
    return reverse("admin:claims_source_worksheet", args=[Source.objects.get(key=key).pk])


def test_it_shows_the_claims_with_their_passages_drafts_included(world: World, editor: Client) -> None:
    sheet = editor.get(page_of(world.dated_source)).context["sheet"]
    citing = {
        row.pk
        for row in Claim.objects.all()
        if any(hop.source == world.dated_source for hop in claim_record(row).chain)
    }
    assert {claim.pk for claim in sheet.claims} == citing
    assert any(claim.passages for claim in sheet.claims)
    drafts = editor.get(page_of(world.unseen_source)).context["sheet"].claims
    assert "draft" in [claim.state for claim in drafts]


def test_headlines_come_before_the_body(world: World, editor: Client) -> None:
    claims = editor.get(page_of(world.dated_source)).context["sheet"].claims
    last = Claim.objects.get(pk=[claim for claim in claims if claim.passages][-1].pk)
    in_body = next(
        claim.pk
        for claim in claims
        if not any(one.at == "headline" for one in _passages(Claim.objects.get(pk=claim.pk)))
    )
    (hop,) = claim_record(last).chain
    rewrite(last, chain=(replace(hop, exact=tuple(replace(one, at="headline") for one in hop.exact)),))
    now = [claim.pk for claim in editor.get(page_of(world.dated_source)).context["sheet"].claims]
    assert now.index(last.pk) < now.index(in_body)


def _passages(claim: Claim) -> list[Passage]:
    return [passage for hop in claim_record(claim).chain for passage in hop.exact]


def test_its_queries_do_not_grow_with_the_claims(world: World, editor: Client) -> None:
    def asked(key: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert editor.get(page_of(key)).status_code == 200
        return len(found)

    asked(world.month_source)
    assert asked(world.dated_source) == asked(world.unseen_source) <= 12


def test_a_passage_is_left_out_with_its_reason_and_taken_back(world: World, editor: Client) -> None:
    url = page_of(world.dated_source)
    sent = {"text": "The weather was\r\n fine.", "reason": "about the weather", "_leave_out": "1"}
    assert editor.post(url, sent).status_code == 302
    (passage,) = SourcePassage.objects.all()
    assert (passage.text, passage.reason, passage.made_by) == (
        "The weather was fine.",
        "about the weather",
        "eve",
    )
    answer = editor.post(url, sent)
    assert "on the worksheet already" in answer.text
    assert editor.post(url, {"_take_back": str(passage.pk)}).status_code == 302
    assert not SourcePassage.objects.exists()
    assert "no longer on the worksheet" in editor.post(url, {"_take_back": str(passage.pk)}).text
    told = AuditEvent.objects.filter(record_key=world.dated_source, action="take_back").get().detail
    assert told == {"text": "The weather was fine.", "reason": "about the weather"}


def test_what_is_refused_stands_at_its_field_and_is_kept(world: World, editor: Client) -> None:
    url = page_of(world.dated_source)
    for sent, field, sentence in (
        ({"text": "", "reason": "kept"}, "reason", "Write the text".lower()),
        ({"text": "kept", "reason": ""}, "text", "write the reason"),
        ({"text": "x" * 501, "reason": "kept"}, "reason", "at most 500"),
        ({"text": "a\u202eb", "reason": "kept"}, "reason", "U+202E"),
    ):
        answer = editor.post(url, sent)
        assert answer.status_code == 200
        assert sentence in answer.text
        assert answer.context["typed"][field] == "kept"
    assert not SourcePassage.objects.exists()
    for number in ("0", "x", "9" * 30):
        assert editor.post(url, {"_take_back": number}).status_code == 200


def test_it_is_marked_as_done_and_opened_again(world: World, editor: Client) -> None:
    url = page_of(world.dated_source)
    for _ in range(2):
        assert editor.post(url, {"_done": "1"}).status_code == 302
    assert Worksheet.objects.get().done_by == "eve"
    assert "Read in full by eve" in editor.get(url).text
    editor.post(url, {"_done": "0"})
    assert not Worksheet.objects.exists()


def test_a_source_leads_to_its_worksheet_and_that_to_the_form(world: World, editor: Client) -> None:
    for key in (world.dated_source, world.unseen_source):
        row = Source.objects.get(key=key)
        url = page_of(key)
        assert url in editor.get(reverse("admin:claims_source_change", args=[row.pk])).text
        assert f"{reverse('admin:claims_claim_add')}?source={key}" in editor.get(url).text
    form = editor.get(f"{reverse('admin:claims_claim_add')}?source={world.dated_source}").context["form"]
    assert form["source"].value().key == world.dated_source


def test_no_such_source_and_nobody_at_the_desk(world: World, editor: Client, client: Client) -> None:
    assert editor.get("/admin/claims/source/999999/worksheet/").status_code == 404
    client.force_login(User.objects.create_user("reader", is_staff=True))
    assert client.get(page_of(world.dated_source)).status_code == 403
    assert client.post(page_of(world.dated_source), {"_done": "1"}).status_code == 403
