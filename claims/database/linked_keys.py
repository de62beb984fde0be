"""Finds the keys of all claims that are linked to one by any number of relations, in one recursive query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db import connection

Way = Literal["repeats", "echoes", "points", "occasion"]

# The joins force each engine to look up relations by claim: as few relations are echoes, its planner may
# prefer to read all of them. On PostgreSQL the number for each claim is limited; SQLite has no LATERAL.
_LINKS = {
    "postgresql": """CROSS JOIN LATERAL (
        SELECT claim_id, to_key FROM claims_relation
        WHERE (claim_id = {near}.id OR to_key = {near}.claim_key) AND kind = '{kind}' AND public
        LIMIT {most}
    ) r""",
    "sqlite": """CROSS JOIN claims_relation r
        ON (r.claim_id = {near}.id OR r.to_key = {near}.claim_key) AND r.kind = '{kind}' AND r.public""",
}
# PostgreSQL stops the recursion when the outer query stops reading; SQLite needs a limit.
_CUTS = {"postgresql": "", "sqlite": "LIMIT {most}"}

_STATEMENT = """
WITH RECURSIVE
again (id, claim_key) AS (
    SELECT c.id, c.key FROM claims_claim c WHERE c.state = 'published' AND c.key IN ({starts})
    UNION
    SELECT c.id, c.key
    FROM again a
    {repeats}
    JOIN claims_claim c ON (c.id = r.claim_id OR c.key = r.to_key)
    WHERE c.state = 'published'
    {cut}
),
said (id, claim_key) AS (SELECT id, claim_key FROM again LIMIT %s),
echo (id, claim_key) AS (
    SELECT DISTINCT c.id, c.key
    FROM said s
    {echoes}
    JOIN claims_claim c ON (c.id = r.claim_id OR c.key = r.to_key)
    WHERE c.state = 'published' AND c.id NOT IN (SELECT id FROM said)
    LIMIT %s
),
points (id, claim_key) AS (
    SELECT c.id, c.key FROM claims_relation r JOIN claims_claim c ON c.id = r.claim_id
    WHERE r.to_key = %s AND c.state = 'published'
    ORDER BY r.id LIMIT %s
),
together (id, claim_key) AS (
    SELECT c.id, c.key FROM claims_claim c
    WHERE c.occasion_id = (SELECT id FROM claims_occasion WHERE slug = %s)
    AND c.state = 'published' AND c.key <> %s
    -- No index gives this order, so that none is read from end to end for it.
    ORDER BY c.id + 0 LIMIT %s
),
found (way, id, claim_key) AS (
    SELECT 'repeats', id, claim_key FROM said
    UNION ALL SELECT 'echoes', id, claim_key FROM echo
    UNION ALL SELECT 'points', id, claim_key FROM points
    UNION ALL SELECT 'occasion', id, claim_key FROM together
)
SELECT f.way, f.claim_key, COALESCE(named.slug, carrying.slug, '')
FROM found f
LEFT JOIN claims_citation nearest ON nearest.claim_id = f.id AND nearest.hop = 1
LEFT JOIN claims_outlet named ON named.id = nearest.outlet_id
LEFT JOIN claims_source source ON source.id = nearest.source_id
LEFT JOIN claims_outlet carrying ON carrying.id = source.outlet_id
"""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The greatest number of claims to find for each way."""

    repeats: int
    echoes: int
    points: int
    occasion: int


def linked_keys(
    key: str, *, starts: Sequence[str], occasion: str, bounds: Bounds
) -> list[tuple[Way, str, str]]:
    """The way in which each public claim is linked, its key, and the slug of its nearest outlet. One query.

    ``repeats`` are ``starts`` and all claims linked with them by such relations, in both directions;
    ``echoes`` are one step from any of these; ``points`` have any relation to ``key``; ``occasion`` are the
    others of that occasion.
    """
    links = _LINKS[connection.vendor]
    statement = _STATEMENT.format(
        starts=", ".join(["%s"] * len(starts)),
        repeats=links.format(near="a", kind="repeats", most=bounds.repeats),
        echoes=links.format(near="s", kind="echoes", most=bounds.echoes),
        cut=_CUTS[connection.vendor].format(most=bounds.repeats),
    )
    values: list[str | int] = [
        *starts, bounds.repeats, bounds.echoes, key, bounds.points, occasion, key, bounds.occasion,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [(way, str(found), str(outlet)) for way, found, outlet in cursor.fetchall()]
