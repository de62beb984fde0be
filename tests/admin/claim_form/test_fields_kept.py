"""A form that is sent back as it was opened changes nothing, whether or not it shows every field."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from msgspec.structs import replace

from claims.actions.drafts.recording import change_draft
from claims.domain.history.permissions import FIXTURES
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_document, to_document
from claims.domain.record.shared import key_field
from claims.models import Claim, Speaker
from claims.models.record_mapping import ROWS, as_record
from tests.actions.importing.import_lines import lines
from tests.admin.claim_form.claim_form_pages import change_page, record_of, saved, sent_back
from tests.admin.test_records import address, form_of
from tests.records_in_and_out import import_text, told
from tests.world import FOUNDED_AT, World

pytestmark = pytest.mark.slow

CLAIM_KEY = "1111111111"


def documents(world: World) -> dict[str, dict[str, Any]]:
    """A draft of each type in which the fields of today say something."""
    return {
        "speaker": {
            "type": "speaker", "slug": "ana-example", "name": "Ana Example", "names_no_office": True,
            "former_slugs": ["a-example", "anna-example"],
            "tenures": [{"office": "speaker", "body": world.palace, "from": "2019", "speaks_for": True},
                        {"office": "clerk", "to": "2018"}],
        },
        "source": {
            "type": "source", "key": "s-example", "title": "A title", "outlet": world.gazette,
            "added": ["published", "title"],
        },
        "position": {
            "type": "position", "slug": "a-toll", "question": "A toll?", "exclusive": True,
            "answers": [{"slug": "yes", "text": "Yes"}, {"slug": "no", "text": "No"}],
        },
        "scale": {
            "type": "scale", "slug": "flips", "name": "Flips", "ordered": True, "measure": "consistency",
            "ratings": [{"slug": "full", "label": "Full flip"}, {"slug": "none", "label": "None"}],
        },
        "coverage": {
            "type": "coverage", "slug": "a-search", "voice": world.palace, "terms": ["toll", "сбор"],
            "found": sorted([world.rated, world.turn]),
        },
        "lead": {
            "type": "lead", "slug": "a-lead", "about": "the toll\nand who pays it", "where": "appearance",
            "speaker": world.roe, "said": "2020-05", "positions": [world.other_position], "outlet": world.voz,
            "url": "https://gazette.example/toll", "language": "en", "why_not_recorded": "Not heard.",
            "claim": world.rated,
        },
    }  # fmt: skip


def draft_of(world: World, record_type: str) -> Any:
    document = documents(world)[record_type]
    assert told(import_text(lines(document))) == []
    return ROWS[record_type].objects.get(**{key_field(record_type): _key(document)})


def _key(document: dict[str, Any]) -> str:
    return str(document.get("key", document.get("slug")))


@pytest.mark.parametrize("record_type", ["speaker", "source", "position", "scale", "coverage", "lead"])
def test_a_draft_keeps_every_field(world: World, editor: Client, record_type: str) -> None:
    row = draft_of(world, record_type)
    url = address("change", type(row), row.pk)
    answer = editor.post(url, form_of(editor, url))
    assert answer.status_code == 302, answer.context["errors"]
    now = type(row)._base_manager.get(pk=row.pk)
    assert now.edition == row.edition
    assert to_document(as_record(now)) == documents(world)[record_type]


SHOWN = [
    ("speaker", "names_no_office"), ("speaker", "tenures-0-speaks_for"), ("source", "added"),
    ("position", "exclusive"), ("scale", "ordered"), ("scale", "measure"), ("coverage", "found"),
]  # fmt: skip


@pytest.mark.parametrize(("record_type", "field"), SHOWN)
def test_the_form_shows_the_field(world: World, editor: Client, record_type: str, field: str) -> None:
    row = draft_of(world, record_type)
    assert f'name="{field}"' in editor.get(address("change", type(row), row.pk)).text


@pytest.mark.parametrize(
    ("record_type", "typed", "refusal"),
    [
        ("coverage", {"found": "7777777777"}, "Nothing in the database is called “7777777777”"),
        ("coverage", {"found": "seven"}, "Nothing in the database is called “seven”"),
        ("source", {"added": "title\nwords"}, "This word is not known here"),
        ("lead", {"claim": "7777777777"}, "Nothing in the database is called “7777777777”"),
        ("lead", {"where": "rumour"}, "not one of the available choices"),
    ],
)
def test_what_is_typed_wrong_is_named(
    world: World, editor: Client, record_type: str, typed: dict[str, str], refusal: str
) -> None:
    row = draft_of(world, record_type)
    url = address("change", type(row), row.pk)
    answer = editor.post(url, form_of(editor, url) | typed)
    assert answer.status_code == 200
    assert refusal in answer.text
    assert to_document(as_record(type(row)._base_manager.get(pk=row.pk))) == documents(world)[record_type]


def test_an_amendment_of_a_public_speaker_keeps_former_slugs(world: World, editor: Client) -> None:
    assert told(import_text(lines(documents(world)["speaker"]), publish=True)) == []
    row = Speaker.objects.get(slug="ana-example")
    url = address("amend", type(row), row.pk)
    answer = editor.post(url, form_of(editor, url) | {"name": "Ana M. Example"})
    assert answer.status_code == 200
    assert [change.field for change in answer.context["changes"]] == ["name"]


def test_the_form_of_a_claim_keeps_what_it_does_not_show(world: World, editor: Client) -> None:
    draft = Claim.objects.get(key=world.draft)
    kept = {
        "ids": [{"scheme": "gazette", "value": "17"}, {"scheme": "review", "value": "https://gazette.example/ё"}],
        "said_sources": sorted([world.month_source, world.dated_source]),
        "about": [world.other_position],
        "verdicts": [{"scale": world.scale, "rating": "half", "url": "https://gazette.example/check"}],
    }  # fmt: skip
    document = {**to_document(as_record(draft)), **kept}
    document["words"] = {**document["words"], "translated_from": "none"}
    record = from_document(document)
    assert isinstance(record, ClaimRecord)
    change_draft(record=record, by=FIXTURES, at=FOUNDED_AT)
    url = change_page(draft)
    sent = sent_back(editor, url) | {"summary": "A toll", "_save": ""}
    assert record_of(saved(editor.post(url, sent))) == replace(record, summary="A toll")
    other = sent_back(editor, url) | {"role": "reeve", "_save": ""}
    now = record_of(saved(editor.post(url, other)))
    assert (now.role, now.ids, now.said_sources, now.about) == (
        "reeve", record.ids, record.said_sources, record.about,
    )  # fmt: skip
