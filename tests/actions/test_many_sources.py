"""A claim may cite any number of sources, and whatever reads it with them still works."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from pytest_django import DjangoDbBlocker

from claims.actions.drafts.recording import change_draft
from claims.actions.merging.merging import merge
from claims.domain.record.claim import ClaimRecord, Relation
from claims.domain.record.shared import SourceRecord
from claims.models import Claim, Source
from claims.models.record_mapping import as_record, with_content
from tests.actions.drafts.small_records import AFTER, drafted, on_record
from tests.many_sources import TOO_MANY, cite_many
from tests.world import ANN, BOB, World


@pytest.fixture(scope="module")
def citing(world_on_record: World, django_db_blocker: DjangoDbBlocker) -> ClaimRecord:
    with django_db_blocker.unblock():
        found = drafted(world_on_record, said="2020-05")
        assert len(cite_many(found.key)) == TOO_MANY
    return found


def test_rows_are_read_with_any_number_of_records_that_they_name(world: World, citing: ClaimRecord) -> None:
    sources = [as_record(row) for row in with_content(Source.objects.filter(title__startswith="Leaf"))]
    assert len({source.outlet for source in sources if isinstance(source, SourceRecord)}) == TOO_MANY
    (claim,) = [as_record(row) for row in with_content(Claim.objects.filter(key=citing.key))]
    assert isinstance(claim, ClaimRecord)
    assert len({hop.source for hop in claim.chain}) == TOO_MANY + 1


def test_the_speaker_of_a_claim_with_many_sources_can_be_merged(world: World, citing: ClaimRecord) -> None:
    merge(record_type="speaker", key=world.roe, into=world.solano, note="One person.", by=ANN, approver=BOB,
          at=AFTER)  # fmt: skip
    assert Claim.objects.get(key=citing.key).speaker.slug == world.solano


def test_one_of_many_sources_of_a_claim_can_get_another_day(world: World, citing: ClaimRecord) -> None:
    row = Source.objects.get(title="Leaf 1")
    source = as_record(row)
    assert isinstance(source, SourceRecord)
    change_draft(record=replace(source, published="2020-05-09"), by=ANN, at=AFTER)
    assert Claim.objects.get(key=citing.key).said_latest.isoformat() == "2020-05-09"


def test_a_claim_can_relate_to_one_with_many_sources(world: World, citing: ClaimRecord) -> None:
    relation = Relation(kind="repeats", to=citing.key)
    other = drafted(world, "The bridge still needs a toll", said="2020-05-06")
    change_draft(record=replace(other, relations=(relation,)), by=ANN, at=AFTER)
    assert on_record(other).relations == (relation,)
