from __future__ import annotations

import pytest
from django.test import Client

from claims.actions.merging.merging import merge
from tests.actions.drafts.small_records import AFTER
from tests.world import ANN, BOB, World


def test_a_program_reads_how_many_claims_there_are_in_each_month(client: Client, world: World) -> None:
    answer = client.get(f"/speakers/{world.lebed}/timeline.json")
    assert answer.status_code == 200
    assert answer["ETag"]
    document = answer.json()
    assert (document["speaker"], document["name"], document["more_topics"]) == (
        world.lebed,
        "Viktor Lebed",
        False,
    )
    assert document["note"].startswith("Claims are chosen, not sampled")
    together, bridge, *_ = document["topics"]
    assert (together["topic"], together["claims"], together["undated"]) == (None, 5, 0)
    assert together["months"]["2019-02"] == 2
    assert bridge["topic"] == world.topic


def test_one_topic_can_be_asked_for(client: Client, world: World) -> None:
    document = client.get(f"/speakers/{world.lebed}/timeline.json?topic={world.topic}").json()
    assert [topic["topic"] for topic in document["topics"]] == [world.topic]


@pytest.mark.parametrize("slug", ["otto-ungesehen", "nobody"])
def test_who_is_not_public_is_not_found(client: Client, world: World, slug: str) -> None:
    assert client.get(f"/speakers/{slug}/timeline.json").status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [("colour=red", 400), ("topic=a&topic=b", 400), ("topic=unseen-harvest", 404), ("topic=%00", 400)],
)
def test_what_cannot_be_told_is_explained(client: Client, world: World, query: str, status: int) -> None:
    answer = client.get(f"/speakers/{world.lebed}/timeline.json?{query}")
    assert answer.status_code == status
    assert answer.json()["error"]


def test_a_former_address_leads_on(client: Client, world: World) -> None:
    merge(
        record_type="speaker", key=world.roe, into=world.solano, note="One.", by=ANN, approver=BOB, at=AFTER
    )
    answer = client.get(f"/speakers/{world.roe}/timeline.json")
    assert (answer.status_code, answer["Location"]) == (301, f"/speakers/{world.solano}/timeline.json")
