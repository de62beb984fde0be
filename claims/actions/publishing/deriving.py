"""Rebuild all data that is derived from the records and checked by ``verify_records``.

No record changes, and there is no new revision.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery

from claims.actions.auditing import note_event
from claims.actions.desk_values import keep_desk_values
from claims.actions.drafts.identities import keep_identities
from claims.actions.publishing.projecting import project_all
from claims.database.chunks import chunks
from claims.database.many_rows import many_rows
from claims.domain.history.permissions import Actor
from claims.domain.record.shared import Record, key_field
from claims.models import Claim, Revision
from claims.models.claim_identities import missing_identities
from claims.models.derived import cap_of, days_cited, derive, derived_columns
from claims.models.moves import Moves
from claims.models.record_mapping import (
    ROWS,
    Keys,
    as_record,
    columns_of,
    fill_columns,
    rows_with_keys,
    with_content,
)
from claims.models.record_row import RecordRow


@many_rows()
@transaction.atomic
def derive_anew(*, by: Actor, at: datetime) -> None:
    """Make derived columns and the public projection anew.

    Adds missing identities. Existing ones stay.
    """
    for record_type, model in ROWS.items():
        derive_rows(model)
        key = key_field(record_type)
        revisions = Revision.objects.filter(record_type=record_type, record_key=OuterRef(key))
        model._base_manager.exclude(version=0).update(
            published_at=Subquery(revisions.filter(version=1).values("published_at")),
            revised_at=Subquery(revisions.filter(version=OuterRef("version")).values("published_at")),
        )
    project_all()
    keep_missing(Claim.objects.order_by("pk").values_list("pk", "key"), at=at)
    note_event(action="derive", by=by, at=at)


@transaction.atomic
def keep_missing(claims: Iterable[tuple[int, str]], *, at: datetime) -> int:
    """Add missing identities for the words that these claims have now and had in each version.

    ``claims`` are primary keys and keys. Returns how many were added.
    """
    missing = [one for some in chunks(claims) for one in missing_identities(some)]
    keep_identities(((one.claim, one.key, one.assertion) for one in missing), at=at)
    return len(missing)


@transaction.atomic
def derive_rows(model: type[RecordRow]) -> None:
    """Make the columns of a table anew, and the values by which the desk finds claims."""
    columns = [column.name for column in columns_of(model)]
    moves = Moves.read()
    columns += derived_columns(model)
    for pks in chunks(list(model._base_manager.order_by("pk").values_list("pk", flat=True))):
        # Locked, so that nothing older is written over what somebody saves meanwhile.
        locked = model._base_manager.select_for_update(of=("self",), no_key=True).filter(pk__in=pks)
        rows = list(with_content(locked.order_by("pk")))
        records = [moves.current(as_record(row)) for row in rows]
        stood = [_values(row, columns) for row in rows]
        keys, days = _keys_of(model, records), days_cited(records)
        for row, record in zip(rows, records, strict=True):
            fill_columns(row, record, keys)
            derive(row, record, cap_of(record, days))
        changed = [row for row, before in zip(rows, stood, strict=True) if before != _values(row, columns)]
        if changed:
            model._base_manager.bulk_update(changed, columns)
        keep_desk_values(list(zip(rows, records, strict=True)))


def _values(row: RecordRow, columns: Iterable[str]) -> list[Any]:
    return [getattr(row, row._meta.get_field(name).attname) for name in columns]  # type: ignore[union-attr]


def _keys_of(model: type[RecordRow], records: Sequence[Record]) -> Keys:
    """The primary keys to which the columns point."""
    found: dict[tuple[str, str], int] = {}
    for ref in {column.ref for column in columns_of(model)} - {""}:
        columns = [column for column in columns_of(model) if column.ref == ref]
        slugs = {column.value_of(record) for record in records for column in columns} - {""}
        rows = rows_with_keys(ref, slugs).values_list(key_field(ref), "pk")
        found.update(((ref, key), pk) for key, pk in rows)
    return found
