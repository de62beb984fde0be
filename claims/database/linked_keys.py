"""The keys of all claims that stand beside one, however far relations lead, in one statement.

A path of relations has no known length, and a query for each step would have a page wait for as many; the
recursion of SQL finds them all at once, and both engines read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db import connection

Way = Literal["repeats", "echoes", "points", "occasion"]

# Each engine is told to go from a claim to its relations, which it may not see: few relations are echoes, and
# then reading all of them looks cheap. PostgreSQL takes so many of each claim, for SQLite has no LATERAL.
_LINKS = {
    "postgresql": """CROSS JOIN LATERAL (
        SELECT claim_id, to_key FROM claims_relation
        WHERE (claim_id = {near}.id OR to_key = {near}.claim_key) AND kind = '{kind}' AND public
        LIMIT {most}
    ) r""",
    "sqlite": """CROSS JOIN claims_relation r
        ON (r.claim_id = {near}.id OR r.to_key = {near}.claim_key) AND r.kind = '{kind}' AND r.public""",
}
# PostgreSQL stops a recursion that nobody reads on, SQLite where it is told to.
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
    """So many claims of each way are looked for; one more than is shown tells that there are more."""

    repeats: int
    echoes: int
    points: int
    occasion: int


def linked_keys(
    key: str, *, starts: Sequence[str], occasion: str, bounds: Bounds
) -> list[tuple[Way, str, str]]:
    """How a public claim stands beside the one with this key, its key, and the slug of its nearest outlet.

    ``repeats`` are all claims that relations of this kind lead to from ``starts``, these included, whichever
    way they point; ``echoes`` those one step from any of them; ``points`` those with any relation to ``key``;
    ``occasion`` the others of that occasion. One query.
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
