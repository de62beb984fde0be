"""Chosen claims as rows of the public export, drafts included, each with its state."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from claims.domain.record.paths import claim_path
from claims.models import Claim, Source, Speaker
from claims.models.record_mapping import with_content
from claims.models.record_row import PUBLIC
from claims.queries.claim.documents import graded_records, graded_stances
from claims.queries.claim.ratings import given_ratings, known_scales
from claims.queries.claim.table import COLUMNS, TableClaim
from claims.queries.columns import Column
from claims.queries.desk.records import DeskRecords, contents_of


@dataclass(frozen=True)
class DeskClaim:
    """A claim as a row, or the change to it. ``state`` is its state, after "change, " for a change."""

    state: str
    claim: TableClaim


def _of_claim(column: Column[TableClaim]) -> Column[DeskClaim]:
    return Column(column.name, lambda row: column.value(row.claim))


DESK_COLUMNS: Final[tuple[Column[DeskClaim], ...]] = (
    Column("state", lambda row: row.state),
    *(_of_claim(column) for column in COLUMNS),
)
"""The state first, then the columns of the public export."""


def desk_table(pks: Sequence[int], *, site_url: str) -> tuple[DeskClaim, ...]:
    """These claims in the given order, each with its change below it. The number of queries does not grow.

    The address of a claim that is not public is that of its page at the desk.
    """
    rows = {row.pk: row for row in with_content(Claim.objects.filter(pk__in=pks).order_by())}
    read = list(contents_of(rows[pk] for pk in pks if pk in rows))
    records = [record for _, _, record in read]
    named: dict[tuple[str, str], dict[str, Any]] = {}
    for speaker in Speaker.objects.filter(slug__in={one.speaker for one in records}).order_by():
        named["speaker", speaker.slug] = {"name": speaker.name}
    keys = {hop.source for one in records for hop in one.chain if hop.source}
    for source in Source.objects.filter(key__in=keys).order_by():
        named["source", source.key] = {"title": source.title, "url": source.url}
    scales = known_scales(records)
    known = graded_records(records, records=DeskRecords)
    found = []
    for row, state, record in read:
        path = f"/admin/claims/claim/{row.pk}/change/"
        if state == PUBLIC:
            path = claim_path(record.key, row.text)
        ratings = given_ratings(record, scales)
        grades = graded_stances(record, known)
        table = TableClaim(record, named, ratings, grades, f"{site_url}{path}")
        found.append(DeskClaim(state, table))
    return tuple(found)
