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

# PostgreSQL stops a recursion that nobody reads on, SQLite where it is told to.
_CUTS = {"postgresql": "", "sqlite": "LIMIT {most}"}

_STATEMENT = """
WITH RECURSIVE
again (id, claim_key) AS (
    SELECT c.id, c.key FROM claims_claim c WHERE c.state = 'published' AND c.key IN ({starts})
    UNION
    SELECT c.id, c.key
    FROM again a
    JOIN claims_relation r ON (r.claim_id = a.id OR r.to_key = a.claim_key)
    JOIN claims_claim c ON (c.id = r.claim_id OR c.key = r.to_key)
    WHERE r.kind = 'repeats' AND r.public AND c.state = 'published'
    {cut}
),
said (id, claim_key) AS (SELECT id, claim_key FROM again LIMIT %s),
echo (id, claim_key) AS (
    SELECT DISTINCT c.id, c.key
    FROM said s
    JOIN claims_relation r ON (r.claim_id = s.id OR r.to_key = s.claim_key)
    JOIN claims_claim c ON (c.id = r.claim_id OR c.key = r.to_key)
    WHERE r.kind = 'echoes' AND r.public AND c.state = 'published'
    AND c.id NOT IN (SELECT id FROM said)
    LIMIT %s
),
points (id, claim_key) AS (
    SELECT c.id, c.key FROM claims_relation r JOIN claims_claim c ON c.id = r.claim_id
    WHERE r.to_key = %s AND c.state = 'published'
    ORDER BY r.id LIMIT %s
),
together (id, claim_key) AS (
    SELECT c.id, c.key FROM claims_claim c JOIN claims_occasion o ON o.id = c.occasion_id
    WHERE o.slug = %s AND c.state = 'published' AND c.key <> %s
    ORDER BY c.id LIMIT %s
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
    statement = _STATEMENT.format(
        starts=", ".join(["%s"] * len(starts)),
        cut=_CUTS[connection.vendor].format(most=bounds.repeats),
    )
    values: list[str | int] = [
        *starts, bounds.repeats, bounds.echoes, key, bounds.points, occasion, key, bounds.occasion,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [(way, str(found), str(outlet)) for way, found, outlet in cursor.fetchall()]
