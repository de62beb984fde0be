"""The table of the index pages: an entry is all that a list needs besides its template."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import include, path

from claims.api.index_pages import index_data_paths
from claims.models import Outlet
from claims.queries.columns import Column
from claims.queries.paging import Part
from claims.queries.positions.topic_page import TopicRow
from claims.queries.site.index_pages import IndexPage
from claims.web.views.index_pages import index_page_paths
from tests.world import World


def _outlets(parameters: Mapping[str, str], *, size: int | None = None) -> Part[TopicRow]:
    found = Outlet.objects.published().order_by("slug")
    rows = tuple(TopicRow(row.slug, row.name, f"/outlets/{row.slug}/", "", 0, 0, "") for row in found)
    return Part(rows=rows, count=len(rows))


OUTLETS: IndexPage[TopicRow] = IndexPage(
    "outlets",
    "outlet",
    "topic-list",
    ("after",),
    _outlets,
    (Column("slug", lambda row: row.slug), Column("name", lambda row: row.name)),
)

urlpatterns = [
    *index_data_paths([OUTLETS]),
    *index_page_paths([OUTLETS]),
    path("", include("factcheck.urls")),
]


@pytest.mark.urls(__name__)
def test_one_entry_gives_a_page_json_and_csv(client: Client, world: World) -> None:
    slugs = list(Outlet.objects.published().order_by("slug").values_list("slug", flat=True))
    answer = client.get("/outlets.json").json()
    assert [row["slug"] for row in answer["results"]] == slugs
    for ending, marker in (("csv", "utf-8"), ("spreadsheet.csv", "utf-8-sig")):
        text = client.get(f"/outlets.{ending}").getvalue().decode(marker)
        assert [row["slug"] for row in csv.DictReader(io.StringIO(text, newline=""))] == slugs
    page = client.get("/outlets/").content.decode()
    assert all(f'href="/outlets/{slug}/"' in page for slug in slugs)
    assert all(f'href="/outlets.{ending}"' in page for ending in ("json", "csv", "spreadsheet.csv"))


@pytest.mark.urls(__name__)
def test_a_new_list_explains_bad_input_in_every_form(client: Client, world: World) -> None:
    assert client.get("/outlets/?after=a&after=b").status_code == 400
    assert client.get("/outlets.json?colour=red").json()["error"] == "Unknown filter “colour”"
