"""Reads the lists of shared records, and how many there are, by plain statements."""

from collections.abc import Collection
from datetime import date
from typing import Final

from claims.database.statements import ANY, Sql, many, one_of, rows_of

# The index of lists has only what has a place in one.
_IN_LIST: Final = "r.record_type = %s AND r.sort > '' AND r.valid_to IS NULL"
_ROWS: Final = """
SELECT r.place, t.text FROM claims_recordversion r
LEFT JOIN claims_revisioncontent t ON t.revision_id = r.revision_id
WHERE {listed} ORDER BY r.sort, r.place LIMIT {most}
"""
NAMING: Final = "r.id IN (SELECT version_id FROM claims_recordreference WHERE place = %s)"
"""The condition on versions ``r`` that refer to a place."""
_OF_POSITIONS: Final = """
FROM claims_recordreference f JOIN claims_recordversion p ON p.id = f.version_id
WHERE p.record_type = 'position' AND p.valid_to IS NULL
"""
USED: Final = f"""(
    r.place IN (SELECT 'topic:' || value FROM claims_facetcount WHERE facet = 'topic' AND number > 0)
    OR r.place IN (SELECT f.place {_OF_POSITIONS})
)"""
"""The condition on topics ``r`` that have positions or claims."""
_NEVER: Final = """
SELECT r.sort, COUNT(*) OVER () FROM claims_recordversion r
WHERE {outlets} AND r.place NOT IN (
    SELECT f.place FROM claims_recordreference f WHERE f.version_id IN (
        SELECT r.id FROM claims_recordversion r WHERE {searches}
    )
) ORDER BY r.sort, r.place LIMIT {most}
"""
# With "in", because for "not" of a boolean SQLite uses no index.
_DAYS: Final = """
SELECT
    (SELECT said_oldest FROM claims_claimversion WHERE is_open AND said_undated IN (FALSE)
        ORDER BY said_oldest, number LIMIT 1),
    (SELECT number FROM claims_claimversion WHERE is_open AND said_undated IN (FALSE)
        ORDER BY number DESC LIMIT 1)
"""


def listed_rows(
    record_type: str, after: str, most: int, only: Sql = ANY
) -> list[tuple[str, str | None]] | None:
    """The places and the canonical texts of the public records of a type, in the order of its list.

    ``only`` is a condition on record versions ``r``. A text is None if it was erased. The rows are those
    ``after`` a place, or None if it is not in the list. One query, and one for ``after``.
    """
    condition, values = _listed(record_type, only)
    if after:
        begun = rows_of(f"SELECT r.sort FROM claims_recordversion r WHERE r.place = %s AND {condition}",
                        [after, *values])  # fmt: skip
        if not begun:
            return None
        condition, values = f"{condition} AND (r.sort, r.place) > (%s, %s)", (*values, *begun[0], after)
    return rows_of(_ROWS.format(listed=condition, most=most), values)


def number_listed(record_type: str, only: Sql = ANY) -> int:
    """How many records the list has. One query."""
    condition, values = _listed(record_type, only)
    ((number,),) = rows_of(f"SELECT COUNT(*) FROM claims_recordversion r WHERE {condition}", values)
    return int(number)


def never_searched(only: Sql, most: int) -> list[tuple[str, int]]:
    """The names of the first outlets that no search names, each with the number of them all. One query."""
    outlets, of_outlets = _listed("outlet", ANY)
    searches, of_searches = _listed("coverage", only)
    statement = _NEVER.format(outlets=outlets, searches=searches, most=most)
    return rows_of(statement, [*of_outlets, *of_searches])


def numbers_of_positions(topics: Collection[str]) -> dict[str, int]:
    """The number of public positions of each of these topics that has any, by its place. One query."""
    statement = f"SELECT f.place, COUNT(*) {_OF_POSITIONS} AND {one_of('f.place')} GROUP BY f.place"
    return dict(rows_of(statement, [many([f"topic:{slug}" for slug in topics])]))


def days_of_claims() -> tuple[date, int] | None:
    """The first possible day of all dated claims, and the number of their latest version. One query."""
    ((oldest, number),) = rows_of(_DAYS, [])
    return (date.fromisoformat(str(oldest)), number) if oldest else None


def _listed(record_type: str, only: Sql) -> Sql:
    condition, values = only
    return f"{_IN_LIST} AND {condition}" if condition else _IN_LIST, (record_type, *values)
