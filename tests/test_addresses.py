"""What every public address keeps to, whatever it shows."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django import DjangoDbBlocker

from claims.domain.record.paths import position_path, speaker_path, topic_path
from tests.addresses import (
    KEPT_TEN_SECONDS,
    LISTS,
    filtered,
    public_addresses,
    public_routes,
    redirected_addresses,
)
from tests.cases import each_case
from tests.crowd import publish_crowd
from tests.statements import statements
from tests.world import World

pytestmark = pytest.mark.slow

MOST_QUERIES = 12
MOST_OF_A_SEARCH = 14
"""A search may also be read as filters, which are counted."""
MOST_OF_A_PAGE = 27
"""Each is one plain statement; the home page asks for the lines of eight positions."""
Answers = dict[str, HttpResponseBase]
CLAIM = re.compile(r'name="c"\s+value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Pages:
    answers: Answers
    asked: dict[str, int]
    """How often each of them asked the database."""


@pytest.fixture(scope="module")
def pages(world_on_record: World, django_db_blocker: DjangoDbBlocker) -> Pages:
    found = Pages({}, {})
    with django_db_blocker.unblock():
        Client().get("/")  # What is asked once for a process is asked here.
        for path in every(world_on_record):
            with statements() as asked:
                found.answers[path] = whole(Client().get(path))
            found.asked[path] = len(asked)
    return found


@pytest.fixture
def answers(pages: Pages, db: None) -> Answers:
    """What each address of the world answers."""
    return pages.answers


def test_every_route_is_known_here(world: World) -> None:
    """A new route is added to `tests.addresses`, or to its list of what is not public."""
    assert {*public_addresses(world), *redirected_addresses(world)} == set(public_routes())


@pytest.mark.postgresql
def test_every_page_is_there(answers: Answers) -> None:
    wrong = {path: answer.status_code for path, answer in answers.items() if answer.status_code != 200}
    assert wrong == {}


def test_other_addresses_of_a_page_lead_to_it(client: Client, world: World) -> None:
    for paths in redirected_addresses(world).values():
        for path in paths:
            response = client.get(path)
            assert response.status_code in (301, 302), path
            assert client.get(response["Location"]).status_code == 200, path
            assert not response.cookies


def test_every_page_may_be_kept_by_everybody(answers: Answers) -> None:
    for path, answer in answers.items():
        assert answer["Cache-Control"] == KEPT_TEN_SECONDS, path
        assert not answer.cookies, path
        assert "cookie" not in answer.get("Vary", "").casefold(), path


def test_every_page_has_a_tag_of_its_own(answers: Answers) -> None:
    tags = [answer["ETag"] for answer in answers.values()]
    assert [tag for tag in tags if not re.fullmatch(r'"[0-9a-f]{32}"', tag)] == []
    assert len(set(tags)) == len(answers)


def test_who_has_a_page_is_told_that_it_is_unchanged(client: Client, answers: Answers) -> None:
    for path, answer in answers.items():
        again = client.get(path, headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b""), path


def test_every_page_has_a_strict_policy_of_content(client: Client, answers: Answers) -> None:
    for path, answer in {**answers, "/nowhere/": client.get("/nowhere/")}.items():
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy, path
        runs_scripts = answer["Content-Type"] != "image/svg+xml"
        assert ("script-src 'self'" in policy) == runs_scripts, path
        assert "unsafe" not in policy, path
        assert "http" not in policy, path


def test_a_head_is_a_page_without_its_body(client: Client, world: World) -> None:
    for path in one_of_each(world):
        response = client.head(path)
        assert (response.status_code, response.getvalue()) == (200, b""), path
        assert response["ETag"] == client.get(path)["ETag"], path


@each_case("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_sent_to_a_page(client: Client, world: World, method: str) -> None:
    for path in one_of_each(world):
        response = client.generic(method.upper(), path)
        assert response.status_code == 405, path
        assert response["Allow"] == "GET, HEAD", path


@pytest.mark.postgresql
@each_case("query", ["", *filtered(World())])
def test_the_list_of_claims_is_the_same_in_every_form(client: Client, world: World, query: str) -> None:
    page = CLAIM.findall(text(client, f"/claims/?{query}"))
    records = client.get(f"/claims.json?{query}").json()["results"]
    rows = list(csv.DictReader(io.StringIO(text(client, f"/claims.csv?{query}"))))
    assert page == [record["key"] for record in records] == [row["key"] for row in rows]
    assert page
    assert client.get(f"/api/v1/claims/?{query}").json()["results"] == records


@pytest.mark.postgresql
@each_case("name", sorted({*LISTS} - {"claims"}))
def test_a_list_of_shared_records_is_the_same_in_every_form(client: Client, world: World, name: str) -> None:
    records = client.get(f"/{name}.json").json()["results"]
    rows = list(csv.DictReader(io.StringIO(text(client, f"/{name}.csv"))))
    assert [record["url"] for record in records] == [row["url"] for row in rows]
    page = text(client, f"/{name}/")
    places = [page.index(f'href="{address_of(record)}') for record in records]
    assert places == sorted(places)
    assert places


def test_a_list_asks_the_database_equally_often_for_ten_and_for_twenty_rows(
    client: Client, world: World
) -> None:
    publish_crowd(1, 20)
    text(client, "/claims/")  # What is asked once for a process is asked here.
    for query in (
        "",
        "topic=the-eder-bridge",
        "on_behalf_of=palace",
        "q=village",
        "view=table",
        "sort=oldest",
    ):
        for path in ("/claims/", "/claims.json", "/claims.csv"):
            of_ten, of_twenty = (questions(client, f"{path}?{query}&size={size}") for size in (10, 20))
            most = MOST_OF_A_SEARCH if "q=" in query else MOST_QUERIES
            assert of_ten == of_twenty <= most, (path, query)


def test_a_page_asks_the_database_equally_often_when_the_record_has_doubled(
    client: Client, world: World
) -> None:
    publish_crowd(1, 10)
    addresses = public_addresses(world)
    paths = list(
        dict.fromkeys(
            [
                *(paths[0] for paths in addresses.values()),
                *map(speaker_path, (world.lebed, world.palace, world.person_at_court, world.officials)),
                *map(topic_path, (world.topic, world.other_topic, "village-001")),
                *map(position_path, (world.ordered_position, world.other_position)),
                *addresses["source-detail"],
                speaker_path("villager-001"),
            ]
        )
    )
    text(client, "/")  # What is asked once for a process is asked here.
    of_ten = {path: questions(client, path) for path in paths}
    publish_crowd(11, 10)
    of_twenty = {path: questions(client, path) for path in paths}
    assert of_twenty == of_ten
    assert max(of_twenty.values()) <= MOST_OF_A_PAGE


def test_no_page_asks_the_database_too_often(pages: Pages, db: None) -> None:
    assert {path: asked for path, asked in pages.asked.items() if asked > MOST_OF_A_PAGE} == {}


def every(world: World) -> list[str]:
    return [path for paths in public_addresses(world).values() for path in paths]


def one_of_each(world: World) -> list[str]:
    """The first address of each route, and each filter of the list of claims."""
    return [
        *(paths[0] for paths in public_addresses(world).values()),
        *(f"/claims/?{query}" for query in filtered(world)),
    ]


def text(client: Client, path: str) -> str:
    response = whole(client.get(path))
    assert response.status_code == 200, path
    return bytes(response.getvalue()).decode()


def whole(response: object) -> HttpResponseBase:
    assert isinstance(response, HttpResponseBase)
    return response


def questions(client: Client, path: str) -> int:
    with statements() as asked:
        text(client, path)
    return len(asked)


def address_of(record: dict[str, str]) -> str:
    return record["url"].removeprefix("http://localhost:8000")
