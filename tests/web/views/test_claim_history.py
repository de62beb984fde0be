from __future__ import annotations

import pytest
from django.test import Client

from tests.world import World

pytestmark = pytest.mark.django_db


def test_the_history_tells_every_version(client: Client, world: World) -> None:
    response = client.get(f"/claims/{world.amended}/the-flood-was-the-towns-fault/history/")
    body = response.content.decode()
    assert response.status_code == 200
    assert all(f"Version {number}" in body for number in (1, 2, 3))
    assert "A reader compared the page." in body


def test_a_wrong_slug_leads_to_the_right_one(client: Client, world: World) -> None:
    response = client.get(f"/claims/{world.amended}/x/history/")
    assert (response.status_code, response["Location"]) == (
        301,
        f"/claims/{world.amended}/the-flood-was-the-towns-fault/history/",
    )


def test_a_withdrawn_claim_keeps_its_history(client: Client, world: World) -> None:
    response = client.get(f"/claims/{world.withdrawn}/claim/history/")
    assert response.status_code == 200
    assert "Withdrawn on" in response.content.decode()
