"""Reads the sealed texts of records that are public today or were at an instant, by plain statements."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from claims.database.statements import instants, joined, many, marks, one_of, rows_of

_STATEMENT: Final = """
SELECT r.place, r.version, t.text, r.place
FROM claims_recordversion r JOIN claims_revisioncontent t ON t.revision_id = r.revision_id
WHERE {places} AND {valid}
"""
_OUTLETS: Final = """
UNION ALL
SELECT o.place, o.version, t.text, o.place
FROM claims_recordversion r JOIN claims_recordreference f ON f.version_id = r.id
JOIN claims_recordversion o ON o.place = f.place AND o.record_type = 'outlet'
JOIN claims_revisioncontent t ON t.revision_id = o.revision_id
WHERE {places} AND {valid} AND {valid_outlet}
"""
_REFERRING: Final = """
SELECT f.place, t.text
FROM claims_recordreference f JOIN claims_recordversion r ON r.id = f.version_id
JOIN claims_revisioncontent t ON t.revision_id = r.revision_id
WHERE {places} AND r.record_type IN ({types}) AND {valid}
ORDER BY r.sort, r.place
"""
_LED: Final = """
WITH RECURSIVE leads (place, record_type, key) AS (
    SELECT f.record_type || ':' || f.key, f.record_type, f.now_key FROM claims_formeraddress f
    WHERE {places} AND {moved}
    UNION
    SELECT l.place, l.record_type, f.now_key FROM leads l
    JOIN claims_formeraddress f ON f.record_type = l.record_type AND f.key = l.key AND {moved}
)
SELECT l.place, r.version, t.text, r.place FROM leads l
JOIN claims_recordversion r ON r.place = l.record_type || ':' || l.key
JOIN claims_revisioncontent t ON t.revision_id = r.revision_id
WHERE {valid}
"""
_MOVED: Final = "f.undone_at IS NULL"
_MOVED_THEN: Final = "f.at <= %s AND (f.undone_at IS NULL OR f.undone_at > %s)"
_OPEN: Final = "r.valid_to IS NULL"
_JOINED: Final = """
SELECT {joined} FROM claims_recordversion r JOIN claims_revisioncontent t ON t.revision_id = r.revision_id
WHERE {places} AND {valid}
"""
SealedRow = tuple[str, int, str, str]
"""The place by which a record was asked for, its version, its canonical text, and its place of today."""
LEADING: Final = ("speaker:", "outlet:", "topic:")
"""How the places of records begin of which claims keep former keys (``models/moves``)."""
OWNED: Final = ("source:", "scale:")
"""How the places of records begin that belong to an outlet."""
_VALID: Final = "r.valid_from <= %s AND (r.valid_to IS NULL OR r.valid_to > %s)"


def current_texts(
    places: Collection[str], at: datetime | None = None, *, with_outlets: bool = False
) -> list[SealedRow]:
    """The texts of these records that are public, or were at an instant.

    ``places`` are as in ``RecordVersion``, at least one. A record that was merged or renamed has the text of
    the one to which its key leads. ``with_outlets`` adds the outlets of sources and scales, one as often
    as there are of them. Erased texts are left out. One query, and one for keys that are not public.
    """
    valid = _VALID if at else _OPEN
    owned = [place for place in places if place.startswith(OWNED)] if with_outlets else []
    statement = _STATEMENT.format(places=one_of("r.place"), valid=valid)
    values = [many(places), *instants(at)]
    if owned:
        valid_outlet = valid.replace("r.", "o.")
        statement += _OUTLETS.format(places=one_of("r.place"), valid=valid, valid_outlet=valid_outlet)
        values += [many(owned), *instants(at), *instants(at)]
    found: list[SealedRow] = rows_of(statement, values)
    known = {place for place, *_ in found}
    former = [place for place in places if place.startswith(LEADING) and place not in known]
    if former:
        of_former = one_of("f.record_type || ':' || f.key")
        statement = _LED.format(places=of_former, moved=_MOVED_THEN if at else _MOVED, valid=valid)
        found += rows_of(statement, [many(former), *(3 * instants(at))])
    return found


def joined_texts(places: Collection[str], at: datetime | None = None) -> bytes:
    """The texts of these records that are public, or were at an instant, as one JSON array.

    For thousands it takes a third of the time. Former keys are not followed. One query.
    """
    statement = _JOINED.format(
        joined=joined("t.text"), places=one_of("r.place"), valid=_VALID if at else _OPEN
    )
    ((text,),) = rows_of(statement, [many(places), *instants(at)])
    return b"[%b]" % (text or b"")


def referring_texts(
    record_types: Collection[str], places: Collection[str], at: datetime | None = None
) -> list[tuple[str, str]]:
    """The canonical texts of the public records of these types that refer to ``places``, each with the place.

    Those of a type are in the order of its list. One query.
    """
    valid = _VALID if at else _OPEN
    statement = _REFERRING.format(places=one_of("f.place"), types=marks(record_types), valid=valid)
    return rows_of(statement, [many(places), *record_types, *instants(at)])
