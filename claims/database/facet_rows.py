"""Reads the counts of facet values, and the newest claims that have them, by plain statements."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Final

from claims.database.statements import instants, many, marks, one_of, rows_of
from claims.domain.search.facets import FacetValue

HAVING: Final = """
FROM claims_claimfacet l JOIN claims_claimversion v ON v.number = l.version_id {join}
WHERE l.value_id = (SELECT id FROM claims_facetcount WHERE facet = %s AND value = %s) AND l.is_open
"""
"""The open versions ``v`` that have a facet value; ``join`` are other tables."""
# The first is sought among the claims that were certainly said before all others.
_SPANS: Final = """
SELECT c.value, c.number, (
    SELECT v.said FROM claims_claimversion v WHERE v.number IN (
        SELECT l.version_id FROM claims_claimfacet l
        WHERE l.value_id = c.id AND l.is_open AND l.version_id >= {dated} {also}
        ORDER BY l.version_id LIMIT {tried}
    ) ORDER BY v.said_oldest, v.number LIMIT 1
), (
    SELECT v.said FROM claims_claimfacet l JOIN claims_claimversion v ON v.number = l.version_id
    WHERE l.value_id = c.id AND l.is_open AND l.version_id >= {dated} {also}
    ORDER BY l.version_id DESC LIMIT 1
)
FROM claims_facetcount c WHERE c.facet = %s AND c.value IN ({marks}) AND c.number > 0
"""
_MOVES: Final = """
UNION ALL
SELECT 0, f.record_type || ':' || f.key, f.now_key, 0 FROM claims_formeraddress f
WHERE f.undone_at IS NULL AND f.record_type IN ('speaker', 'outlet', 'topic')
"""
_COUNTS: Final = """
SELECT c.value, COUNT(*) FROM claims_facetcount c JOIN claims_claimfacet l ON l.value_id = c.id
JOIN claims_claimversion v ON v.number = l.version_id
WHERE c.facet = %s AND {values} AND v.valid_from <= %s AND (v.valid_to IS NULL OR v.valid_to > %s)
GROUP BY c.value
"""
_ALSO: Final = """
AND EXISTS (
    SELECT 1 FROM claims_claimfacet o
    WHERE o.version_id = l.version_id AND o.is_open AND o.value_id IN ({values})
)
"""


def value_rows(
    wanted: Mapping[str, Collection[str]], *, with_moves: bool = False
) -> list[tuple[int, str, str, int]]:
    """The primary key, the facet, the value and the count of these values of facets. One query, or none.

    ``with_moves`` adds all steps by which former keys lead on today: 0, the place, the next key, 0.
    """
    asked = {facet: values for facet, values in wanted.items() if values}
    if not asked:
        return []
    each = " OR ".join([f"(facet = %s AND {one_of('value')})"] * len(asked))
    return rows_of(
        f"SELECT id, facet, value, number FROM claims_facetcount WHERE {each} {_MOVES if with_moves else ''}",
        [value for facet, values in asked.items() for value in (facet, many(values))],
    )


def values_with(pks: Collection[int]) -> list[tuple[int, str]]:
    """These primary keys of values of facets with the values. One query, or none."""
    return (
        rows_of(f"SELECT id, value FROM claims_facetcount WHERE {one_of('id')}", [many(pks)]) if pks else []
    )


def counts_at(facet: str, values: Collection[str], at: datetime) -> list[tuple[str, int]]:
    """These values of a facet with the number of versions that had them at an instant. One query."""
    return rows_of(_COUNTS.format(values=one_of("c.value")), [facet, many(values), *instants(at)])


def number_having(value: FacetValue, key: str) -> int | None:
    """The number of a claim with a facet value; None if it has not. One query."""
    rows = rows_of(f"SELECT v.number {HAVING.format(join='')} AND v.key = %s", [*value, key])
    return rows[0][0] if rows else None


def newest_having(
    value: FacetValue, most: int, without: Collection[str] = (), *, below: int | None = None
) -> list[tuple[int, str, str]]:
    """The number, the key and the day of the newest claims with a facet value, ``without`` some keys.

    With ``below``, those of lower numbers. One query.
    """
    others = f"AND v.key NOT IN ({marks(without)})" if without else ""
    others += f" AND l.version_id < {below}" if below is not None else ""
    statement = f"SELECT v.number, v.key, v.said {HAVING.format(join='')} {others} ORDER BY l.version_id DESC"
    return rows_of(f"{statement} LIMIT {most}", [*value, *without])


def texts_between(
    value: FacetValue, numbers: tuple[int, int], since: date, most: int, without: Collection[str]
) -> list[str]:
    """The texts of the first claims with a facet value and ``numbers`` between these, ``without`` some keys.

    They were certainly said after the day ``since`` has begun. One query.
    """
    having = HAVING.format(join="JOIN claims_revisioncontent t ON t.revision_id = v.revision_id")
    statement = f"""SELECT t.text {having} AND l.version_id >= %s AND l.version_id < %s
        AND v.said_oldest >= %s AND NOT {one_of("v.key")} ORDER BY l.version_id LIMIT {most}"""
    return [text for (text,) in rows_of(statement, [*value, *numbers, since.isoformat(), many(without)])]


def span_rows(
    facet: str, values: Collection[str], also: Collection[int], *, dated: int, tried: int
) -> list[tuple[str, int, str | None, str | None]]:
    """The value, the count, and when the first and the latest dated claim were said, of values with claims.

    With ``also``, primary keys of values, the first and the latest claim that has one of these too. ``dated``
    is the lowest number of a dated version; the first is sought among as many as ``tried``. One query.
    """
    if not values:
        return []
    both = _ALSO.format(values=", ".join(map(str, also))) if also else ""
    statement = _SPANS.format(also=both, dated=dated, tried=tried, marks=marks(values))
    return rows_of(statement, [facet, *values])
