from __future__ import annotations

import pytest
from django.test import Client

from claims.domain.record.codec import from_document, to_document
from claims.queries.records import public_record
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_claim_is_its_record_with_meta_links_and_names_beside_it(client: Client, world: World) -> None:
    document = client.get(f"/api/v1/claims/{world.turn}/").json()
    found = public_record("claim", world.turn)
    assert found is not None
    assert from_document(document) == found.record
    assert {name: document[name] for name in to_document(found.record)} == to_document(found.record)
    assert document["meta"]["version"] == 1
    assert document["meta"]["digest"] == found.digest
    assert document["links"]["version"].endswith("/v/1/")
    assert document["names"]["speaker"][world.lebed] == "Viktor Lebed"


def test_grades_of_its_stances_stand_beside_the_record(client: Client, world: World) -> None:
    document = client.get(f"/api/v1/claims/{world.not_a_cent}/").json()
    graded = document["meta"]["stances"]
    assert [one["position"] for one in graded] == [one["position"] for one in document["stances"]]
    assert {(one["grade"], one["layer"], one["reason"]) for one in graded} <= {
        ("C", "reported", "partial"),
        ("D", "summed_up", "no_origin"),
    }
    assert not any({"grade", "layer"} & one.keys() for one in document["stances"])


def test_a_version_has_its_own_words(client: Client, world: World) -> None:
    first = client.get(f"/api/v1/claims/{world.amended}/", {"version": "1"}).json()
    today = client.get(f"/api/v1/claims/{world.amended}/").json()
    assert first["words"] != today["words"]
    assert (first["meta"]["version"], today["meta"]["version"]) == (1, 3)


@pytest.mark.parametrize("kind", ["draft", "submitted", "returned"])
def test_a_draft_answers_as_a_key_that_never_was(client: Client, world: World, kind: str) -> None:
    never = client.get("/api/v1/claims/0000000000/")
    response = client.get(f"/api/v1/claims/{getattr(world, kind)}/")
    assert (response.status_code, response.content) == (404, never.content)


def test_a_withdrawn_claim_is_gone(client: Client, world: World) -> None:
    response = client.get(f"/api/v1/claims/{world.withdrawn}/")
    assert response.status_code == 410
    assert "recorded in error" in response.json()["error"]


@pytest.mark.parametrize("query", ["version=x", "version=²", "as_of=2022", "colour=red"])
def test_what_cannot_be_read_is_explained(client: Client, world: World, query: str) -> None:
    response = client.get(f"/api/v1/claims/{world.amended}/?{query}")
    assert response.status_code == 400
    assert response.json()["error"]
