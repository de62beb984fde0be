"""Write the values by which the desk finds claims."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from claims.database.inserting import insert_rows
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.shared import Record
from claims.domain.search.desk_values import desk_values
from claims.models import Claim, DeskValue
from claims.models.record_row import RecordRow


def keep_desk_values(written: Iterable[tuple[RecordRow, Record]]) -> None:
    """Replace the desk values of the claims among these saved rows."""
    claims = [(row.pk, record) for row, record in written if isinstance(row, Claim)]
    DeskValue.objects.filter(claim__in=[number for number, _ in claims]).delete()
    insert_desk_values(claims)


def insert_desk_values(claims: Iterable[tuple[int, Record]]) -> None:
    """Insert the desk values of new rows of claims, by their primary keys; other records have none."""
    rows = [
        (number, field, value)
        for number, record in claims
        if isinstance(record, ClaimRecord)
        for field, value in sorted(desk_values(record))
    ]
    insert_rows(connection, DeskValue._meta.db_table, ("claim_id", "field", "value"), rows)
