"""Puts a world for benchmarks into the database.

The claims are written many at a time, and sealed as publishing seals them: with revisions, ledger and the
public projection. Verification would name them otherwise. There are no statistics of the tables yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar

from django.db import transaction
from msgspec.structs import replace

from claims.actions.drafts.writing import Keys
from claims.actions.importing.bulk_writing import insert_new
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.projected_records import NewRevision
from claims.actions.publishing.sealing import seal
from claims.database.many_rows import many_rows
from claims.domain.history.permissions import IMPORTER
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text
from claims.domain.record.shared import Record, key_of_record
from claims.models import Claim
from claims.queries.records import public_record
from tests.benchmarks.shared import Shared
from tests.benchmarks.world import PROBES, MadeClaim, claims_of, crowd_of

AT = datetime(2026, 1, 1, 12, tzinfo=UTC)
CORRECTED_AT = datetime(2026, 7, 1, 12, tzinfo=UTC)
CORRECTIONS = 60
TOGETHER = 5_000
CROWD_AROUND = 20_000
"""The world of that many claims gives the crowd its topics, sources and positions."""
Item = TypeVar("Item")


def store_world(claims: int) -> None:
    """Fill the migrated, empty database with a world of that many claims."""
    shared = Shared(claims)
    _store(shared, claims_of(shared))


def store_crowd() -> None:
    """Fill it with a world about one speaker and one position."""
    shared = Shared(CROWD_AROUND)
    _store(shared, crowd_of(shared))


@many_rows()
def _store(shared: Shared, claims: Iterable[MadeClaim]) -> None:
    writer = _Writer()
    tables: tuple[Sequence[Record], ...] = (
        shared.topics,
        shared.outlets,
        shared.speakers,
        shared.sources,
        shared.positions,
        shared.searches,
        shared.leads,
        shared.events,
    )
    for records in tables:
        for some in _parts(records, TOGETHER):
            writer.write([(record, True) for record in some])
    for made in _parts(claims, TOGETHER):
        writer.write([(claim.record, claim.is_public) for claim in made])
    _correct()


def _correct() -> None:
    """Amend some public claims, so that there are corrections, and a past that differs from today."""
    keys = Claim.objects.published().filter(pk__gt=PROBES).order_by("pk").values_list("key", flat=True)
    for key in keys[:CORRECTIONS]:
        record = public_record("claim", key or "")
        assert record is not None
        assert isinstance(record.record, ClaimRecord)
        better = replace(record.record, role="Minister without portfolio")
        note = Amendment(better, ChangeClass.CORRECTION, "The office was another.", wrong="Minister")
        amend(amendments=[note], by=IMPORTER, at=CORRECTED_AT)


class _Writer:
    """Writes records of one type at a time; keeps the primary keys of what it wrote, for what follows."""

    def __init__(self) -> None:
        self._keys: Keys = {}

    @transaction.atomic
    def write(self, records: Sequence[tuple[Record, bool]]) -> None:
        """Write the records, those with True as public ones."""
        insert_new(records, self._keys, by=IMPORTER, at=AT)
        revisions = [_first_revision(record) for record, is_public in records if is_public]
        if revisions:
            seal(revisions=revisions, kind="import", by=IMPORTER, at=AT, summary="A world for benchmarks")


def _first_revision(record: Record) -> NewRevision:
    return NewRevision(
        record_type=record.TYPE,
        record_key=key_of_record(record),
        version=1,
        text=canonical_text(record),
        change_class="publication",
        hands=(IMPORTER.name,),
        approver=IMPORTER.name,
    )


def _parts(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of that size, the last one shorter."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part
