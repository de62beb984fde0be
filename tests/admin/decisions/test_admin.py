"""The buttons of a record and their pages: consequences first, then the action, and nothing typed is lost."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from msgspec.structs import replace

from claims.actions.drafts.recording import change_draft, propose_change
from claims.domain.record.codec import canonical_text, from_document
from claims.models import Claim, FormerAddress, Proposal, Revision, Source, Speaker, Tombstone, Topic
from claims.models.record_row import RecordRow
from tests.actions.drafts.small_records import AFTER, drafted, on_record, published, row, submitted
from tests.admin.desk_pages import decide, hidden, page_of, second_editor, text_of
from tests.world import ANN, World

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def review(settings: Any) -> None:
    """Two people are needed, as a site begins."""
    settings.REVIEW_REQUIRED = True


def test_a_record_offers_what_can_be_done_where_it_stands(editor: Client, world: World) -> None:
    def offered(found: RecordRow) -> set[str]:
        body = editor.get(page_of("change", found), follow=True).content.decode()
        return {name for name in ("submit", "return", "publish", "amend", "withdraw", "merge", "rename")
                if f'href="{page_of(name, found)}"' in body}  # fmt: skip

    topic = Topic.objects.get(slug=world.topic)
    assert offered(topic) == {"amend", "merge", "rename"}
    assert offered(Topic.objects.get(slug=world.unseen_topic)) == {"submit", "publish"}
    assert offered(Source.objects.get(key=world.dated_source)) == {"amend", "merge"}
    assert offered(Claim.objects.get(key=world.draft)) == {"submit"}
    assert offered(Claim.objects.get(key=world.submitted)) == {"return", "publish"}
    assert offered(Claim.objects.get(key=world.timed)) == {"amend", "withdraw"}


def test_submitting_returning_and_publishing_through_their_pages(editor: Client, world: World) -> None:
    found = drafted(world)
    assert decide(editor, "submit", row(found)).status_code == 302
    assert row(found).state == "submitted"
    refused = decide(editor, "return", row(found), comment=" ")
    assert "This field is required" in text_of(refused)
    assert decide(editor, "return", row(found), comment="Which page?").status_code == 302
    assert row(found).state == "returned"
    decide(editor, "submit", row(found))
    page = editor.get(page_of("publish", row(found)))
    assert f"/claims/{found.key}/" in text_of(page)
    after = editor.get(decide(editor, "publish", row(found))["Location"], follow=True).content.decode()
    assert (row(found).state, row(found).version) == ("published", 1)
    assert f'<a href="/claims/{found.key}/' in after
    assert "See it as readers do" in after


def test_what_goes_along_and_what_blocks_is_told_before(editor: Client, world: World) -> None:
    other = drafted(world, "A draft of another")
    found = drafted(
        world, "The bridge needs a toll", said="", topics=[world.unseen_topic],
        relations=[],
    )  # fmt: skip
    change_draft(
        record=from_document(
            json.loads(canonical_text(found)) | {"relations": [{"kind": "repeats", "to": other.key}]}
        ),
        by=ANN,
        at=AFTER,
    )
    decide(editor, "submit", row(found))
    page = text_of(editor.get(page_of("publish", row(found))))
    assert world.unseen_topic in page
    assert "the day on which it was said is missing" in page
    assert f"points to {other.key}, which is not public. Publish that claim first." in page
    answer = decide(editor, "publish", row(found))
    assert answer.status_code == 200
    assert row(found).version == 0


def test_who_wrote_it_is_told_that_somebody_else_has_to_publish(world: World) -> None:
    browser = Client()
    browser.force_login(User.objects.create_superuser("ann"))
    found = submitted(world)
    assert "Somebody other than ann" in text_of(browser.get(page_of("publish", row(found))))
    assert "Somebody other than ann" in text_of(decide(browser, "publish", row(found)))
    assert row(found).state == "submitted"


def test_withdrawing_asks_for_the_reason_and_the_note(editor: Client, world: World, settings: Any) -> None:
    settings.REVIEW_REQUIRED = False
    found = row(published(world))
    answer = decide(editor, "withdraw", found, reason_class="error", note="")
    assert answer.status_code == 200
    assert 'value="error" selected' in answer.content.decode()  # Nothing typed is lost.
    assert decide(editor, "withdraw", found, reason_class="error", note="Never said.").status_code == 302
    assert Tombstone.objects.filter(key=found.key).exists()
    assert Revision.objects.get(record_key=found.key, version=2).note == "Never said."


def test_a_duplicate_asks_for_the_claim_that_stays(
    editor: Client, client: Client, world: World, settings: Any
) -> None:
    settings.REVIEW_REQUIRED = False
    found = row(published(world))
    answers = {"reason_class": "duplicate", "note": "Twice."}
    for typed, message in (
        ("", "For a duplicate, name the claim that stays"),
        ("0123456789", "Nothing in the database is called “0123456789”"),
        (world.draft, "is not public: name the claim that stays"),
        (found.key or "", "no claim is a duplicate of itself"),
    ):
        answer = decide(editor, "withdraw", found, survivor=typed, **answers)
        assert answer.status_code == 200
        assert message in text_of(answer)
        assert "Twice." in answer.content.decode()
    answer = decide(editor, "withdraw", found, reason_class="error", survivor=world.turn, note="Why.")
    assert "Leave this empty: it is only for a duplicate" in text_of(answer)
    assert decide(editor, "withdraw", found, survivor=world.turn, **answers).status_code == 302
    assert Tombstone.objects.get(key=found.key).survivor == world.turn
    body = client.get(f"/claims/{found.key}/").content.decode()
    assert f'href="/claims/{world.turn}/' in body
    assert "1 duplicate of it will lead to" in text_of(
        editor.get(page_of("withdraw", Claim.objects.get(key=world.turn)))
    )


def test_a_proposed_duplicate_carries_the_claim_that_stays(editor: Client, world: World) -> None:
    found = row(published(world))
    answers = {"reason_class": "duplicate", "note": "Twice.", "survivor": world.turn}
    assert decide(editor, "withdraw", found, **answers).status_code == 302
    url, other = page_of("proposal", found, Proposal.objects.get().pk), second_editor()
    assert f"The claim that stays: {world.turn}" in text_of(other.get(url))
    assert other.post(url, {"_confirm": "1"}).status_code == 302
    assert Tombstone.objects.get(key=found.key).survivor == world.turn


def test_where_review_is_required_a_withdrawal_waits_for_a_second_editor(
    editor: Client, client: Client, world: World
) -> None:
    found = row(published(world))
    page = text_of(editor.get(page_of("withdraw", found)))
    assert "It waits until a second editor approves it" in page
    assert decide(editor, "withdraw", found, reason_class="error", note="Never said.").status_code == 302
    assert client.get(f"/claims/{found.key}/", follow=True).status_code == 200
    url = page_of("proposal", found, Proposal.objects.get().pk)
    assert "Somebody other than eve" in text_of(editor.post(url, {"_confirm": "1"}))
    assert Claim.objects.get(pk=found.pk).state == "published"
    other = second_editor()
    told = text_of(other.get(url))
    for text in (
        "Proposed by eve",
        "Reason: recorded in error",
        "Public note: Never said.",
        "Its page is taken down",
    ):
        assert text in told
    assert other.post(url, {"_confirm": "1"}).status_code == 302
    assert Tombstone.objects.filter(key=found.key).exists()
    latest = Revision.objects.get(record_type="claim", record_key=found.key, version=2)
    assert latest.note == "Never said."
    assert (latest.change_class, latest.author, latest.approver) == ("withdrawal", "eve", "fay")
    assert client.get(f"/claims/{found.key}/").status_code == 410


def test_who_wrote_a_claim_does_not_withdraw_it_alone(world: World) -> None:
    browser = Client()
    browser.force_login(User.objects.create_superuser("ann"))
    found = row(published(world))
    assert decide(browser, "withdraw", found, reason_class="error", note="Never said.").status_code == 302
    url = page_of("proposal", found, Proposal.objects.get().pk)
    assert "Somebody other than ann" in text_of(browser.post(url, {"_confirm": "1"}))
    assert Claim.objects.get(pk=found.pk).state == "published"
    assert browser.post(url, {"_decline": "1"}).status_code == 302
    assert Claim.objects.get(pk=found.pk).state == "published"


def test_a_withdrawal_of_what_has_changed_since_is_a_conflict(editor: Client, world: World) -> None:
    found = row(published(world))
    decide(editor, "withdraw", found, reason_class="error", note="Never said.")
    Claim.objects.filter(pk=found.pk).update(edition=found.edition + 1, version=2)
    answer = second_editor().post(page_of("proposal", found, Proposal.objects.get().pk), {"_confirm": "1"})
    assert answer.status_code == 409
    assert "Return it, so that it can be proposed again" in text_of(answer)
    assert Claim.objects.get(pk=found.pk).state == "published"


def test_work_on_a_change_holds_up_no_decision_that_waits(editor: Client, world: World) -> None:
    found = published(world)
    decide(editor, "withdraw", row(found), reason_class="error", note="Never said.")
    propose_change(record=replace(found, role="mayor"), by=ANN, at=AFTER)
    claim = row(found)
    address = page_of("proposal", claim, Proposal.objects.get().pk)
    assert second_editor().post(address, {"_confirm": "1"}).status_code == 302
    claim.refresh_from_db()
    assert (claim.state, claim.has_change, claim.document) == ("withdrawn", False, "")


def test_a_change_is_discarded_by_who_began_it_or_an_editor_alone(editor: Client, world: World) -> None:
    found = published(world)
    propose_change(record=replace(found, role="mayor"), by=ANN, at=AFTER)
    other = Client()
    user = User.objects.create_user("carl", is_staff=True)
    user.groups.add(Group.objects.get(name="Contributor"))
    other.force_login(user)
    assert page_of("discard", row(found)) not in other.get(page_of("change", row(found))).text
    assert "Only an admin may delete drafts" in text_of(decide(other, "discard", row(found)))
    assert page_of("discard", row(found)) in editor.get(page_of("change", row(found))).text
    assert decide(editor, "discard", row(found)).status_code == 302
    assert (row(found).has_change, row(found).state, on_record(found)) == (False, "published", found)
    assert editor.get(page_of("discard", row(found))).status_code == 409


def test_a_decision_on_what_has_changed_since_is_a_conflict_that_keeps_the_words(
    editor: Client, world: World
) -> None:
    found = row(published(world))
    page = editor.get(page_of("withdraw", found))
    Claim.objects.filter(pk=found.pk).update(edition=found.edition + 1)
    answers = {**hidden(page), "_confirm": "1", "reason_class": "error", "note": "Never said."}
    answer = editor.post(page_of("withdraw", found), answers)
    assert answer.status_code == 409
    assert "has changed since you opened it" in text_of(answer)
    assert "Never said." in answer.content.decode()
    assert hidden(answer)["edition"] == str(found.edition + 1)


def test_a_decision_that_does_not_fit_says_so(editor: Client, world: World) -> None:
    found = row(drafted(world))
    assert editor.get(page_of("publish", found)).status_code == 409
    assert editor.post(page_of("withdraw", found), {"_confirm": "1"}).status_code == 409


def test_a_contributor_decides_nothing_but_to_submit(world: World) -> None:
    browser = Client()
    user = User.objects.create_user("carl", is_staff=True)
    user.groups.add(Group.objects.get(name="Contributor"))
    browser.force_login(user)
    found = row(drafted(world))
    assert browser.get(page_of("publish", found)).status_code == 403
    assert browser.get(page_of("amend", row(published(world, "Another")))).status_code == 403
    assert decide(browser, "submit", found).status_code == 302


def test_two_speakers_are_merged_by_their_pages_and_it_is_undone_there(
    editor: Client, client: Client, world: World, settings: Any
) -> None:
    settings.REVIEW_REQUIRED = False
    roe = Speaker.objects.get(slug=world.roe)
    page = text_of(editor.get(page_of("merge", roe)))
    assert re.search(r"\d+ public claims will be found there", page)
    refused = decide(editor, "merge", roe, other="nobody", note="One person.")
    assert "There is no speaker called “nobody”" in text_of(refused)
    assert "One person." in refused.content.decode()
    second = decide(editor, "merge", roe, other="María Solano", note="One person.")
    assert not FormerAddress.objects.exists()
    shown = " ".join(text_of(second).split())
    for words in (
        "This one goes: Anna Roe",
        "This one stays: María Solano",
        "person",
        "minister of works",
        "Мария Солано",
    ):
        assert words in shown
    assert "Other names that the record that stays gets: Анна Ро, Anna Roe." in shown
    answers = {**hidden(second), "_confirm": "1", "other": "María Solano", "note": "One person."}
    other = editor.post(page_of("merge", roe), {**answers, "other": "Viktor Lebed"})
    assert "This one stays: Viktor Lebed" in " ".join(text_of(other).split())
    assert editor.post(page_of("merge", roe), answers).status_code == 302
    assert client.get(f"/speakers/{world.roe}/").status_code == 301
    move = FormerAddress.objects.get()
    undo = reverse("admin:claims_undo_move", args=[move.pk])
    assert undo in editor.get(page_of("history", Speaker.objects.get(slug=world.solano))).content.decode()
    page_to_undo = editor.get(undo)
    answers = {**hidden(page_to_undo), "_confirm": "1", "note": "Two after all."}
    assert editor.post(undo, answers).status_code == 302
    assert client.get(f"/speakers/{world.roe}/").status_code == 200


def test_a_speaker_is_renamed_and_another_identified(editor: Client, world: World, settings: Any) -> None:
    settings.REVIEW_REQUIRED = False
    roe, senator = (Speaker.objects.get(slug=slug) for slug in (world.roe, world.senator))
    assert decide(editor, "rename", roe, other="anna-stone", note="She married.").status_code == 302
    assert decide(editor, "identify", senator, other=world.solano, note="She told.").status_code == 302
    assert Speaker.objects.get(slug=world.senator).identified_as == Speaker.objects.get(slug=world.solano)
    assert Speaker.objects.get(slug="anna-stone").is_public
