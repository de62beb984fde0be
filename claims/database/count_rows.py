"""Reads the counts by speaker, month, topic and stance, by plain statements."""

from collections.abc import Collection
from typing import Final

from claims.database.statements import marks, rows_of

# PostgreSQL makes a decimal of a sum. SQLite uses the index of bodies only if their names must not be empty.
_STANCES: Final = """
SELECT {columns}, CAST(SUM(claims) AS BIGINT) FROM claims_stancecount
WHERE (speaker IN ({marks}) OR (on_behalf_of > '' AND on_behalf_of = %s)) AND claims > 0
GROUP BY {columns}
"""
_POSITIONS: Final = """
SELECT speaker, COUNT(DISTINCT position) FROM claims_stancecount
WHERE speaker IN ({marks}) AND claims > 0 GROUP BY speaker
"""
_MONTHS: Final = """
SELECT topic, month, claims FROM claims_monthcount WHERE speaker = %s AND topic IN (
    SELECT topic FROM claims_monthcount WHERE speaker = %s AND month = ''
    ORDER BY claims DESC, topic LIMIT {most}
)
"""


def stance_rows(speakers: Collection[str], body: str) -> list[tuple[str, str, str, int]]:
    """The position, the speaker, the body spoken for, and the number of claims with a stance.

    Of these speakers, and of everybody on behalf of the ``body``. One query.
    """
    columns = "position, speaker, on_behalf_of"
    return rows_of(_STANCES.format(columns=columns, marks=marks(speakers)), [*speakers, body])


def answer_rows(speaker: str) -> list[tuple[str, str, bool, int]]:
    """The position, the answer, "nothing has changed" or not, and the number of claims with such a stance.

    Of a speaker, and of everybody on its behalf. One query.
    """
    columns = "position, answer, unchanged"
    return rows_of(_STANCES.format(columns=columns, marks="%s"), [speaker, speaker])


def position_counts(speakers: Collection[str]) -> dict[str, int]:
    """The number of positions on which each of these speakers took a stance. One query, or none."""
    return dict(rows_of(_POSITIONS.format(marks=marks(speakers)), [*speakers])) if speakers else {}


def month_rows(speaker: str, most: int) -> list[tuple[str, str, int]]:
    """The topic, the month and the count of the ``most`` topics on which a speaker has most claims.

    All topics together, which have an empty name, are one of them. One query.
    """
    return rows_of(_MONTHS.format(most=most), [speaker, speaker])
