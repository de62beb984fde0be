from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.utils import timezone
from msgspec.structs import replace

from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.history.workflow import ChangeClass
from claims.queries.known_records import KnownRecords
from tests.world import ANN, BOB, World

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


def test_a_saved_comparison_has_its_versions_and_what_became_of_them(client: Client, world: World) -> None:
    path = "/compare/" + ",".join(sorted([world.amended, world.rated]))
    document = client.get(f"{path}.json", {"v": "1,1"}).json()
    assert document["versions"] == {world.amended: 1, world.rated: 1}
    assert document["saved"]["path"] == f"{path}/?v=1%2C1".replace("%2C", ",")
    fates = {side["key"]: (side["fate"], side["latest"]) for side in document["saved"]["sides"]}
    assert fates == {world.amended: ("changed", 3), world.rated: ("stands", 1)}
    assert document["items"][0]["record"]["words"]["text"] == "The flood was not the towns’ fault"
    assert client.get(f"{path}.json").json()["saved"] is None


def test_the_phrases_are_data_too(client: Client, world: World) -> None:
    keys = ",".join(sorted([world.first_support, world.later_support]))
    (table,) = client.get(f"/compare/{keys}.json", {"view": "phrases"}).json()["phrases"]
    assert table["keys"] == [world.first_support, world.later_support]
    assert table["rows"][0] == {
        "phrase": "support the building of the bridge",
        "group": "In both",
        "cells": [["support the building of the bridge"]] * 2,
    }
    assert "phrases" not in client.get(f"/compare/{keys}.json").json()


def test_a_table_has_a_line_for_each_claim(client: Client, world: World) -> None:
    keys = ",".join(sorted([world.first_support, world.later_support, world.turn]))
    for query in ("", "?v=1,1,1"):
        response = client.get(f"/compare/{keys}.csv{query}")
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        first, later, turn = csv.DictReader(io.StringIO(response.text))
        assert (first["key"], first["compared_with"], first["kept"]) == (world.first_support, "", "")
        assert (later["days_least"], later["days_most"], later["relations"]) == ("449", "479", "repeats")
        assert (later["kept"], later["added"], later["version"]) == ("7", "1", "1")
        assert turn["marks_off"].endswith("word marks are off.")
        assert turn["url"].endswith("/v/1/") is bool(query)


def test_a_cell_that_a_spreadsheet_would_read_as_a_formula_is_made_harmless(
    client: Client, world: World
) -> None:
    claim = KnownRecords.find({("claim", world.turn)}).claim(world.turn)
    assert claim
    words = replace(claim.words, text="=1+1 is all we say")
    change = Amendment(replace(claim, words=words), ChangeClass.CORRECTION, "Words.", wrong="a", right="b")
    amend(amendments=[change], by=ANN, approver=BOB, at=timezone.now())
    assert ",=1+1 is all we say" in client.get(f"/compare/{world.turn}.csv").text
    assert "\"'=1+1 is all we say" in client.get(f"/compare/{world.turn}.spreadsheet.csv").text


@pytest.mark.parametrize(
    ("query", "status"),
    [("v=9", 404), ("v=1", 410), ("v=x", 400), ("v=1&as_of=2022-03-02", 400), ("v=", 400)],
)
def test_versions_that_cannot_be_had_are_explained(
    client: Client, world: World, query: str, status: int
) -> None:
    withdraw(
        key=world.rated, reason_class="law", note="A court said so.", by=ANN, approver=BOB, at=timezone.now()
    )
    for form in ("json", "csv"):
        response = client.get(f"/compare/{world.rated}.{form}?{query}")
        assert response.status_code == status
        assert response.json()["error"]


@pytest.mark.parametrize("query", ["against=nobody", "view=upside", "colour=red", "as_of=2022"])
def test_what_cannot_be_read_is_explained(client: Client, world: World, query: str) -> None:
    response = client.get(f"/compare/{world.turn}.json?{query}")
    assert response.status_code == 400
    assert response.json()["error"]
