"""A page that has not changed is not made again."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.actions.publishing.erasing import erase
from claims.actions.publishing.withdrawing import withdraw
from claims.models import Revision
from tests.addresses import KEPT_TEN_SECONDS
from tests.world import ANN, BOB, World


def test_a_page_is_answered_304_by_one_question_while_the_record_stands(client: Client, world: World) -> None:
    etag = client.get("/speakers/")["ETag"]
    assert not etag.startswith("W/")
    with CaptureQueriesContext(connection) as asked:
        again = client.get("/speakers/", headers={"if-none-match": etag})
    assert again.status_code == 304
    assert again["ETag"] == etag
    assert again["Cache-Control"] == KEPT_TEN_SECONDS
    assert len(asked) == 1


def test_a_change_of_the_record_changes_the_etag(client: Client, world: World) -> None:
    etag = client.get("/speakers/")["ETag"]
    withdraw(
        key=world.two_roads,
        reason_class="error",
        note="Not said.",
        by=ANN,
        approver=BOB,
        at=datetime(2022, 5, 1, tzinfo=UTC),
    )
    response = client.get("/speakers/", headers={"if-none-match": etag})
    assert response.status_code == 200
    assert response["ETag"] != etag


def test_an_erasure_changes_the_etag_too(client: Client, world: World) -> None:
    path = "/corrections/"
    etag = client.get(path)["ETag"]
    first = Revision.objects.get(record_type="claim", record_key=world.amended, version=1)
    erase(
        record_type=first.record_type,
        key=first.record_key,
        contents=[first.version],
        reason="A court ordered it.",
        by=BOB,
        at=datetime(2022, 5, 2, tzinfo=UTC),
    )
    assert client.get(path, headers={"if-none-match": etag}).status_code == 200


def test_two_addresses_have_two_etags(client: Client, world: World) -> None:
    assert client.get("/speakers/")["ETag"] != client.get("/speakers/?name=anna")["ETag"]
