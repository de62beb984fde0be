"""The page of what was searched."""

from __future__ import annotations

import csv
import io

from django.test import Client

from tests.squeezing import squeezed
from tests.world import World


def test_the_page_has_a_real_table_and_tells_searched_from_not_searched(client: Client, world: World) -> None:
    text = squeezed(client.get("/coverage/").content.decode())
    assert (
        '<th scope="row" role="rowheader"><a href="/coverage/?outlet=gazette">The Strelsau Gazette</a></th>'
        in text
    )
    assert "Searched by ann, 1 Feb 2022: nothing found." in text
    assert "Not searched." in text
    assert "In no search on record: La Voz de Valdoria, Ruritanian News Agency." in text
    assert "1 search, the latest first" in text


def test_a_narrowed_list_without_a_search_says_not_searched(client: Client, world: World) -> None:
    text = client.get("/coverage/?voice=anna-roe").content.decode()
    assert "Here: voice “Anna Roe”." in text
    assert "No search of this is on record: not searched." in text


def test_the_machine_forms_hold_the_same_rows(client: Client, world: World) -> None:
    [row] = client.get("/coverage.json").json()["results"]
    assert (row["voice"], row["with_parts"], row["outlets"]) == (world.palace, True, ["gazette", "vestnik"])
    assert (row["from"], row["to"], row["hits"]) == ("2019-05-01", "2020-04-30", 0)
    assert client.get(row["url"].removeprefix("http://localhost:8000")).status_code == 200
    [line] = csv.DictReader(io.StringIO(client.get("/coverage.csv").getvalue().decode(), newline=""))
    assert (line["slug"], line["terms"]) == (world.coverage, '["bridge", "мост"]')


def test_bad_input_is_explained(client: Client, world: World) -> None:
    assert client.get("/coverage/?colour=red").status_code == 200
    assert client.get("/coverage/?after=gone").status_code == 404
    assert client.get("/coverage.json?after=gone").status_code == 404


def test_footer_and_method_lead_to_it(client: Client, world: World) -> None:
    text = client.get("/method/").content.decode()
    assert text.count('href="/coverage/"') == 2
