"""A claim that may be on record already is shown beside the form, and is not recorded twice unasked."""

from __future__ import annotations

import pytest
from django.test import Client

from claims.models import Claim
from tests.admin.claim_form.claim_form_pages import ADD, FIRST, change_page, errors_of, record_of, saved
from tests.world import World

pytestmark = pytest.mark.slow


def again(key: str) -> dict[str, str]:
    """The form with the words, the speaker and the day of a claim on record."""
    on_record = record_of(Claim.objects.get(key=key))
    words = {"text": on_record.words.text, "language": on_record.words.language}
    return FIRST | words | {"speaker": on_record.speaker, "said": on_record.said, "chain-0-exact": ""}


def test_the_claims_that_may_be_the_same_stand_beside_the_form_and_lead_there(
    world: World, editor: Client
) -> None:
    page = editor.post(ADD, again(world.rated) | {"_check": "1"})
    assert page.context["similar"][0].key == world.rated
    assert f'href="{change_page(Claim.objects.get(key=world.rated))}"' in page.text


def test_the_same_words_speaker_and_day_are_saved_only_when_said_once_more(
    world: World, editor: Client
) -> None:
    before = Claim.objects.count()
    refused = editor.post(ADD, again(world.rated) | {"_save": ""})
    assert "__all__" in errors_of(refused)
    assert Claim.objects.count() == before
    claim = saved(editor.post(ADD, again(world.rated) | {"_save": "", "_said_again": "1"}))
    assert claim.key != world.rated
    assert Claim.objects.count() == before + 1


def test_a_claim_is_linked_as_a_repeat_by_one_button_and_then_saved(world: World, editor: Client) -> None:
    page = editor.post(ADD, again(world.rated) | {"_repeat": world.rated})
    [row] = [row for row in page.context["rows"]["relations"] if row.is_filled]
    typed = {f"{row.prefix}-kind": "repeats", f"{row.prefix}-to": world.rated}
    assert {name: row[name].value() for name in ("kind",)} == {"kind": "repeats"}
    claim = saved(editor.post(ADD, again(world.rated) | typed | {"_save": ""}))
    assert [(one.kind, one.to) for one in record_of(claim).relations] == [("repeats", world.rated)]


def test_a_claim_that_is_linked_as_a_repeat_is_not_offered_again(world: World, editor: Client) -> None:
    typed = {"relations-TOTAL_FORMS": "1", "relations-0-kind": "repeats", "relations-0-to": world.rated}
    page = editor.post(ADD, again(world.rated) | typed | {"_check": "1"})
    assert page.context["similar"][0].key == world.rated
    assert 'name="_repeat"' not in page.text


def test_a_draft_is_not_beside_itself(world: World, editor: Client) -> None:
    draft = Claim.objects.get(key=world.draft)
    assert world.draft not in {one.key for one in editor.get(change_page(draft)).context["similar"]}
