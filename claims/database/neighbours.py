"""Finds the claims before and after one among those with a facet value, by one plain statement."""

from datetime import date
from typing import Final

from django.db import connection

from claims.domain.search.facets import FacetValue

# Subqueries that name nothing of the outer query are answered once, and then lead into an index.
_SIDE: Final = """
SELECT {is_after}, v.key, v.said, t.text
FROM claims_claimversion v JOIN claims_revisioncontent t ON t.revision_id = v.revision_id
WHERE v.number = (
    SELECT l.version_id FROM claims_claimfacet l {join}
    WHERE l.value_id = (SELECT id FROM claims_facetcount WHERE facet = %(facet)s AND value = %(value)s)
    AND l.is_open AND l.version_id >= %(first)s {and_said}
    AND l.version_id {beyond} (SELECT number FROM claims_claimversion WHERE key = %(key)s AND is_open)
    ORDER BY l.version_id {order} LIMIT 1
)
"""


def neighbour_rows(
    key: str, value: FacetValue, *, first: int, known_by: date | None = None
) -> list[tuple[bool, str, str, str]]:
    """Whether it comes after, and the key, the date and the text, of the open versions next to a claim.

    ``first`` is the lowest number that counts. With ``known_by``, only claims that had been said by the end
    of that day. One query.
    """
    said = {
        "join": "JOIN claims_claimversion s ON s.number = l.version_id" if known_by else "",
        "and_said": "AND s.said_latest <= %(known_by)s" if known_by else "",
    }
    earlier = _SIDE.format(is_after="FALSE", beyond="<", order="DESC", **said)
    later = _SIDE.format(is_after="TRUE", beyond=">", order="ASC", **said)
    values: dict[str, str | int] = {"facet": value[0], "value": value[1], "key": key, "first": first}
    if known_by:
        values["known_by"] = known_by.isoformat()
    with connection.cursor() as cursor:
        cursor.execute(f"{earlier} UNION ALL {later}", values)
        return [(bool(is_after), *rest) for is_after, *rest in cursor.fetchall()]
