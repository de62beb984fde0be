"""What claims lack: asked of one claim or of all, the answer is the same."""

from __future__ import annotations

import pytest
from django.db import connection

from claims.models import Citation, Claim, ExactPassage, Source
from claims.queries.desk.missing import LACKS, lacking
from tests.world import World


@pytest.mark.parametrize("slug", LACKS)
def test_asked_of_all_claims_a_lack_is_that_of_each(world: World, slug: str) -> None:
    for claims in (Claim.objects.all(), Claim.objects.published()):
        one_by_one = claims.filter(LACKS[slug].where())
        assert list(lacking(claims, slug, are_many=True)) == list(one_by_one)


def test_a_claim_without_exact_passage_is_one_with_none_at_any_hop(world: World) -> None:
    having = set(ExactPassage.objects.values_list("citation__claim", flat=True))
    expected = set(Claim.objects.values_list("pk", flat=True)) - having
    assert having
    assert expected
    assert (
        set(lacking(Claim.objects.all(), "passage", are_many=True).values_list("pk", flat=True)) == expected
    )


def test_a_claim_without_archived_copy_has_none_at_any_hop(world: World) -> None:
    archived = Source.objects.exclude(archived_url="")
    having = set(Citation.objects.filter(source__in=archived).values_list("claim", flat=True))
    lack = set(lacking(Claim.objects.all(), "archive").values_list("pk", flat=True))
    assert lack == set(Claim.objects.values_list("pk", flat=True)) - having


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL joins for either condition")
def test_of_all_claims_the_passages_are_read_once(world: World) -> None:
    plan = lacking(Claim.objects.all(), "passage", are_many=True).explain()
    assert "CORRELATED" not in plan
    assert "CORRELATED" in lacking(Claim.objects.all(), "passage").explain()
