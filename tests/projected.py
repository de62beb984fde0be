"""What stands in the public projection: row by row, its kept counts, and the words of its search indexes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, models

from claims.models import ClaimFacet, ClaimVersion, FacetCount, RecordReference, RecordVersion, RecordWord
from claims.models.projection import values_in
from claims.search.base import SearchEngine
from claims.search.engine import engine, names_engine

NO_COUNTS = ("version", "serial")
"""Facets that count nothing: they only grow."""


def facet_counts() -> dict[tuple[str, str], int]:
    """The kept counts that are not zero."""
    rows = FacetCount.objects.exclude(number=0).exclude(facet__in=NO_COUNTS)
    return {(facet, value): number for facet, value, number in rows.values_list("facet", "value", "number")}


def public_version() -> int:
    """The number of changes of the public record."""
    return FacetCount.objects.values_list("number", flat=True).get(facet="version")


def projection() -> dict[str, set[tuple[Any, ...]]]:
    """Every row of the projection, with the numbers of versions and the primary keys of facet values.

    Without the number of changes of the public record.
    """
    return {
        "record": _rows(RecordVersion, without="id"),
        "reference": set(RecordReference.objects.values_list("place", "version__place", "version__version")),
        "word": set(RecordWord.objects.values_list("word", "written", "version__place", "version__version")),
        "claim": _rows(ClaimVersion),
        "facet": _rows(ClaimFacet, without="id"),
        "count": set(FacetCount.objects.exclude(facet="version").values_list()),
        "open": set(indexed(engine())),
        "ended": set(indexed(engine(is_open=False))),
        "names": set(indexed(names_engine())),
    }


def versions(key: str) -> list[tuple[int, datetime, datetime | None]]:
    """The version, the start and the end of each row of a claim, in order of time."""
    rows = ClaimVersion.objects.filter(key=key).order_by("valid_from")
    return list(rows.values_list("version", "valid_from", "valid_to"))


def record_versions(place: str) -> list[tuple[int, datetime, datetime | None]]:
    """The version, the start and the end of each row of a record, in order."""
    rows = RecordVersion.objects.filter(place=place).order_by("version")
    return list(rows.values_list("version", "valid_from", "valid_to"))


def values(row: ClaimVersion, facet: str) -> list[str]:
    """The values of one facet of a version, in both places where they stand."""
    links = row.facets.filter(value__facet=facet).values_list("value__value", flat=True)
    found = FacetCount.objects.filter(pk__in=values_in(row.values), facet=facet)
    assert sorted(found.values_list("value", flat=True)) == sorted(links)
    return sorted(links)


def indexed(table: SearchEngine) -> list[tuple[Any, ...]]:
    """The numbers and words of one search index."""
    text = "stems" if connection.vendor == "sqlite" else "document::text"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {table.primary_key}, {text} FROM {table.table} ORDER BY 1")
        return list(cursor.fetchall())


def _rows(model: type[models.Model], *, without: str = "") -> set[tuple[Any, ...]]:
    names = [field.attname for field in model._meta.concrete_fields if field.attname != without]
    return set(model._base_manager.values_list(*names))
