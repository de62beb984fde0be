"""The list of claims for programs: the claims of the page, in its order."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from django.test import Client

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_document
from claims.queries.claim.table import COLUMNS
from claims.queries.columns import names_of
from tests.cases import each_case
from tests.web.views.test_claim_list import get, keys
from tests.world import World


def body(address: str, status: int = 200) -> bytes:
    response = Client().get(address)
    assert response.status_code == status
    assert not response.cookies
    return b"".join(response) if response.streaming else response.content


def records(address: str, status: int = 200) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(body(address, status))
    return found


def lines(address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(address).decode(), newline="")))


@each_case(
    "asked",
    ["", "?q=bridge&sort=relevance", "?speaker=viktor-lebed&sort=oldest", "?from=2019-03&size=3", "?q=zebra"],
)
def test_page_json_and_csv_give_the_same_claims_in_the_same_order(world: World, asked: str) -> None:
    shown = keys(get(f"/claims/{asked}"))
    assert [r["key"] for r in records(f"/claims.json{asked}")["results"]] == shown
    assert [r["key"] for r in records(f"/api/v1/claims/{asked}")["results"]] == shown
    assert [line["key"] for line in lines(f"/claims.csv{asked}")] == shown


def test_a_result_is_the_record_with_what_stands_beside_it(world: World) -> None:
    (found,) = records("/api/v1/claims/?kind=refusal")["results"]
    record = from_document(found)
    assert isinstance(record, ClaimRecord)
    assert record.key == world.refusal
    assert found["meta"]["version"] == 1
    assert found["links"]["page"].endswith(f"/claims/{world.refusal}/i-have-nothing-to-say-on-that/")
    assert found["names"]["speaker"]["viktor-lebed"] == "Viktor Lebed"


def test_the_count_and_the_pages_are_told(world: World) -> None:
    first = records("/claims.json?size=10")
    assert (first["count"], first["count_exact"], first["previous"]) == (17, True, None)
    second = records(first["next"])
    assert second["next"] is None
    assert {r["key"] for r in first["results"] + second["results"]} == set(world.public_claims)
    assert records(second["previous"])["results"] == first["results"]


def test_a_table_of_one_size_tells_of_its_next_page(world: World) -> None:
    response = Client().get("/claims.csv?size=10")
    link = response["Link"].partition(">")[0].removeprefix("<")
    assert len(lines("/claims.csv?size=10")) == 10
    assert len(lines(link)) == 7


def test_a_table_holds_names_and_answers(world: World) -> None:
    (line,) = lines("/claims.csv?kind=promise")
    assert list(line) == names_of(COLUMNS)
    assert line["speaker_name"] == "María Solano"
    assert set(line["answers"].split("; ")) == {"build-the-bridge:yes", "who-pays:towns"}


@each_case(
    ("address", "status", "told"),
    [
        ("/claims.json?spaeker=x", 400, "spaeker"),
        ("/claims.csv?kind=lie", 400, "lie"),
        ("/api/v1/claims/?from=soon", 400, "soon"),
        ("/claims.json?q=%22open", 400, "quotation mark"),
        ("/claims.csv?after=zzz", 404, "no place in a list"),
        ("/api/v1/claims/?as_of=2019", 400, "not one day"),
    ],
)
def test_what_cannot_be_answered_is_said_as_json(world: World, address: str, status: int, told: str) -> None:
    assert told in records(address, status)["error"]


@each_case("address", ["/claims.json?size=100", "/claims.csv", "/api/v1/claims/?size=100"])
def test_nothing_that_is_not_public_is_in_it(world: World, address: str) -> None:
    text = body(address).decode()
    assert not [word for word in (*world.unseen, world.draft, world.withdrawn) if word in text]


@each_case(
    "asked",
    [
        "speaker=nobody",
        "position=no-such",
        "topic=no-such",
        "source=s-none",
        "outlet=no-such",
        "answer=no-such:yes",
        "speaker=otto-ungesehen",
        "speaker=anna-roe&speaker=nobody",
    ],
)
@each_case("path", ["/claims.json", "/claims.csv", "/api/v1/claims/"])
def test_a_name_that_nothing_public_has_is_refused_by_name(world: World, path: str, asked: str) -> None:
    name, _, value = asked.rpartition("&")[2].partition("=")
    answer = Client().get(f"{path}?{asked}")
    assert answer.status_code == 400
    assert name in answer.json()["error"]
    assert value in answer.json()["error"]


def test_a_language_may_be_written_in_capitals(world: World) -> None:
    small, large = (Client().get(f"/claims.json?lang={language}").json() for language in ("es", "ES"))
    assert small["count"] == large["count"] > 0


def test_a_position_without_its_answer_is_refused(world: World) -> None:
    answer = Client().get(f"/claims.json?answer={world.ordered_position}:")
    assert answer.status_code == 400
    assert "position:answer" in answer.json()["mend"]
