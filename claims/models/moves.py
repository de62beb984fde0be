"""Where former keys lead: documents keep the keys with which they were sealed, and readers follow them here.

A claim that was sealed before a merge names the speaker of then::

    claim v1   "speaker": "anna-roe"        anna-roe ──► maria-solano ──► maria-stone

Only the types of ``REDIRECTED`` are left so in claims; what else pointed to a moved record was amended.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final, TypeVar

from django.db import connection
from django.db.models import Q

from claims.domain.record.codec import canonical_text, from_text, references
from claims.domain.record.identity import Place
from claims.domain.record.merging import with_references_moved
from claims.models.former_address import FormerAddress
from claims.models.projection import FacetCount

R = TypeVar("R", bound=Any)

MOVABLE: Final = ("speaker", "outlet", "source", "topic", "position")
"""The types of records that can be merged."""

FACETS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "speaker": ("speaker", "on_behalf_of", "line_of"),
    "outlet": ("outlet",),
    "topic": ("topic",),
}
"""The facets of claims with keys of a type that merges redirect."""
_SLUG: Final = re.compile(r'"([a-z0-9-]+)"')
TYPE_OF_FACET: Final = {facet: kind for kind, facets in FACETS_OF.items() for facet in facets}


def is_amended(pointing: str, record_type: str) -> bool:
    """Whether records of the type ``pointing`` are amended if one of a ``record_type`` moves."""
    return pointing != "claim" or record_type not in FACETS_OF


def moved_at(at: datetime | None = None) -> Q:
    """The condition on former addresses that led on at an instant; None means today."""
    if at is None:
        return Q(undone_at=None)
    return Q(at__lte=at) & (Q(undone_at=None) | Q(undone_at__gt=at))


@dataclass(frozen=True)
class Moves:
    """``leads`` gives the key to which each former key (type, key) leads, over any number of moves."""

    leads: Mapping[Place, str]

    @classmethod
    def read(cls, *, types: Collection[str] = (), at: datetime | None = None) -> Moves:
        """All moves, or those of some ``types``, today or ``at`` an instant. One query."""
        found = _moves_of_today() if at is None else _moves_at(at)
        return cls.of(move for move in found if not types or move[0] in types)

    @classmethod
    def of(cls, moves: Iterable[tuple[str, str, str]]) -> Moves:
        """The ends of these moves (type, key, next key)."""
        steps = {(kind, key): now for kind, key, now in moves}
        return cls({(kind, key): _end(steps, kind, key) for kind, key in steps})

    def and_also(self, record_type: str, key: str, now_key: str) -> Moves:
        """These moves, and one more."""
        leads = {
            (kind, former): now_key if (kind, now) == (record_type, key) else now
            for (kind, former), now in self.leads.items()
        }
        return Moves({**leads, (record_type, key): now_key})

    def now(self, record_type: str, key: str) -> str:
        """The key that a record has now."""
        return self.leads.get((record_type, key), key)

    def current(self, record: R) -> R:
        """The record with the keys of today of what it points to."""
        if not self.leads:
            return record
        for record_type, key in sorted(references(record) & self.leads.keys()):
            record = with_references_moved(record, record_type, key, self.leads[record_type, key])
        return record

    def current_text(self, text: str) -> str:
        """The same for a canonical text."""
        if not text or self._keys.isdisjoint(_SLUG.findall(text)):
            return text
        return canonical_text(self.current(from_text(text)))

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(key for _, key in self.leads)

    def formers(self, record_type: str, key: str) -> list[str]:
        """The former keys that lead to this one."""
        return [former for (kind, former), now in self.leads.items() if (kind, now) == (record_type, key)]


def _moves_of_today() -> Iterable[tuple[str, str, str]]:
    # Every write and many pages ask; Django takes ten times longer to build the statement than it runs.
    with connection.cursor() as cursor:
        cursor.execute('SELECT record_type, "key", now_key FROM claims_formeraddress WHERE undone_at IS NULL')
        rows: list[tuple[str, str, str]] = cursor.fetchall()
        return rows


def _moves_at(at: datetime) -> Iterable[tuple[str, str, str]]:
    rows = FormerAddress.objects.filter(moved_at(at)).order_by()
    return rows.values_list("record_type", "key", "now_key")


def _end(steps: Mapping[Place, str], record_type: str, key: str) -> str:
    for _ in steps:
        if (record_type, key) not in steps:
            break
        key = steps[record_type, key]
    return key


def current_record(record: R) -> R:
    """The record with the keys of today of what it points to. One query."""
    return Moves.read().current(record)


def leads_to(record_type: str, key: str) -> str:
    """The key that a record has now, over all merges and renamings. One query."""
    return Moves.read(types=[record_type]).now(record_type, key)


def moved_values(moves: Moves | None = None) -> dict[int, int]:
    """The facet values (primary keys) of former keys, with those by which their claims are found.

    By the moves of today, unless others are given. One query each for moves and values, if there are any.
    """
    leads = (moves or Moves.read(types=[*FACETS_OF])).leads
    if not leads:
        return {}
    keys = {key for (_, former), now in leads.items() for key in (former, now)}
    values = FacetCount.objects.filter(facet__in=TYPE_OF_FACET, value__in=keys)
    pks = {(facet, value): pk for facet, value, pk in values.values_list("facet", "value", "pk")}
    found = {pk: (facet, leads.get((TYPE_OF_FACET[facet], key), key)) for (facet, key), pk in pks.items()}
    return {pk: pks[now] for pk, now in found.items() if pks.get(now, pk) != pk}
