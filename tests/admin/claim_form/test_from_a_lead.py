"""The form of a claim that is made of a lead."""

from __future__ import annotations

from django.test import Client

from claims.actions.drafts.recording import record_draft
from claims.domain.history.permissions import FIXTURES
from claims.domain.record.codec import from_document
from claims.models import FollowedLead, Lead
from tests.admin.claim_form.claim_form_pages import ADD, saved, sent_back
from tests.world import FOUNDED_AT, World


def test_a_lead_opens_the_form_of_a_claim_with_what_it_says_and_is_followed_once_it_is_saved(
    world: World, editor: Client
) -> None:
    document = {
        "type": "lead", "slug": "a-toll", "about": "who pays the ferry", "where": "appearance",
        "speaker": world.roe, "said": "2020-05-05", "positions": [world.other_position],
        "url": "https://voz.example/toll", "outlet": world.voz, "language": "es",
    }  # fmt: skip
    row = record_draft(record=from_document(document), by=FIXTURES, at=FOUNDED_AT)
    page = f"{ADD}?lead=a-toll"
    assert page in editor.get(f"/admin/claims/lead/{row.pk}/change/").text
    typed = sent_back(editor, page)
    assert (typed["speaker_key"], typed["said"], typed["source"]) == (
        world.roe,
        "2020-05-05",
        "https://voz.example/toll",
    )
    assert typed["stances-0-position_key"] == world.other_position
    sent = typed | {
        "text": "The king pays the ferry",
        "form": "quoted",
        "language": "es",
        "source_title": "The ferry",
    }
    claim = saved(editor.post(ADD, sent))
    assert FollowedLead.objects.get(claim=claim).lead.slug == "a-toll"
    listed = editor.get("/admin/claims/lead/?followed=no").text
    assert "who pays the ferry" not in listed
    assert Lead.objects.get(slug="a-toll").claim_key == ""
