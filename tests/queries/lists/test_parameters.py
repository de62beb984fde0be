"""The table of list parameters: one row is a filter everywhere, and the docs name every row."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client

from claims.database.statements import Sql, marks
from claims.domain.search.facets import FACETS
from claims.models import Claim
from claims.queries.lists.filters import AskedFilters
from claims.queries.lists.parameters import PARAMETERS, Parameter, list_facets
from tests.looking_back import claim_of
from tests.serving import ROOT
from tests.world import World


def test_a_new_filter_is_one_row(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    roles = {key: claim_of(key).role for key in world.public_claims}
    role = next(filter(None, roles.values()))
    keys = {key for key, one in roles.items() if one == role}
    assert len(keys) < Claim.objects.published().count()

    def by_role(asked: AskedFilters, name: str) -> Sql:
        found = tuple(key for key, one in roles.items() if one in asked.filters[name])
        return f"v.key IN ({marks(found)})", found

    row = Parameter("tried", "Role", by_role, preposition="in the role of")
    monkeypatch.setitem(PARAMETERS, "tried", row)

    page = client.get("/claims/", {"tried": role}).content.decode()
    assert {key for key in Claim.objects.values_list("key", flat=True) if f"/claims/{key}/" in page} == keys
    assert f"in the role of {role}" in page
    assert '<a href="/claims/"><span class="name">Role</span>' in page

    both = client.get("/claims.json", {"tried": role, "kind": "statement"}).json()
    statements = Claim.objects.published().filter(key__in=keys, kind="statement")
    assert {one["key"] for one in both["results"]} == set(statements.values_list("key", flat=True))
    assert both["count"] == statements.count()

    answer = client.get("/claims.json", {"tried": role}).json()
    assert {one["key"] for one in answer["results"]} == keys
    assert answer["count"] == len(keys)
    table = client.get("/claims.csv", {"tried": role})
    lines = b"".join(table.streaming_content).decode()  # type: ignore[attr-defined]
    assert {line["key"] for line in csv.DictReader(io.StringIO(lines))} == keys
    assert "-tried-" in table["Content-Disposition"]


def test_a_filter_that_is_not_in_the_table_is_refused_with_the_names_of_those_that_are(
    client: Client, world: World
) -> None:
    refused = client.get("/claims.json", {"tried": "x"})
    assert refused.status_code == 400
    assert all(name in refused.content.decode() for name in PARAMETERS)


def test_every_filter_is_in_the_docs() -> None:
    section = (ROOT / "docs" / "api.md").read_text("utf-8").split("## Parameters of a claim list")[1]
    rows = [line.split("|")[1] for line in section.split("\n\n")[1].splitlines()]
    assert set(re.findall("`(.+?)`", " ".join(rows))) == {*PARAMETERS, "sort", "size", "after"}
    for name in ("kind", "form"):
        (row,) = (line for line in section.splitlines() if line.startswith(f"| `{name}` |"))
        assert re.findall("`(.+?)`", row) == [name, *PARAMETERS[name].choices]


def test_every_count_beside_a_list_is_kept_for_the_whole_list() -> None:
    assert set(list_facets()) <= FACETS.keys()
    assert list(list_facets()) == sorted(list_facets(), key=lambda name: list_facets()[name].place)
