from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from tests.cases import each_case
from tests.world import World

pytestmark = pytest.mark.django_db


def address(client: Client, key: str) -> str:
    response = client.get(f"/claims/{key}/")
    assert response.status_code == 301
    return str(response["Location"])


def test_every_public_claim_has_its_page(client: Client, world: World) -> None:
    for key in world.public_claims:
        response = client.get(address(client, key))
        assert response.status_code == 200
        assert not response.cookies
        assert "max-age=10" in response["Cache-Control"]
        assert not any(text in response.content.decode() for text in world.unseen)


def test_a_wrong_slug_leads_to_the_right_one(client: Client, world: World) -> None:
    path = address(client, world.first_support)
    assert path == f"/claims/{world.first_support}/we-support-the-building-of-the-bridge/"
    response = client.get(f"/claims/{world.first_support}/some-other-words/")
    assert (response.status_code, response["Location"]) == (301, path)


def test_a_draft_answers_as_a_key_that_never_was(client: Client, world: World) -> None:
    never = client.get("/claims/0000000000/").content
    for key in (world.draft, world.submitted, world.returned):
        for path in (
            f"/claims/{key}/",
            f"/claims/{key}/x/",
            f"/claims/{key}/x/v/1/",
            f"/claims/{key}/x/history/",
        ):
            response = client.get(path)
            assert response.status_code == 404
            assert response.content == never


@each_case("key", ["zz", "uppercase0", "%00", "пример", "0" * 300])
def test_what_is_no_key_is_not_found(client: Client, world: World, key: str) -> None:
    assert client.get(f"/claims/{key}/").status_code == 404
    assert client.get(f"/claims/{key}/x/v/1/").status_code == 404


def test_a_withdrawn_claim_answers_410_with_its_tombstone(client: Client, world: World) -> None:
    response = client.get(f"/claims/{world.withdrawn}/")
    body = response.content.decode()
    assert response.status_code == 410
    assert "recorded in error" in body
    assert "The source reports no such words." in body
    assert "bob" in body
    assert not any(text in body for text in world.unseen)


def test_a_past_day_shows_the_version_that_held_then(client: Client, world: World) -> None:
    path = address(client, world.amended)
    response = client.get(path, {"as_of": "2022-03-01"})
    assert response.status_code == 200
    assert "What our record held at the end of 1 Mar 2022" in response.content.decode()
    assert client.get(path, {"as_of": "2022-02-28"}).status_code == 200
    assert "did not hold this claim" in client.get(path, {"as_of": "2022-02-28"}).content.decode()


@each_case("day", ["yesterday", "2022", "2022-13-01", "2022-03-01/..", "\x00", "9999-12-31~"])
def test_a_day_that_cannot_be_read_is_explained(client: Client, world: World, day: str) -> None:
    response = client.get(address(client, world.amended), {"as_of": day})
    assert response.status_code == 400
    assert "This day cannot be read" in response.content.decode()


def test_only_the_rated_claim_carries_one_claim_review(client: Client, world: World) -> None:
    for key in world.public_claims:
        body = client.get(address(client, key)).content.decode()
        found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)
        assert len(found) == (1 if key == world.rated else 0)
        for text in found:
            assert json.loads(text)["@type"] == "ClaimReview"


def test_the_page_is_not_sent_again_while_the_record_stands(client: Client, world: World) -> None:
    path = address(client, world.first_support)
    etag = client.get(path)["ETag"]
    assert client.get(path, headers={"if-none-match": etag}).status_code == 304
