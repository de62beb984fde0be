"""The table of the index pages: an entry is all that a list needs besides its template."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import include, path

from claims.api.lists import index_data_paths
from claims.queries.columns import Column
from claims.queries.paging import Part
from claims.queries.positions.topic_page import TopicRow
from claims.queries.site.index_pages import INDEX_PAGES, IndexPage
from claims.web.views.index_pages import index_page_paths
from tests.serving import ROOT
from tests.world import World

SLUGS = ["griffin", "unicorn"]


def _creatures(parameters: Mapping[str, str], *, size: int | None = None) -> Part[TopicRow]:
    rows = tuple(TopicRow(slug, slug, f"/creatures/{slug}/", "", 0, 0, "") for slug in SLUGS)
    return Part(rows=rows, count=len(rows))


CREATURES: IndexPage[TopicRow] = IndexPage(
    "creatures",
    "creature",
    "topic-list",
    ("after",),
    _creatures,
    (Column("slug", lambda row: row.slug), Column("name", lambda row: row.name)),
)

urlpatterns = [
    *index_data_paths([CREATURES]),
    *index_page_paths([CREATURES]),
    path("", include("factcheck.urls")),
]


@pytest.mark.urls(__name__)
def test_one_entry_gives_a_page_json_and_csv(client: Client, world: World) -> None:
    answer = client.get("/creatures.json").json()
    assert [row["slug"] for row in answer["results"]] == SLUGS
    for ending, marker in (("csv", "utf-8"), ("spreadsheet.csv", "utf-8-sig")):
        text = client.get(f"/creatures.{ending}").getvalue().decode(marker)
        assert [row["slug"] for row in csv.DictReader(io.StringIO(text, newline=""))] == SLUGS
    page = client.get("/creatures/").content.decode()
    assert all(f'href="/creatures/{slug}/"' in page for slug in SLUGS)
    assert all(f'href="/creatures.{ending}"' in page for ending in ("json", "csv", "spreadsheet.csv"))


@pytest.mark.urls(__name__)
def test_a_new_list_explains_bad_input_in_every_form(client: Client, world: World) -> None:
    assert client.get("/creatures/?after=a&after=b").status_code == 400
    assert client.get("/creatures.json?colour=red").json()["error"] == "Unknown filter “colour”"


def test_every_list_has_a_link_on_each_page_and_a_word_in_the_docs(client: Client, world: World) -> None:
    page, docs = client.get("/claims/").content.decode(), (ROOT / "docs" / "api.md").read_text("utf-8")
    for name in (one.name for one in INDEX_PAGES):
        assert f'href="/{name}/"' in page
        assert f"`/{name}" in docs
