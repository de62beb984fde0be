"""Amending at the desk: what changes, class and note, and a second editor where review is required."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from msgspec.structs import replace

from claims.actions.drafts.recording import propose_change
from claims.actions.publishing.amending import Amendment
from claims.actions.publishing.reviewing import submit_change
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.canonical import digest
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.shared import TopicRecord
from claims.models import Claim, Proposal, Revision, Topic
from claims.models.record_mapping import as_record
from tests.actions.drafts.small_records import AFTER, on_record, published, row
from tests.admin.desk_pages import decide, hidden, page_of, second_editor, text_of
from tests.admin.test_records import form_of
from tests.rated import verdict
from tests.world import ANN, World

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def review(settings: Any) -> None:
    """Two people are needed, as a site begins."""
    settings.REVIEW_REQUIRED = True


def hand_in(changed: ClaimRecord) -> None:
    """Ann writes a change to a claim and submits it."""
    propose_change(record=changed, by=ANN, at=AFTER)
    told = {"wrong": "This.", "right": "That.", "learned": "From a reader."}
    submit_change(amendment=Amendment(changed, ChangeClass.CORRECTION, "So.", **told), by=ANN, at=AFTER)


def test_a_working_copy_becomes_public_with_class_and_note(editor: Client, world: World) -> None:
    found = published(world, "The bridge  hasn't a toll")
    changed = replace(found, words=replace(found.words, text="The bridge hasn’t a toll"))
    propose_change(record=changed, by=ANN, at=AFTER)
    page = editor.get(page_of("amend", row(found)), follow=True).content.decode()
    assert '<option value="" selected>choose' in page  # It is not submitted yet.
    hand_in(changed)
    answer = decide(editor, "amend", row(found), change_class="typographic", note="A slip of ours.")
    assert answer.status_code == 302
    latest = Revision.objects.get(record_type="claim", record_key=found.key, version=2)
    assert (latest.change_class, latest.author, latest.approver) == ("typographic", "ann", "eve")
    assert not Claim.objects.get(key=found.key).has_change


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"change_class": "typographic", "note": "So."}, "alters no letter, digit or sign"),
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
    hand_in(changed)
    answer = decide(editor, "amend", row(found), learned="", **{"thanks": "A reader", **answers})
    assert told in text_of(answer)
    assert "A reader" in answer.content.decode()
    assert row(found).version == 1
    assert Claim.objects.get(key=found.key).has_change


def test_a_working_copy_that_changed_since_it_was_read_is_a_conflict(editor: Client, world: World) -> None:
    found = published(world)
    hand_in(replace(found, role="mayor"))
    page = editor.get(page_of("amend", row(found)))
    propose_change(record=replace(found, role="minister"), by=ANN, at=AFTER)
    told = {"change_class": "update", "note": "New.", "wrong": "a", "right": "b", "learned": "c"}
    answer = editor.post(page_of("amend", row(found)), {**hidden(page), **told, "_confirm": "1"})
    assert answer.status_code == 409
    assert row(found).version == 1
    again = {**hidden(answer), **told, "_confirm": "1"}
    assert editor.post(page_of("amend", row(found)), again).status_code == 302
    assert on_record(found).role == "minister"


def test_ratings_that_turn_stale_are_named_before(editor: Client, world: World) -> None:
    judged = digest("The bridge needs a toll")
    found = published(world, checkable="fact", verdicts=[verdict(world.scale, "half", judged=judged)])
    changed = replace(found, words=replace(found.words, text="The bridge needs no toll"))
    hand_in(changed)
    page = text_of(editor.get(page_of("amend", row(found))))
    assert f"on the scale {world.scale} by Desk was judged on other words, and will say so" in page


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


def test_an_amendment_keeps_what_became_public_while_it_was_written(
    editor: Client, world: World, settings: Any
) -> None:
    settings.REVIEW_REQUIRED = False
    topic = Topic.objects.get(slug=world.topic)
    url, other = page_of("amend", topic), second_editor()
    form = {**form_of(other, url), "description": "What is built."}
    assert amend_topic(editor, topic).status_code == 302
    look = other.post(url, form)
    assert [change.field for change in look.context["changes"]] == ["description"]
    told = {"change_class": "update", "note": "More.", "wrong": "-", "right": "-", "learned": "-"}
    assert other.post(url, {**hidden(look), **told, "_confirm": "1"}).status_code == 302
    topic.refresh_from_db()
    assert as_record(topic) == TopicRecord(slug=world.topic, name="Bridges", description="What is built.")
    assert topic.version == 3


@pytest.mark.parametrize(("take", "fields"), [("mine", ["name"]), ("theirs", [])])
def test_an_amendment_asks_for_a_field_that_another_amended_meanwhile(
    editor: Client, world: World, settings: Any, take: str, fields: list[str]
) -> None:
    settings.REVIEW_REQUIRED = False
    topic = Topic.objects.get(slug=world.topic)
    url, other = page_of("amend", topic), second_editor()
    form = {**form_of(other, url), "name": "Crossings"}
    assert amend_topic(editor, topic).status_code == 302
    asked = other.post(url, form)
    assert asked.status_code == 409
    assert "by eve (" in text_of(asked)
    look = other.post(asked.context["settle_url"], {**hidden(asked), "take_name": take, "_settle": ""})
    assert look.status_code == 200
    assert [change.field for change in look.context["changes"]] == fields
    topic.refresh_from_db()
    assert (topic.name, topic.version) == ("Bridges", 2)


def test_a_proposal_can_be_declined(editor: Client, world: World) -> None:
    topic = Topic.objects.get(slug=world.topic)
    amend_topic(editor, topic)
    url = page_of("proposal", topic, Proposal.objects.get().pk)
    assert editor.post(url, {"_decline": "1"}).status_code == 302
    assert Topic.objects.get(pk=topic.pk).version == 1
    assert not Proposal.objects.get().approved
