"""Finds the keys of all claims linked to one, over any number of relations, in one recursive query.

It reads the public projection and the sealed texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from django.db import connection

Way = Literal["repeats", "echoes", "points", "occasion"]

_VALID: Final = "v.valid_from <= %(at)s AND (v.valid_to IS NULL OR v.valid_to > %(at)s)"
_OPEN: Final = "v.is_open"

# The versions that have a facet value; those that a version points to stand in its text.
_LINKING: Final = """
    SELECT {column} FROM claims_facetcount f
    JOIN claims_claimfacet l ON l.value_id = f.id JOIN claims_claimversion v ON v.number = l.version_id
    WHERE f.facet = '{facet}' AND f.value = {value} AND {valid}
"""
_LINKED: Final = """
    SELECT v.number FROM claims_revisioncontent t
    CROSS JOIN {relations}
    WHERE t.revision_id = {near}.revision_id AND {valid}
"""
_RELATIONS: Final = {
    "postgresql": """LATERAL jsonb_array_elements(t.text::jsonb -> 'relations') r(value)
        JOIN claims_claimversion v ON r.value ->> 'kind' = '{facet}' AND v.key = r.value ->> 'to'""",
    "sqlite": """json_each(t.text, '$.relations') r JOIN claims_claimversion v
        ON json_extract(r.value, '$.kind') = '{facet}' AND v.key = json_extract(r.value, '$.to')""",
}
# SQLite has no LATERAL, and PostgreSQL would try the condition of SQLite on every version.
_NEXT: Final = {
    "postgresql": """CROSS JOIN LATERAL (({linking} LIMIT {most}) UNION ALL {linked}) n
        JOIN claims_claimversion v ON v.number = n.number""",
    "sqlite": "CROSS JOIN claims_claimversion v ON v.number IN ({linking} UNION ALL {linked})",
}
# PostgreSQL stops the recursion when the outer query stops reading; SQLite needs a limit.
_CUTS: Final = {"postgresql": "", "sqlite": "LIMIT {most}"}

_STATEMENT: Final = """
WITH RECURSIVE
again (number, key, revision_id) AS (
    SELECT v.number, v.key, v.revision_id FROM claims_claimversion v WHERE v.key IN ({starts}) AND {valid}
    UNION
    SELECT v.number, v.key, v.revision_id FROM again a {repeats}
    {cut}
),
said (number, key, revision_id) AS (SELECT number, key, revision_id FROM again LIMIT {bounds.repeats}),
echo (key) AS (
    SELECT DISTINCT v.key FROM said s {echoes}
    WHERE v.number NOT IN (SELECT number FROM said)
    LIMIT {bounds.echoes}
),
points (key) AS (
    {points} ORDER BY l.version_id LIMIT {bounds.points}
),
together (key) AS (
    {occasion} AND v.key <> %(key)s
    ORDER BY v.published_at, v.number LIMIT {bounds.occasion}
)
SELECT 'repeats', key FROM said
UNION ALL SELECT 'echoes', key FROM echo
UNION ALL SELECT 'points', key FROM points
UNION ALL SELECT 'occasion', key FROM together
"""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The greatest number of claims to find for each way."""

    repeats: int
    echoes: int
    points: int
    occasion: int


def linked_keys(
    key: str, *, starts: Sequence[str], occasion: str, bounds: Bounds, at: datetime | None = None
) -> list[tuple[Way, str]]:
    """The way in which each public claim is linked, and its key; today or ``at`` an instant. One query.

    ``repeats`` are ``starts`` and all claims linked with them by such relations, in both directions;
    ``echoes`` are one step from any of these; ``points`` have any relation to ``key``; ``occasion`` are the
    others of that occasion.
    """
    values: dict[str, str] = {"key": key, "occasion": occasion}
    values |= {f"start{n}": start for n, start in enumerate(starts)}
    if at is not None:
        values["at"] = str(connection.ops.adapt_datetimefield_value(at))
    with connection.cursor() as cursor:
        cursor.execute(_statement(connection.vendor, len(starts), bounds, _VALID if at else _OPEN), values)
        return [(way, str(found)) for way, found in cursor.fetchall()]


def _statement(vendor: str, starts: int, bounds: Bounds, valid: str) -> str:
    def linking(facet: str, value: str, column: str) -> str:
        return _LINKING.format(column=column, facet=facet, value=value, valid=valid)

    def step(facet: str, near: str, most: int) -> str:
        relations = _RELATIONS[vendor].format(facet=facet)
        linked = _LINKED.format(relations=relations, near=near, valid=valid)
        numbers = linking(facet, f"{near}.key", "v.number")
        return _NEXT[vendor].format(linking=numbers, linked=linked, most=most)

    return _STATEMENT.format(
        valid=valid,
        starts=", ".join(f"%(start{n})s" for n in range(starts)),
        repeats=step("repeats", "a", bounds.repeats),
        echoes=step("echoes", "s", bounds.echoes),
        points=linking("points_to", "%(key)s", "v.key"),
        occasion=linking("occasion", "%(occasion)s", "v.key"),
        cut=_CUTS[vendor].format(most=bounds.repeats),
        bounds=bounds,
    )
