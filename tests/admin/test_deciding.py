"""The buttons of a record and their pages: consequences first, then the action, and nothing typed is lost."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from claims.actions.recording import change_draft, propose_change, record_draft
from claims.domain.canonical import digest
from claims.domain.record_codec import canonical_text, from_document
from claims.domain.shared_records import TopicRecord
from claims.models import Claim, FormerAddress, Proposal, Revision, Source, Speaker, Tombstone, Topic
from claims.models.record_mapping import as_record
from claims.models.record_row import RecordRow
from tests.actions.drafts import AFTER, drafted, published, row, submitted
from tests.admin.test_records import form_of
from tests.world import ANN, World


@pytest.fixture(autouse=True)
def review(settings: Any) -> None:
    """Two people are needed, as a site begins."""
    settings.REVIEW_REQUIRED = True


def page_of(name: str, found: RecordRow, *more: int) -> str:
    return reverse(f"admin:claims_{found._meta.model_name}_{name}", args=[found.pk, *more])


def text_of(answer: Any) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


def hidden(answer: Any) -> dict[str, str]:
    """The hidden fields of the page's form, as a browser would send them."""
    found = {}
    for tag in re.findall(r'<input type="hidden"[^>]*>', answer.content.decode()):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] != "csrfmiddlewaretoken":
            found[name[1]] = unescape(value[1]) if value else ""
    return found


def decide(browser: Client, name: str, found: RecordRow, **answers: str) -> Any:
    """Open the page of a decision and send its form."""
    page = browser.get(page_of(name, found))
    assert page.status_code == 200, text_of(page)
    return browser.post(page_of(name, found), {**hidden(page), "_confirm": "1", **answers})


def second_editor() -> Client:
    browser = Client()
    user = User.objects.create_user("fay", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    browser.force_login(user)
    return browser


def test_a_record_offers_what_can_be_done_where_it_stands(editor: Client, world: World) -> None:
    def offered(found: RecordRow) -> set[str]:
        body = editor.get(page_of("change", found), follow=True).content.decode()
        return {name for name in ("submit", "return", "publish", "amend", "withdraw", "merge", "rename")
                if f'href="{page_of(name, found)}"' in body}  # fmt: skip

    topic = Topic.objects.get(slug=world.topic)
    assert offered(topic) == {"amend", "merge", "rename"}
    assert offered(Topic.objects.get(slug=world.unseen_topic)) == {"submit", "publish"}
    assert offered(Source.objects.get(key=world.dated_source)) == {"amend"}
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
    assert decide(editor, "publish", row(found)).status_code == 302
    assert (row(found).state, row(found).version) == ("published", 1)


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


def test_withdrawing_asks_for_the_reason_and_the_note(editor: Client, world: World) -> None:
    found = row(published(world))
    answer = decide(editor, "withdraw", found, reason_class="error", note="")
    assert answer.status_code == 200
    assert 'value="error" selected' in answer.content.decode()  # Nothing typed is lost.
    assert decide(editor, "withdraw", found, reason_class="error", note="Never said.").status_code == 302
    assert Tombstone.objects.get(key=found.key).note == "Never said."


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


# Amending


def test_a_working_copy_becomes_public_with_class_and_note(editor: Client, world: World) -> None:
    found = published(world, "The brigde needs a toll")
    changed = replace(found, words=replace(found.words, text="The bridge needs a toll"))
    propose_change(record=changed, by=ANN, at=AFTER)
    page = editor.get(page_of("amend", row(found)))
    assert "<del>brigde" in page.content.decode()
    assert 'value="typographic" selected' in page.content.decode()
    answer = decide(editor, "amend", row(found), change_class="typographic", note="A slip of ours.")
    assert answer.status_code == 302
    latest = Revision.objects.get(record_type="claim", record_key=found.key, version=2)
    assert (latest.change_class, latest.author, latest.approver) == ("typographic", "ann", "eve")
    assert not Claim.objects.filter(amends__key=found.key).exists()


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"change_class": "typographic", "note": "So."}, "a negation"),
        ({"change_class": "correction", "note": "So.", "wrong": "was not"}, "What is right, How we learned"),
        ({"change_class": "correction", "note": " "}, "This field is required"),
        ({"change_class": "", "note": "So."}, "This field is required"),
    ],
)
def test_a_class_that_does_not_fit_is_refused_and_what_was_typed_stays(
    editor: Client, world: World, answers: dict[str, str], told: str
) -> None:
    found = published(world, "The flood was not our fault")
    changed = replace(found, words=replace(found.words, text="The flood was our fault"))
    propose_change(record=changed, by=ANN, at=AFTER)
    answer = decide(editor, "amend", row(found), learned="", **{"thanks": "A reader", **answers})
    assert told in text_of(answer)
    assert "A reader" in answer.content.decode()
    assert row(found).version == 1
    assert Claim.objects.filter(amends__key=found.key).exists()


def test_a_working_copy_that_changed_since_it_was_read_is_a_conflict(editor: Client, world: World) -> None:
    found = published(world)
    propose_change(record=replace(found, role="mayor"), by=ANN, at=AFTER)
    page = editor.get(page_of("amend", row(found)))
    propose_change(record=replace(found, role="minister"), by=ANN, at=AFTER)
    told = {"change_class": "update", "note": "New.", "wrong": "a", "right": "b", "learned": "c"}
    answer = editor.post(page_of("amend", row(found)), {**hidden(page), **told, "_confirm": "1"})
    assert answer.status_code == 409
    assert row(found).version == 1
    again = {**hidden(answer), **told, "_confirm": "1"}
    assert editor.post(page_of("amend", row(found)), again).status_code == 302
    assert row(found).role == "minister"


def test_ratings_that_turn_stale_are_named_before(editor: Client, world: World) -> None:
    verdict = {"scale": world.scale, "rating": "half", "judged": digest("The bridge needs a toll")}
    found = published(world, verdicts=[verdict])
    changed = replace(found, words=replace(found.words, text="The bridge needs no toll"))
    propose_change(record=changed, by=ANN, at=AFTER)
    page = text_of(editor.get(page_of("amend", row(found))))
    assert f"on the scale {world.scale} was judged on other words, and will say so" in page


def test_without_a_working_copy_the_page_says_how_to_begin_one(editor: Client, world: World) -> None:
    found = row(published(world))
    page = editor.get(page_of("amend", found))
    assert reverse("admin:claims_claim_propose", args=[found.pk]) in page.content.decode()


def amend_topic(browser: Client, topic: Topic, **answers: str) -> Any:
    """Change the name of a public topic in its form, look, and confirm."""
    url = page_of("amend", topic)
    form = {**form_of(browser, url), "name": "Bridges"}
    look = browser.post(url, form)
    assert look.status_code == 200
    assert "Bridges" in look.content.decode()
    assert Topic.objects.get(pk=topic.pk).name == topic.name  # Nothing was saved by looking.
    told = {"change_class": "correction", "note": "It is wider.", "wrong": "narrow", "right": "wide"}
    told |= {"learned": "From a reader."}
    return browser.post(url, {**hidden(look), **told, **answers, "_confirm": "1"})


def test_another_record_is_amended_from_its_form(editor: Client, world: World, settings: Any) -> None:
    settings.REVIEW_REQUIRED = False
    topic = Topic.objects.get(slug=world.topic)
    assert amend_topic(editor, topic).status_code == 302
    topic.refresh_from_db()
    assert (topic.name, topic.version) == ("Bridges", 2)


def test_where_review_is_required_a_second_editor_approves(editor: Client, world: World) -> None:
    topic = Topic.objects.get(slug=world.topic)
    assert amend_topic(editor, topic).status_code == 302
    waiting = Proposal.objects.get()
    assert Topic.objects.get(pk=topic.pk).version == 1
    url = page_of("proposal", topic, waiting.pk)
    assert "Somebody other than eve" in text_of(editor.post(url, {"_confirm": "1"}))
    other = second_editor()
    assert url in other.get(page_of("change", topic), follow=True).content.decode()
    page = text_of(other.get(url))
    assert "Proposed by eve" in page
    assert "Bridges" in page
    assert other.post(url, {"_confirm": "1"}).status_code == 302
    latest = Revision.objects.get(record_type="topic", record_key=world.topic, version=2)
    assert (latest.author, latest.approver) == ("eve", "fay")
    assert other.get(url).status_code == 404


def test_a_proposal_can_be_declined(editor: Client, world: World) -> None:
    topic = Topic.objects.get(slug=world.topic)
    amend_topic(editor, topic)
    url = page_of("proposal", topic, Proposal.objects.get().pk)
    assert editor.post(url, {"_decline": "1"}).status_code == 302
    assert Topic.objects.get(pk=topic.pk).version == 1
    assert not Proposal.objects.get().approved


# Merging


def test_two_speakers_are_merged_by_their_pages_and_it_is_undone_there(
    editor: Client, client: Client, world: World, settings: Any
) -> None:
    settings.REVIEW_REQUIRED = False
    roe = Speaker.objects.get(slug=world.roe)
    page = text_of(editor.get(page_of("merge", roe)))
    assert re.search(r"\d+ public claims will be amended", page)
    refused = decide(editor, "merge", roe, other="nobody", note="One person.")
    assert "There is no speaker called “nobody”" in text_of(refused)
    assert "One person." in refused.content.decode()
    assert decide(editor, "merge", roe, other="María Solano", note="One person.").status_code == 302
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


# History and preview


def test_the_history_tells_versions_differences_and_who(editor: Client, world: World) -> None:
    page = editor.get(page_of("history", Claim.objects.get(key=world.amended)))
    text = text_of(page)
    assert "Version 3: Correction" in text
    assert "written by ann, approved by bob" in text
    assert "<del>" in page.content.decode()
    assert "A reader compared the page." in text
    assert "publish" in text
    waiting = text_of(editor.get(page_of("history", Claim.objects.get(key=world.later_support))))
    assert "What the working copy would change" in waiting


def test_a_preview_is_the_public_page_striped_and_kept_by_nobody(
    editor: Client, client: Client, world: World
) -> None:
    draft = Claim.objects.get(key=world.draft)
    url = page_of("preview", draft)
    page = editor.get(url)
    assert page.status_code == 200
    assert draft.text in unescape(page.content.decode())
    assert "preview-bar" in page.content.decode()
    assert 'name="robots" content="noindex, nofollow"' in page.content.decode()
    assert "application/ld+json" not in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    assert client.get(url).status_code == 302  # To the sign-in.
    assert client.get(f"/claims/{world.draft}/").status_code == 404


def test_a_preview_names_drafts_and_no_public_page_does(editor: Client, client: Client, world: World) -> None:
    name = Speaker.objects.get(slug=world.unseen_speaker).name
    found = drafted(world, "A draft on a draft", speaker=world.unseen_speaker)
    assert name in unescape(editor.get(page_of("preview", row(found))).content.decode())
    for address in ("/", "/claims/", f"/claims/{found.key}/", "/speakers/", f"/claims/{world.timed}/"):
        answer = client.get(address, follow=True).content.decode()
        assert name not in answer
        assert "A draft on a draft" not in answer


def test_a_working_copy_is_previewed_beside_what_is_public(
    editor: Client, client: Client, world: World
) -> None:
    copy = Claim.objects.get(amends__key=world.later_support)
    shown = unescape(editor.get(page_of("preview", copy)).content.decode())
    public = unescape(client.get(f"/claims/{world.later_support}/", follow=True).content.decode())
    assert any(text in shown for text in world.unseen)
    assert not any(text in public for text in world.unseen)


# Conflicts


def test_two_changes_of_one_draft_come_to_a_page_with_both(editor: Client, world: World) -> None:
    record_draft(record=TopicRecord(slug="tolls", name="Tolls", description="Old."), by=ANN, at=AFTER)
    topic = Topic.objects.get(slug="tolls")
    url = page_of("change", topic)
    mine = {**form_of(editor, url), "name": "My tolls"}
    change_draft(
        record=TopicRecord(slug="tolls", name="Their tolls", description="Theirs."), by=ANN, at=AFTER
    )
    page = editor.post(url, mine)
    assert page.status_code == 409
    for text in ("My", "Their", "Old.", "Theirs."):
        assert text in page.content.decode()
    assert Topic.objects.get(pk=topic.pk).name == "Their tolls"
    answers = {**hidden(page), "take_name": "mine", "take_description": "theirs"}
    assert editor.post(page_of("settle", topic), answers).status_code == 302
    assert as_record(Topic.objects.get(pk=topic.pk)) == TopicRecord(
        slug="tolls", name="My tolls", description="Theirs."
    )


def test_a_conflict_about_a_conflict_loses_nothing_either(editor: Client, world: World) -> None:
    record_draft(record=TopicRecord(slug="tolls", name="Tolls"), by=ANN, at=AFTER)
    topic = Topic.objects.get(slug="tolls")
    mine = {**form_of(editor, page_of("change", topic)), "name": "Mine"}
    change_draft(record=TopicRecord(slug="tolls", name="Theirs"), by=ANN, at=AFTER)
    page = editor.post(page_of("change", topic), mine)
    change_draft(record=TopicRecord(slug="tolls", name="Theirs again"), by=ANN, at=AFTER)
    again = editor.post(page_of("settle", topic), {**hidden(page), "take_name": "mine"})
    assert again.status_code == 409
    assert "Mine" in again.content.decode()
    assert "Theirs again" in again.content.decode()
    answers = {**hidden(again), "take_name": "mine"}
    assert editor.post(page_of("settle", topic), answers).status_code == 302
    assert Topic.objects.get(pk=topic.pk).name == "Mine"


@pytest.mark.parametrize("document", ["", "{}", "[1", '{"type":"topic","slug":"x","name":"X"}'])
def test_a_conflict_page_takes_no_record_but_its_own(editor: Client, world: World, document: str) -> None:
    topic = Topic.objects.get(slug=world.unseen_topic)
    answer = editor.post(page_of("settle", topic), {"document": document, "edition": "1"})
    assert answer.status_code == 404


def test_a_part_that_is_saved_after_its_claim_has_changed_is_refused_and_kept(
    editor: Client, world: World
) -> None:
    found = drafted(world)
    hop = row(found).chain.get()
    url = reverse("admin:claims_citation_change", args=[hop.pk])
    mine = {**form_of(editor, url), "note": "As printed."}
    Claim.objects.filter(key=found.key).update(edition=99)
    page = editor.post(url, mine)
    assert page.status_code == 200
    assert "has changed since you opened it" in text_of(page)
    assert "As printed." in page.content.decode()
    hop.refresh_from_db()
    assert hop.note == ""
