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
_OUTLETS: Final = """
UNION ALL
SELECT o.place, o.version, t.text
FROM claims_recordversion r JOIN claims_recordreference f ON f.version_id = r.id
JOIN claims_recordversion o ON o.place = f.place AND o.record_type = 'outlet'
JOIN claims_revisioncontent t ON t.revision_id = o.revision_id
WHERE r.place IN ({marks}) AND {valid} AND {valid_outlet}
"""
_REFERRING: Final = """
SELECT f.place, t.text
FROM claims_recordreference f JOIN claims_recordversion r ON r.id = f.version_id
JOIN claims_revisioncontent t ON t.revision_id = r.revision_id
WHERE f.place IN ({marks}) AND r.record_type = %s AND {valid}
ORDER BY r.sort, r.place
"""
_OPEN: Final = "r.valid_to IS NULL"
OWNED: Final = ("source:", "scale:")
"""How the places of records begin that belong to an outlet."""
_VALID: Final = "r.valid_from <= %s AND (r.valid_to IS NULL OR r.valid_to > %s)"


def current_texts(
    places: Collection[str], at: datetime | None = None, *, with_outlets: bool = False
) -> list[tuple[str, int, str]]:
    """The place, the version and the canonical text of each of these records that is public.

    ``places`` are as in ``RecordVersion``, at least one. ``with_outlets`` adds the outlets of sources and
    scales, an outlet as often as there are of them. Erased texts are left out. One query.
    """
    owned = [place for place in places if place.startswith(OWNED)] if with_outlets else []
    statement, values = _statement(_STATEMENT, len(places), at), [*places, *_instants(at)]
    if owned:
        statement += _statement(_OUTLETS, len(owned), at)
        values += [*owned, *_instants(at), *_instants(at)]
    rows: list[tuple[str, int, str]] = _rows(statement, values)
    return rows


def referring_texts(
    record_type: str, places: Collection[str], at: datetime | None = None
) -> list[tuple[str, str]]:
    """The canonical texts of the public records of a type that refer to ``places``, each with the place.

    In the order of the list of the type. One query.
    """
    values = [*places, record_type, *_instants(at)]
    rows: list[tuple[str, str]] = _rows(_statement(_REFERRING, len(places), at), values)
    return rows


def _statement(statement: str, places: int, at: datetime | None) -> str:
    valid = _VALID if at else _OPEN
    marks = ", ".join(["%s"] * places)
    return statement.format(marks=marks, valid=valid, valid_outlet=valid.replace("r.", "o."))


def _instants(at: datetime | None) -> list[str]:
    """The values of the condition on versions that were valid at an instant."""
    return [str(connection.ops.adapt_datetimefield_value(at))] * 2 if at else []


def _rows(statement: str, values: list[str]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[Any] = cursor.fetchall()
        return rows
