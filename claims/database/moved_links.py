"""Lets claims be found by another facet value, or by their own again, in a few statements for any number.

An open version of a claim has a link to each value of its document, open unless that is a former key, and an
open one to the value to which a former key leads::

    document   "speaker": "anna-roe"
    links      anna-roe  closed (found on days before)      maria-solano  open (found today)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.db import connection

_OWN: Final = """EXISTS (SELECT 1 FROM claims_claimversion v WHERE v.number = claims_claimfacet.version_id
AND ';' || replace(v."values", ',', ';') || ';' LIKE '%%;' || claims_claimfacet.value_id || ';%%')"""
"""The condition that the value of a link is in the document."""

_CLOSE: Final = f"UPDATE claims_claimfacet SET is_open = FALSE WHERE value_id = %s AND is_open AND {_OWN}"
_DROP: Final = "DELETE FROM claims_claimfacet WHERE value_id = %s AND is_open"
_OPEN: Final = """UPDATE claims_claimfacet SET is_open = TRUE WHERE value_id = %s AND NOT is_open AND EXISTS
(SELECT 1 FROM claims_claimversion v WHERE v.number = claims_claimfacet.version_id AND v.is_open)"""
_LINK: Final = """INSERT INTO claims_claimfacet (value_id, version_id, is_open)
SELECT DISTINCT f.id, l.version_id, TRUE FROM claims_claimfacet l
JOIN claims_claimversion v ON v.number = l.version_id JOIN claims_facetcount f ON f.id = %s
WHERE l.value_id IN ({marks}) AND v.is_open AND NOT EXISTS
(SELECT 1 FROM claims_claimfacet k WHERE k.value_id = f.id AND k.version_id = l.version_id AND k.is_open)
ORDER BY l.version_id"""
_UNLINK: Final = f"{_DROP} AND NOT {_OWN}"
_UNLESS: Final = """ AND NOT EXISTS (SELECT 1 FROM claims_claimfacet k
WHERE k.value_id IN ({marks}) AND k.version_id = claims_claimfacet.version_id)"""
_COUNT: Final = """UPDATE claims_facetcount SET number = (SELECT COUNT(*) FROM claims_claimfacet l
WHERE l.value_id = claims_facetcount.id AND l.is_open) WHERE id = %s"""


def move_links(former: Sequence[int], present: Mapping[int, Sequence[int]]) -> None:
    """Let nothing be found today by these ``former`` values, and count again.

    Each of the ``present`` values is found by itself and by all those that lead to it.
    """
    with connection.cursor() as cursor:
        for value in former:
            cursor.execute(_CLOSE, [value])
            cursor.execute(_DROP, [value])
        for value, leading in present.items():
            cursor.execute(_OPEN, [value])
            marks = ", ".join(["%s"] * len(leading))
            if leading:
                cursor.execute(_LINK.format(marks=marks), [value, *leading])
            unless = _UNLESS.format(marks=marks) if leading else ""
            cursor.execute(_UNLINK + unless, [value, *leading])
        cursor.executemany(_COUNT, [(value,) for value in (*former, *present)])
