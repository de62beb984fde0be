"""Every list of shared records as JSON and CSV: the rows of the page, in its order."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from django.test import Client

from claims.api import lists
from claims.queries.site.index_pages import INDEX_PAGES
from claims.queries.speakers import source_list
from tests.crowd import publish_crowd
from tests.world import World

SITE = "http://localhost:8000"


@pytest.mark.parametrize("name", [page.name for page in INDEX_PAGES])
def test_page_json_and_csv_hold_the_same_rows_in_the_same_order(
    client: Client, world: World, name: str
) -> None:
    answer = client.get(f"/{name}.json").json()
    addresses = [row["url"] for row in answer["results"]]
    table = list(csv.DictReader(io.StringIO(client.get(f"/{name}.csv").getvalue().decode(), newline="")))
    page = client.get(f"/{name}/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    links = [SITE + unescape(href) for href in re.findall(r'href="(/[^"]*)"', main)]
    assert addresses
    assert addresses == [row["url"] for row in table]
    assert addresses == [link for link in dict.fromkeys(links) if link in addresses]
    assert answer["count"] == len(addresses) == len(set(addresses))


def test_corrections_hold_the_same_rows_in_the_same_order(client: Client, world: World) -> None:
    rows = client.get("/corrections.json").json()["results"]
    assert [row["key"] for row in rows] == [world.withdrawn, world.amended]
    table = list(csv.DictReader(io.StringIO(client.get("/corrections.csv").getvalue().decode(), newline="")))
    assert [row["key"] for row in table] == [world.withdrawn, world.amended]


def test_a_filter_holds_for_every_form(client: Client, world: World) -> None:
    assert [row["slug"] for row in client.get("/speakers.json?name=Лебедь").json()["results"]] == [
        world.lebed
    ]
    assert world.lebed in client.get("/speakers.csv?name=Лебедь").getvalue().decode()


def test_the_next_page_is_named(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_list, "PAGE", 4)
    first = client.get("/sources.json").json()
    second = client.get(first["next"].removeprefix(SITE)).json()
    assert (len(first["results"]), len(second["results"]), second["next"]) == (4, 2, None)
    part = client.get("/sources.csv?after=" + first["results"][0]["key"])
    assert 'rel="next"' in part["Link"]
    assert len(part.getvalue().decode().splitlines()) == 5


@pytest.mark.slow
def test_a_download_is_whole_however_many_pages_the_list_has(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_crowd(1, 3)
    for page in INDEX_PAGES:
        name = page.name
        whole = [row["url"] for row in client.get(f"/{name}.json").json()["results"]]
        monkeypatch.setattr(f"{page.query.__module__}.PAGE", 2)
        for size in (1, 2, 3, 500):
            monkeypatch.setattr(lists, "CHUNK", size)
            for ending in ("csv", "spreadsheet.csv"):
                answer = client.get(f"/{name}.{ending}")
                text = answer.getvalue().decode("utf-8-sig")
                assert [row["url"] for row in csv.DictReader(io.StringIO(text, newline=""))] == whole
                assert "Link" not in answer


@pytest.mark.parametrize("form", ["json", "csv"])
def test_bad_input_is_explained_to_machines_too(client: Client, world: World, form: str) -> None:
    unknown = client.get(f"/sources.{form}?colour=red")
    assert (unknown.status_code, unknown.json()["error"]) == (400, "Unknown filter “colour”")
    assert client.get(f"/sources.{form}?after=gone").status_code == 404


def test_data_may_be_read_from_any_site_and_asked_for_by_etag(client: Client, world: World) -> None:
    response = client.get("/topics.json")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get("/topics.json", headers={"if-none-match": response["ETag"]}).status_code == 304
