"""The table of list parameters: one row is a filter everywhere, and the docs name every row."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client

from claims.domain.search.facets import FACETS
from claims.models import Claim
from claims.queries.lists import facet_sql, filters
from claims.queries.lists.parameters import PARAMETERS, ListFacet, Parameter
from tests.serving import ROOT
from tests.world import World


def test_a_new_filter_is_one_row(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    role = Claim.objects.published().exclude(role="").order_by("pk").values_list("role", flat=True)[0]
    keys = set(Claim.objects.published().filter(role=role).values_list("key", flat=True))
    assert len(keys) < Claim.objects.published().count()
    facet = ListFacet(facet_sql.by_column("role"), place=11, title="Office")
    row = Parameter("role", "Role", filters.by_column("role"), preposition="in the role of", facet=facet)
    monkeypatch.setitem(PARAMETERS, "role", row)

    page = client.get("/claims/", {"role": role}).content.decode()
    assert {key for key in Claim.objects.values_list("key", flat=True) if f"/claims/{key}/" in page} == keys
    assert f"in the role of {role}" in page
    assert '<a href="/claims/"><span class="name">Role</span>' in page

    page = client.get("/claims/", {"role": role, "kind": "statement"}).content.decode()
    panel = page.split("<legend>Office</legend>")[1].split("</fieldset>")[0]
    count = Claim.objects.published().filter(role=role, kind="statement").count()
    assert re.search(
        rf'name="role"\s+value="{role}"\s+checked.*?<span class="count">{count}<', panel, re.DOTALL
    )

    answer = client.get("/claims.json", {"role": role}).json()
    assert {one["key"] for one in answer["results"]} == keys
    assert answer["count"] == len(keys)
    table = client.get("/claims.csv", {"role": role})
    lines = b"".join(table.streaming_content).decode()  # type: ignore[attr-defined]
    assert {line["key"] for line in csv.DictReader(io.StringIO(lines))} == keys
    assert "-role-" in table["Content-Disposition"]


def test_a_filter_that_is_not_in_the_table_is_refused_with_the_names_of_those_that_are(
    client: Client, world: World
) -> None:
    refused = client.get("/claims.json", {"role": "x"})
    assert refused.status_code == 400
    assert all(name in refused.content.decode() for name in PARAMETERS)


def test_every_filter_is_in_the_docs() -> None:
    section = (ROOT / "docs" / "api.md").read_text("utf-8").split("## Parameters of a claim list")[1]
    rows = [line.split("|")[1] for line in section.split("\n\n")[1].splitlines()]
    assert set(re.findall("`(.+?)`", " ".join(rows))) == {*PARAMETERS, "sort", "size", "after"}


def test_every_count_beside_a_list_is_kept_for_the_whole_list() -> None:
    counted = {name for name, facet in FACETS.items() if facet.is_counted}
    assert {name for name, parameter in PARAMETERS.items() if parameter.facet} <= counted
