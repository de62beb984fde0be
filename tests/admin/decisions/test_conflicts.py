"""Two changes of one record at once: a page with both, and nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from claims.actions.drafts.recording import change_draft, record_draft
from claims.domain.record.shared import PositionRecord, TopicRecord
from claims.models import Position, Topic
from claims.models.record_mapping import as_record
from tests.actions.drafts.small_records import AFTER
from tests.admin.desk_pages import hidden, page_of, second_editor, text_of
from tests.admin.test_records import form_of
from tests.world import ANN, World

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def review(settings: Any) -> None:
    """Two people are needed, as a site begins."""
    settings.REVIEW_REQUIRED = True


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
    for text in ("My", "Their", "by ann (", "other changes are kept as well: description"):
        assert text in text_of(page)
    assert "take_description" not in page.text
    assert Topic.objects.get(pk=topic.pk).name == "Their tolls"
    answers = {**hidden(page), "take_name": "mine"}
    assert editor.post(page_of("settle", topic), answers).status_code == 302
    assert as_record(Topic.objects.get(pk=topic.pk)) == TopicRecord(
        slug="tolls", name="My tolls", description="Theirs."
    )


def test_two_changes_of_different_fields_are_both_saved(editor: Client, world: World) -> None:
    record_draft(record=TopicRecord(slug="tolls", name="Tolls", description="Old."), by=ANN, at=AFTER)
    topic = Topic.objects.get(slug="tolls")
    mine = {**form_of(editor, page_of("change", topic)), "description": "Mine."}
    change_draft(record=TopicRecord(slug="tolls", name="Theirs", description="Old."), by=ANN, at=AFTER)
    page = editor.post(page_of("change", topic), mine, follow=True)
    assert "changed: name. Both changes are kept." in text_of(page)
    now = as_record(Topic.objects.get(pk=topic.pk))
    assert now == TopicRecord(slug="tolls", name="Theirs", description="Mine.")


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


def test_parts_of_a_record_are_merged_too(editor: Client, world: World) -> None:
    position = Position.objects.get(slug=world.unseen_position)
    url, other = page_of("change", position), second_editor()
    first, second = form_of(editor, url), form_of(other, url)
    text = next(name for name in first if name.startswith("answers-0-") and name.endswith("text"))
    assert editor.post(url, first | {text: "A longer answer"}).status_code == 302
    page = other.post(url, second | {"question": "Who pays the toll now?"}, follow=True)
    assert "Both changes are kept" in text_of(page)
    now = as_record(Position.objects.get(pk=position.pk))
    assert isinstance(now, PositionRecord)
    assert (now.question, now.answers[0].text) == ("Who pays the toll now?", "A longer answer")
