"""The pages of a merge: both records are seen first, unlike kinds are refused, and every name counts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from claims.actions.drafts.recording import record_draft
from claims.actions.merging.merging import merge
from claims.actions.publishing.publishing import publish
from claims.models import Claim, FormerAddress, Outlet, Position, Proposal, Source, Speaker, Topic
from claims.models.record_mapping import ROWS
from claims.models.record_mapping import claim_record as content_of
from claims.models.record_row import RecordRow
from claims.queries.desk import consequences
from claims.queries.desk.form_choices import find_choices, named
from tests.actions.drafts.small_records import AFTER, claim_record, later, record
from tests.admin.desk_pages import decide, hidden, page_of, second_editor, text_of
from tests.records_in_and_out import import_text, told
from tests.world import ANN, BOB, World
from tests.world_shared import GAZETTE_FEBRUARY, GAZETTE_MAY

pytestmark = pytest.mark.slow

WHO: dict[str, Any] = {"note": "They are one.", "by": ANN, "approver": BOB}


@pytest.fixture
def editor(db: None, settings: Any) -> Client:
    settings.REVIEW_REQUIRED = False
    browser = Client()
    browser.force_login(User.objects.create_superuser("eve"))
    return browser


def row(kind: str, key: str) -> RecordRow:
    found: RecordRow = ROWS[kind]._base_manager.get(**{"key" if kind == "source" else "slug": key})
    return found


@pytest.mark.parametrize(
    ("key", "into", "words"),
    [
        ("anna-roe", "The Palace", "only speakers of one kind are merged"),
        ("palace", "Viktor Lebed", "only speakers of one kind are merged"),
        ("anna-roe", "a person at court", "only speakers of one kind are merged"),
        ("a-person-at-court", "a Valdorian senator", "only speakers of one kind are merged"),
        ("anna-roe", "Анна Ро", "cannot be merged into itself"),
        ("anna-roe", "Отто Унгезеен", "is not public"),
        ("anna-roe", "nobody", "There is no speaker called “nobody”"),
    ],
)
def test_what_cannot_be_merged_is_said_before_anything_is_shown(
    editor: Client, world: World, key: str, into: str, words: str
) -> None:
    answer = decide(editor, "merge", row("speaker", key), other=into, note="One.")
    assert words in text_of(answer)
    assert "This one goes:" not in text_of(answer)
    assert not FormerAddress.objects.exists()


@pytest.mark.parametrize(
    ("kind", "key", "into", "shown"),
    [
        ("speaker", "a-valdorian-senator", "Víktor Lébed", "This one stays: Viktor Lebed"),
        ("outlet", "gazette", "Эдерский вестник", "This one stays: Эдерский вестник"),
        ("source", GAZETTE_FEBRUARY, "A spring of bridges", "This one stays: A spring of bridges"),
        ("topic", "trade", "the bridge over the eder", "This one stays: The bridge over the Eder"),
    ],
)
def test_every_type_is_merged_over_two_pages(
    editor: Client, world: World, kind: str, key: str, into: str, shown: str
) -> None:
    found = row(kind, key)
    second = decide(editor, "merge", found, other=into, note="One.")
    assert shown in text_of(second)
    answers = {**hidden(second), "_confirm": "1", "other": into, "note": "One."}
    assert editor.post(page_of("merge", found), answers).status_code == 302
    assert FormerAddress.objects.get().key == key


def test_a_record_that_changes_between_the_pages_is_shown_again(editor: Client, world: World) -> None:
    found = row("speaker", world.roe)
    second = decide(editor, "merge", found, other=world.solano, note="One.")
    Speaker.objects.filter(slug=world.solano).update(edition=1000)
    answers = {**hidden(second), "_confirm": "1", "other": world.solano, "note": "One."}
    assert "This one stays: María Solano" in text_of(editor.post(page_of("merge", found), answers))
    assert not FormerAddress.objects.exists()


def test_who_approves_a_merge_sees_both_records_too(editor: Client, world: World, settings: Any) -> None:
    settings.REVIEW_REQUIRED = True
    found = row("speaker", world.roe)
    second = decide(editor, "merge", found, other=world.solano, note="One.")
    answers = {**hidden(second), "_confirm": "1", "other": world.solano, "note": "One."}
    assert editor.post(page_of("merge", found), answers).status_code == 302
    url = page_of("proposal", found, Proposal.objects.get().pk)
    other = second_editor()
    page = text_of(other.get(url))
    assert "This one goes: Anna Roe" in page
    assert "This one stays: María Solano" in page
    assert other.post(url, {"_confirm": "1"}).status_code == 302
    assert FormerAddress.objects.get().now_key == world.solano


def test_only_what_can_stay_is_offered_to_merge_into(world: World, editor: Client) -> None:
    def offered(kind: str, gone: str, typed: str) -> set[str]:
        asked = {"kind": kind, "q": typed, "gone": gone}
        choices = editor.get(reverse("admin:claims_claim_choices"), asked).json()["choices"]
        return {choice["key"] for choice in choices}

    assert world.solano in offered("speaker", world.roe, "solano")
    assert offered("speaker", world.roe, "Anna Roe") == set()  # itself
    assert offered("speaker", world.roe, "senator") == set()  # of an unlike kind
    assert world.roe in offered("speaker", world.senator, "Anna Roe")  # he may turn out to be anybody
    assert offered("claim", world.turn, world.turn) == set()
    assert offered("claim", world.turn, world.draft) == set()
    page = editor.get(page_of("merge", Speaker.objects.get(slug=world.roe)))
    assert f'data-gone="{world.roe}"' in page.content.decode()


def test_old_names_and_keys_are_picked_as_what_they_are_now(world: World) -> None:
    twin = {"type": "position", "slug": "who-paid", "question": "Who paid?", "topic": world.topic}
    answers = [{"slug": slug, "text": slug.title()} for slug in ("towns", "crown")]
    record_draft(record=record({**twin, "answers": answers}), by=ANN, at=AFTER)
    publish(places=[("position", "who-paid")], by=BOB, at=AFTER)
    for n, (kind, key, into, names) in enumerate(
        [
            ("speaker", world.roe, world.solano, ("Anna Roe", "анна ро", world.roe)),
            ("outlet", "gazette", "vestnik", ("The Strelsau Gazette", "gazette")),
            ("topic", world.topic, world.other_topic, ("the bridge over the Eder", world.topic)),
            ("position", "who-pays", "who-paid", ("Who pays for it?", "who-pays")),
            ("source", GAZETTE_FEBRUARY, GAZETTE_MAY, ("https://gazette.example/2019/02/07/bridge",)),
        ]
    ):
        merge(record_type=kind, key=key, into=into, at=later(n), **WHO)
        for name in names:
            assert [choice.key for choice in named(kind, name)] == [into], name
        if kind != "source":
            assert into in [choice.key for choice in find_choices(kind, names[0])]


def test_old_names_and_addresses_in_a_file_are_read_as_what_they_are_now(world: World) -> None:
    merge(record_type="speaker", key=world.roe, into=world.solano, at=later(1), **WHO)
    merge(record_type="outlet", key="gazette", into="vestnik", at=later(2), **WHO)
    merge(record_type="topic", key=world.topic, into=world.other_topic, at=later(3), **WHO)
    merge(record_type="source", key=GAZETTE_FEBRUARY, into=GAZETTE_MAY, at=later(4), **WHO)
    found = claim_record("Words in an old file", world)
    source = "https://gazette.example/2019/02/07/bridge"
    line = {
        "type": "claim",
        "words": {"text": "Words in an old file", "language": "en", "form": "quoted"},
        "speaker": "Анна Ро",
        "said": "2019-01-05",
        "said_basis": "stated",
        "topics": ["The bridge over the Eder"],
        "chain": [
            {"hop": 1, "how": "direct_quote", "source": source, "outlet": "The Strelsau Gazette",
             "exact": [{"text": "Words in an old file"}]}
        ],
    }  # fmt: skip
    counted = [model.objects.count() for model in (Speaker, Outlet, Topic, Source, Position)]
    assert told(import_text(json.dumps(line), publish=False)) == []
    made = Claim.objects.get(text=found.words.text)
    (hop,) = content_of(made).chain
    assert made.speaker.slug == world.solano
    assert content_of(made).topics == (world.other_topic,)
    assert (hop.source, hop.outlet) == (GAZETTE_MAY, "vestnik")
    assert [model.objects.count() for model in (Speaker, Outlet, Topic, Source, Position)] == counted


@pytest.mark.parametrize(("step", "other"), [("merge", "vestnik"), ("rename", "the-gazette")])
def test_where_too_many_records_would_move_the_command_is_named(
    world: World, editor: Client, monkeypatch: pytest.MonkeyPatch, step: str, other: str
) -> None:
    monkeypatch.setattr(consequences, "MOST_MOVED", 1)
    gazette = row("outlet", world.gazette)
    answer = decide(editor, step, gazette, other=other, note="Why.")
    assert "manage.py move_record outlet gazette" in answer.content.decode()
    gazette.refresh_from_db()
    assert gazette.state == "published"


def test_where_too_many_records_would_move_back_the_command_is_named(
    world: World, editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    move = merge(record_type="speaker", key=world.roe, into=world.solano, at=later(1), **WHO)
    monkeypatch.setattr(consequences, "MOST_MOVED", 1)
    undo = reverse("admin:claims_undo_move", args=[move.pk])
    answers = {**hidden(editor.get(undo)), "_confirm": "1", "note": "Two after all."}
    answer = editor.post(undo, answers)
    assert f"manage.py move_record speaker {world.roe} --undo" in answer.content.decode()
    move.refresh_from_db()
    assert move.undone_at is None
