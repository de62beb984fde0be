"""The slugs of positions for callers that still know primary keys. Goes when none is left."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

from django.db.models import QuerySet

from claims.models import Position

P = TypeVar("P", int, str)


def slugs_of(positions: Collection[P]) -> Mapping[P, str]:
    """The slug of each position; a slug is its own."""
    given: Collection[object] = positions
    pks = [one for one in given if isinstance(one, int)]
    known: dict[object, str] = dict(_known(pks)) if pks else {}
    return {one: known.get(one, str(one)) for one in positions}


def _known(pks: Collection[int]) -> QuerySet[Position, tuple[int, str]]:
    return Position.objects.filter(pk__in=pks).values_list("pk", "slug")
