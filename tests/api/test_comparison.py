from __future__ import annotations

import pytest
from django.test import Client

from tests.world import World

pytestmark = pytest.mark.django_db


def test_the_comparison_names_what_it_does_not_compare(client: Client, world: World) -> None:
    keys = ",".join([world.turn, world.first_support, world.draft, world.withdrawn])
    document = client.get(f"/compare/{keys}.json").json()
    assert document["keys"] == sorted([world.turn, world.first_support])
    assert document["not_found"] == [world.draft]
    assert document["withdrawn"] == [world.withdrawn]
    assert [item["key"] for item in document["items"]] == [world.first_support, world.turn]


def test_words_that_may_not_be_compared_have_no_segments(client: Client, world: World) -> None:
    document = client.get(f"/compare/{world.turn},{world.first_support}.json").json()
    assert document["items"][1]["words"] is None
    assert document["items"][1]["refusal"].endswith("word marks are off.")


@pytest.mark.parametrize("query", ["against=nobody", "view=upside", "colour=red", "as_of=2022"])
def test_what_cannot_be_read_is_explained(client: Client, world: World, query: str) -> None:
    response = client.get(f"/compare/{world.turn}.json?{query}")
    assert response.status_code == 400
    assert response.json()["error"]
