from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from claims.actions.publishing.erasing import erase
from claims.models import Revision
from tests.world import BOB, FOUNDED_AT, World

pytestmark = pytest.mark.django_db


def frozen(client: Client, key: str, version: int | str) -> tuple[int, str]:
    response = client.get(f"/claims/{key}/x/v/{version}/", follow=True)
    return response.status_code, response.content.decode()


def test_a_frozen_version_says_that_it_is_one_and_leads_to_today(client: Client, world: World) -> None:
    status, body = frozen(client, world.amended, 1)
    assert status == 200
    assert "This is version 1 of 3" in body
    assert "Today’s version" in body
    assert 'name="robots" content="noindex"' in body


def test_the_slug_of_a_frozen_version_is_that_of_today(client: Client, world: World) -> None:
    response = client.get(f"/claims/{world.amended}/x/v/1/")
    assert response.status_code == 301
    assert response["Location"] == f"/claims/{world.amended}/the-flood-was-the-towns-fault/v/1/"


@pytest.mark.parametrize("version", ["0", "4", "99999999999999999999", "-1", "one", "１"])
def test_a_version_that_never_was_is_not_found(client: Client, world: World, version: str) -> None:
    assert frozen(client, world.amended, version)[0] == 404


def test_an_erased_version_says_that_the_law_took_it(client: Client, world: World) -> None:
    revision = Revision.objects.get(record_type="claim", record_key=world.amended, version=1)
    erase(
        record_type=revision.record_type,
        key=revision.record_key,
        contents=[revision.version],
        reason="A court ordered it.",
        by=BOB,
        at=FOUNDED_AT + timedelta(days=400),
    )
    status, body = frozen(client, world.amended, 1)
    assert status == 410
    assert "erased by law" in body
    assert frozen(client, world.amended, 2)[0] == 200


def test_a_version_of_a_withdrawn_claim_stays_for_the_record_and_says_so(
    client: Client, world: World
) -> None:
    status, body = frozen(client, world.withdrawn, 1)
    assert status == 200
    assert "The claim was withdrawn." in body
    assert 'name="robots" content="noindex"' in body
    assert frozen(client, world.withdrawn, 2)[0] == 410
