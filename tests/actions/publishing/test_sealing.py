"""Sealing: the ledger chains everything that was ever public, and verifies."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from claims.actions.publishing.erasing import erase
from claims.actions.publishing.projected_records import NewRevision
from claims.actions.publishing.sealing import seal
from claims.domain.history.ledger import GENESIS, revision_digest
from claims.models import Claim, LedgerRow, Revision, RevisionContent
from tests.actions.drafts.small_records import AFTER, published
from tests.sealed import all_sealed
from tests.world import BOB, FOUNDED_AT, World

pytestmark = pytest.mark.postgresql


def test_every_ledger_row_names_the_one_before(world: World) -> None:
    rows = list(LedgerRow.objects.order_by("sequence"))
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0].previous_hash == GENESIS
    assert [row.previous_hash for row in rows[1:]] == [row.row_hash for row in rows[:-1]]


def test_every_content_is_what_its_digest_says(world: World) -> None:
    published(world)
    for content in RevisionContent.objects.select_related("revision"):
        assert revision_digest(content.salt, content.text) == content.revision.digest
    salts = RevisionContent.objects.values_list("salt", flat=True)
    assert len(set(salts)) == len(salts)


def test_everything_public_has_the_revision_of_its_version(world: World) -> None:
    for claim in Claim.objects.exclude(version=0):
        versions = Revision.objects.filter(record_type="claim", record_key=claim.key)
        assert [revision.version for revision in versions] == list(range(1, claim.version + 1))


def test_the_founding_of_the_record_is_one_row(world: World) -> None:
    first = LedgerRow.objects.get(sequence=1)
    assert (first.kind, first.actor) == ("publication", "bob")
    assert first.revisions.count() > 30
    assert first.at > FOUNDED_AT


def test_an_erasure_leaves_the_chain_whole(world: World) -> None:
    erase(record_type="claim", key=world.amended, contents=[1], reason="Law.", by=BOB, at=AFTER)
    test_every_ledger_row_names_the_one_before(world)


def test_a_seal_covers_only_what_it_names(world: World) -> None:
    with transaction.atomic():
        Claim.objects.filter(key=world.turn).update(text="other words")
        with pytest.raises(DatabaseError), transaction.atomic():
            seal(revisions=[_another(world)], kind="amendment", by=BOB, at=AFTER)
        transaction.set_rollback(True)


def _another(world: World) -> NewRevision:
    return NewRevision(
        record_type="topic", record_key="trade", version=2, text='{"name":"x","slug":"trade","type":"topic"}',
        change_class="update", hands=("ann",), approver="bob",
    )  # fmt: skip


def test_the_world_is_sealed(world: World) -> None:
    connection.check_constraints()
    assert all_sealed()
