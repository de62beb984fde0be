"""Reads what the home page begins with, by one plain statement."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Final

from django.db import connection

from claims.database.facet_rows import HAVING
from claims.database.statements import many, marks, one_of, rows_of

_CONTENT: Final = "JOIN claims_revisioncontent t ON t.revision_id = v.revision_id"
_HAVING: Final = f"SELECT v.number, t.text {HAVING.format(join=_CONTENT)} ORDER BY l.version_id DESC LIMIT %s"
# In canonical JSON a quotation mark within a text has a backslash before it.
_PAIRED: Final = 'text LIKE \'%%"kind":"contradicts"%%\' OR text LIKE \'%%"kind":"repeats"%%\''
_PARTS: Final = {
    "latest": f"SELECT v.number, t.text FROM claims_claimversion v {_CONTENT} WHERE v.is_open"
    " ORDER BY v.number DESC LIMIT %s",
    "no_change": _HAVING,
    # Both engines keep the order of the inner rows; if it is asked for again, SQLite reads all of them first.
    "paired": f"SELECT number, text FROM ({_HAVING}) AS r WHERE {_PAIRED} LIMIT %s",
    "position": "SELECT number, value FROM claims_facetcount WHERE facet = 'position' AND number > 0"
    " ORDER BY number DESC, value LIMIT %s",
    "picked": "SELECT p.id, p.slug FROM claims_frontquestion f"
    " JOIN claims_position p ON p.id = f.position_id",
    "corrections": "SELECT COUNT(*), '' FROM claims_revision"
    " WHERE change_class IN ({classes}) AND published_at >= %s",
    **{
        facet: f"SELECT number, value FROM claims_facetcount WHERE facet = '{facet}' AND number > 0"
        for facet in ("all", "topic", "year")
    },
}
_OUTLETS: Final = """
SELECT place, sort FROM claims_recordversion
WHERE record_type = 'outlet' AND valid_to IS NULL AND sort > '' AND {names}
UNION
SELECT place, sort FROM claims_recordversion WHERE valid_to IS NULL AND {places}
UNION
SELECT 'outlet:' || key, '' FROM claims_formeraddress
WHERE record_type = 'outlet' AND undone_at IS NULL AND {keys}
"""

MOST_RELATED: Final = 1000
"""The number of claims with relations among which pairs are looked for."""


def front_rows(
    *, latest: int, no_change: int, paired: int, position: int, classes: Sequence[str], since: datetime
) -> Mapping[str, list[tuple[int, str]]]:
    """Numbers with texts by name, the highest first, each with as many rows as asked for. One query.

    * ``latest`` are the texts of the newest claims, ``no_change`` of those that say so, ``paired`` of those
      that contradict or repeat another, among the newest with a relation; by the numbers of their versions.
    * ``position`` has the fullest positions, ``all``, ``topic`` and ``year`` all counts of these facets.
    * ``picked`` has the slug of the position that editors picked, if any.
    * ``corrections`` has the number of changes of these ``classes`` ``since`` an instant.
    """
    parts = " UNION ALL ".join(f"SELECT '{name}', p.* FROM ({sql}) AS p" for name, sql in _PARTS.items())
    instant = str(connection.ops.adapt_datetimefield_value(since))
    values: list[str | int] = [latest, "has", "no_change", no_change]
    values += ["has", "relation", MOST_RELATED, paired, position, *classes, instant]
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    rows = rows_of(parts.format(classes=marks(classes)), values)
    for part, number, text in sorted(rows, key=itemgetter(1), reverse=True):
        found[part].append((number, text))
    return found


def outlets_called(names: Collection[str], slugs: Collection[str]) -> Mapping[str, str]:
    """The places of the public outlets with one of these names or slugs, and the names. One query.

    The name is empty for a slug that an outlet had before.
    """
    statement = _OUTLETS.format(names=one_of("sort"), places=one_of("place"), keys=one_of("key"))
    places = [f"outlet:{slug}" for slug in slugs]
    return dict(rows_of(statement, [many(names), many(places), many(slugs)]))
