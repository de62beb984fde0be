"""Write the values by which the desk finds claims."""

from collections.abc import Iterable

from django.db import connection

from claims.database.inserting import insert_rows
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.shared import Record
from claims.domain.search.desk_values import DeskValues, changed_values, desk_values
from claims.models import Claim, DeskValue
from claims.models.moves import Moves
from claims.models.record_mapping import claim_in_work
from claims.models.record_row import RecordRow


def keep_desk_values(written: Iterable[tuple[RecordRow, Record]]) -> None:
    """Replace the desk values of the claims among these saved rows, and of their changes.

    They are the keys of today of what the documents point to.
    """
    moves = Moves.read()
    claims = [(row, record) for row, record in written if isinstance(row, Claim)]
    DeskValue.objects.filter(claim__in=[row for row, _ in claims]).delete()
    insert_desk_values((row.pk, moves.current(record)) for row, record in claims)
    changed = [row for row, _ in claims if row.has_change]
    _insert((row.pk, changed_values(moves.current(claim_in_work(row)))) for row in changed)


def insert_desk_values(claims: Iterable[tuple[int, Record]]) -> None:
    """Insert the desk values of new rows of claims, by their primary keys; other records have none."""
    _insert((number, desk_values(record)) for number, record in claims if isinstance(record, ClaimRecord))


def _insert(found: Iterable[tuple[int, DeskValues]]) -> None:
    rows = [(field, value, number) for number, values in found for field, value in values]
    if rows:  # In the order of their index, so that each of its pages is written once.
        insert_rows(connection, DeskValue._meta.db_table, ("field", "value", "claim_id"), sorted(rows))
