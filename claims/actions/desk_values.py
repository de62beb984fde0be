"""Write the values by which the desk finds claims."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from claims.database.inserting import insert_rows
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.shared import Record
from claims.domain.search.desk_values import desk_values
from claims.models import Claim, DeskValue
from claims.models.record_row import RecordRow


def keep_desk_values(written: Sequence[tuple[RecordRow, Record]], *, are_new: bool = False) -> None:
    """Replace the desk values of the claims among these saved rows."""
    claims = [(row, record) for row, record in written if isinstance(row, Claim)]
    if not are_new:
        DeskValue.objects.filter(claim__in=[row for row, _ in claims]).delete()
    rows = [
        (row.pk, field, value)
        for row, record in claims
        if isinstance(record, ClaimRecord)
        for field, value in sorted(desk_values(record))
    ]
    insert_rows(connection, DeskValue._meta.db_table, ("claim_id", "field", "value"), rows)
