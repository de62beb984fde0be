"""Reads the sealed texts of records that are public today or were at an instant, by one plain statement.

Pages ask for texts several times each, and Django takes longer to write this statement than an engine to
answer it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import connection

_STATEMENT: Final = """
SELECT r.place, r.version, t.text
FROM claims_recordversion r JOIN claims_revisioncontent t ON t.revision_id = r.revision_id
WHERE r.place IN ({marks}) AND {valid}
"""
_OPEN: Final = "r.valid_to IS NULL"
_VALID: Final = "r.valid_from <= %s AND (r.valid_to IS NULL OR r.valid_to > %s)"


def current_texts(places: Collection[str], at: datetime | None = None) -> list[tuple[str, int, str]]:
    """The place, the version and the canonical text of each of these records that is public.

    ``places`` are as in ``RecordVersion``, at least one. Erased texts are left out. One query.
    """
    values = [*places]
    if at is not None:
        values += [str(connection.ops.adapt_datetimefield_value(at))] * 2
    marks = ", ".join(["%s"] * len(places))
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT.format(marks=marks, valid=_VALID if at else _OPEN), values)
        rows: list[tuple[str, int, str]] = cursor.fetchall()
        return rows
