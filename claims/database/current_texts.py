"""Reads the sealed texts of records that are public today or were at an instant, by plain statements.

Pages ask for texts several times each, and Django takes longer to write such a statement than an engine to
answer it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from django.db import connection

_STATEMENT: Final = """
SELECT r.place, r.version, t.text
FROM claims_recordversion r JOIN claims_revisioncontent t ON t.revision_id = r.revision_id
WHERE r.place IN ({marks}) AND {valid}
"""
_REFERRING: Final = """
SELECT f.place, t.text
FROM claims_recordreference f JOIN claims_recordversion r ON r.id = f.version_id
JOIN claims_revisioncontent t ON t.revision_id = r.revision_id
WHERE f.place IN ({marks}) AND r.record_type = %s AND {valid}
ORDER BY r.sort, r.place
"""
_OPEN: Final = "r.valid_to IS NULL"
_VALID: Final = "r.valid_from <= %s AND (r.valid_to IS NULL OR r.valid_to > %s)"


def current_texts(places: Collection[str], at: datetime | None = None) -> list[tuple[str, int, str]]:
    """The place, the version and the canonical text of each of these records that is public.

    ``places`` are as in ``RecordVersion``, at least one. Erased texts are left out. One query.
    """
    rows: list[tuple[str, int, str]] = _rows(_STATEMENT, [*places], len(places), at)
    return rows


def referring_texts(
    record_type: str, places: Collection[str], at: datetime | None = None
) -> list[tuple[str, str]]:
    """The canonical texts of the public records of a type that refer to ``places``, each with the place.

    In the order of the list of the type. One query.
    """
    rows: list[tuple[str, str]] = _rows(_REFERRING, [*places, record_type], len(places), at)
    return rows


def _rows(statement: str, values: list[str], places: int, at: datetime | None) -> list[Any]:
    if at is not None:
        values += [str(connection.ops.adapt_datetimefield_value(at))] * 2
    marks = ", ".join(["%s"] * places)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(marks=marks, valid=_VALID if at else _OPEN), values)
        rows: list[Any] = cursor.fetchall()
        return rows
