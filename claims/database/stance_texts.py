"""Reads the stored stances of claims by plain statements, which nearly every page about a position needs."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from claims.database.statements import instants, joined, marks, rows_of

_ON: Final = "SELECT id FROM claims_facetcount WHERE facet = 'position' AND value IN ({marks})"
_COUNTS: Final = """
SELECT id, facet = 'position', number FROM claims_facetcount
WHERE (facet = 'position' AND value IN ({positions})) OR (facet IN ({facets}) AND value IN ({speakers}))
"""
_STANCES: Final = """
SELECT {joined} FROM claims_claimfacet l JOIN claims_claimversion v ON v.number = l.version_id
WHERE l.value_id IN ({values}) AND {valid} AND v.stances <> ''
"""
_ALSO: Final = """
AND EXISTS (SELECT 1 FROM claims_claimfacet o WHERE o.version_id = l.version_id AND o.value_id IN ({others}))
"""
_TAKEN_BACK: Final = """
SELECT c.value, v.key FROM claims_facetcount c
JOIN claims_claimfacet l ON l.value_id = c.id JOIN claims_claimversion v ON v.number = l.version_id
WHERE c.facet = 'takes_back' AND {valid} {among}
UNION ALL
SELECT f.record_type || ':' || f.key, f.now_key FROM claims_formeraddress f
WHERE f.record_type IN ('speaker', 'outlet') AND {moved}
"""
_OPEN: Final = "l.is_open"
_MOVED: Final = "f.undone_at IS NULL"
_MOVED_THEN: Final = "f.at <= %s AND (f.undone_at IS NULL OR f.undone_at > %s)"
_VALID: Final = "v.valid_from <= %s AND (v.valid_to IS NULL OR v.valid_to > %s)"


class _Count(NamedTuple):
    pk: int
    is_position: bool
    number: int


def stances_on(positions: Collection[str], at: datetime | None = None) -> bytes:
    """The stored stances of the claims with one on any of these positions, today or ``at`` an instant.

    A JSON array of arrays: one for each claim, once for each of the positions. One query.
    """
    return _stances(_ON.format(marks=marks(positions)), [*positions, *instants(at)], at)


def stances_on_of(
    positions: Collection[str], facets: Collection[str], speakers: Collection[str], at: datetime | None = None
) -> bytes:
    """The same of the claims that also have one of the ``speakers`` as a value of one of the ``facets``.

    A claim may come once for each of these. Two queries.
    """
    statement = _COUNTS.format(positions=marks(positions), facets=marks(facets), speakers=marks(speakers))
    counts = [_Count(*row) for row in rows_of(statement, [*positions, *facets, *speakers])]
    both = ([one for one in counts if one.is_position], [one for one in counts if not one.is_position])
    # The fewer claims are asked one by one whether they are among the others.
    few, many = sorted(both, key=lambda side: sum(one.number for one in side))
    if not (few and many):
        return b"[]"
    values = [*(one.pk for one in few), *instants(at), *(one.pk for one in many)]
    return _stances(marks(few), values, at, _ALSO.format(others=marks(many)))


def _stances(values: str, given: Sequence[object], at: datetime | None, also: str = "") -> bytes:
    """The answer as one text, because thousands are read more slowly."""
    statement = _STANCES.format(joined=joined("v.stances"), values=values, valid=_valid(at)) + also
    ((text,),) = rows_of(statement, given)
    return b"[%b]" % (text or b"")


def taken_back_and_moved(
    keys: Collection[str] | None = None, at: datetime | None = None
) -> tuple[list[tuple[str, str]], list[tuple[str, str, str]]]:
    """The key of each claim that another one takes back, and the key of the other; among ``keys`` or all.

    Beside them every step from a former key of a speaker or an outlet to the next: type, key, next key. One
    query.
    """
    among = "" if keys is None else f"AND c.value IN ({marks(keys)})"
    statement = _TAKEN_BACK.format(valid=_valid(at), among=among, moved=_MOVED_THEN if at else _MOVED)
    rows = rows_of(statement, [*instants(at), *(keys or ()), *instants(at)])
    places = [(*place.split(":"), now) for place, now in rows if ":" in place]
    return [(key, by) for key, by in rows if ":" not in key], places


def _valid(at: datetime | None) -> str:
    return _VALID if at else _OPEN
