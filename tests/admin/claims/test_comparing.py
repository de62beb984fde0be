"""Comparing at the desk: drafts are shown here and nowhere else, and relations are saved by the actions."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from claims.domain.record.claim import Relation
from claims.models import AuditEvent, Claim, Correction
from claims.models.record_mapping import claim_in_work, claim_record
from tests.rewritten import rewrite
from tests.world import World

pytestmark = pytest.mark.slow

COMPARE = "/admin/claims/claim/compare/"


def fields(answer: Any) -> dict[str, str]:
    """What a browser would send for the form as it stands."""
    sent = {"change_class": "update", "note": ""}
    for pair in answer.context["shown"].pairs:
        sent[f"{pair.name}.kind"] = pair.kind
        sent[f"{pair.name}.grounds"] = pair.grounds
        sent[f"{pair.name}.edition"] = str(pair.edition)
    return sent


def related(pair: Any) -> bool:
    """Whether the later claim of a pair has a relation to the other."""
    return any(one.to == pair.to for one in claim_record(Claim.objects.get(key=pair.key)).relations)


def test_a_draft_is_compared_here_and_not_in_public(world: World, editor: Client, client: Client) -> None:
    answer = editor.get(COMPARE, {"c": [world.draft, world.first_support]})
    assert answer.status_code == 200
    assert world.unseen[0] in answer.text
    assert "Open public link" not in answer.text
    public = client.get(f"/compare/{','.join(sorted([world.draft, world.first_support]))}/")
    assert world.unseen[0] not in public.text
    assert client.get(COMPARE, {"c": [world.draft, world.first_support]}).status_code == 302


def test_public_claims_lead_to_their_public_comparison(world: World, editor: Client) -> None:
    keys = sorted([world.first_support, world.turn])
    answer = editor.get(COMPARE, {"c": keys})
    assert f'href="/compare/{",".join(keys)}/"' in answer.text


@pytest.mark.parametrize("number", [0, 1, 7])
def test_too_few_or_too_many_are_refused_in_a_sentence(world: World, editor: Client, number: int) -> None:
    keys = list(Claim.objects.published().values_list("key", flat=True)[:number])
    answer = editor.get(COMPARE, {"c": keys}, follow=True)
    assert "Choose 2 to 6 claims to compare them" in answer.text


def test_a_bad_key_is_no_error(world: World, editor: Client) -> None:
    answer = editor.get(COMPARE, {"c": ["\x00", "x", world.turn, world.first_support, "0" * 10]})
    assert answer.status_code == 200


def test_a_relation_in_a_draft_is_saved_in_the_draft(world: World, editor: Client) -> None:
    query = f"{COMPARE}?c={world.draft}&c={world.first_support}"
    answer = editor.get(query)
    (pair,) = answer.context["shown"].pairs
    draft = Claim.objects.get(key=pair.key)
    sent = fields(answer) | {f"{pair.name}.kind": "hedges", f"{pair.name}.grounds": "Word for word."}
    assert not draft.is_public
    answer = editor.post(query, sent, follow=True)
    assert f"Relations saved in the draft of {pair.key}." in answer.text
    draft.refresh_from_db()
    expected = Relation(kind="hedges", to=pair.to, grounds="Word for word.")
    assert claim_record(draft).relations == (expected,)


def test_a_relation_of_a_public_claim_amends_it(world: World, editor: Client, settings: Settings) -> None:
    settings.REVIEW_REQUIRED = False
    query = f"{COMPARE}?c={world.first_support}&c={world.rated}"
    answer = editor.get(query)
    (pair,) = answer.context["shown"].pairs
    sent = fields(answer) | {f"{pair.name}.kind": "echoes", f"{pair.name}.grounds": "The same promise."}
    refused = editor.post(query, sent)
    assert "Nothing was saved." in refused.text
    assert "The same promise." in refused.text
    assert not related(pair)
    before = Claim.objects.get(key=pair.key).version
    answer = editor.post(query, sent | {"note": "The echo was noticed."}, follow=True)
    assert f"Relations saved and public: {pair.key}." in answer.text
    assert Claim.objects.get(key=pair.key).version == before + 1
    assert Correction.objects.latest("pk").revision.note == "The echo was noticed."
    assert AuditEvent.objects.latest("pk").actor == "eve"


def test_where_review_is_required_the_relation_waits_for_another_editor(
    world: World, editor: Client, settings: Settings
) -> None:
    settings.REVIEW_REQUIRED = True
    query = f"{COMPARE}?c={world.first_support}&c={world.rated}"
    answer = editor.get(query)
    (pair,) = answer.context["shown"].pairs
    typed = fields(answer) | {f"{pair.name}.kind": "echoes"}
    assert "Fill in: Public note" in editor.post(query, typed).text
    answer = editor.post(query, typed | {"note": "He says it in the same words."}, follow=True)
    assert f"Relations are waiting for another editor, in a change to {pair.key}." in answer.text
    copy = claim_in_work(Claim.objects.get(key=pair.key))
    assert [one.kind for one in copy.relations if one.to == pair.to] == ["echoes"]
    answer = editor.post(query, fields(answer) | {f"{pair.name}.kind": "repeats"})
    assert f"A change to {pair.key} waits already" in answer.text


def test_a_relation_that_changed_meanwhile_is_a_conflict_and_nothing_typed_is_lost(
    world: World, editor: Client
) -> None:
    query = f"{COMPARE}?c={world.first_support}&c={world.rated}"
    answer = editor.get(query)
    (pair,) = answer.context["shown"].pairs
    sent = fields(answer) | {f"{pair.name}.kind": "echoes", f"{pair.name}.grounds": "Typed with care."}
    Claim.objects.filter(key=pair.key).update(edition=99)
    answer = editor.post(query, sent)
    assert "has changed since you opened it" in answer.text
    assert "Typed with care." in answer.text


def test_a_public_claim_is_not_related_to_one_that_is_not_public(world: World, editor: Client) -> None:
    rewrite(Claim.objects.get(key=world.draft), said="1999-12-31")
    query = f"{COMPARE}?c={world.draft}&c={world.first_support}"
    answer = editor.get(query)
    (pair,) = answer.context["shown"].pairs
    assert (pair.key, pair.to) == (world.first_support, world.draft)
    assert f"{world.draft} is not public yet." in answer.text
    answer = editor.post(query, fields(answer) | {f"{pair.name}.kind": "echoes", "note": "Seen."})
    assert f"points to {world.draft}, which is not public" in answer.text
    assert not related(pair)


def test_nothing_changed_writes_nothing(world: World, editor: Client) -> None:
    query = f"{COMPARE}?c={world.first_support}&c={world.turn}"
    before = AuditEvent.objects.count()
    answer = editor.post(query, fields(editor.get(query)), follow=True)
    assert "Nothing had changed." in answer.text
    assert AuditEvent.objects.count() == before
