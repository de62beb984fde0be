"""The public searches for statements on positions (coverage checks)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.coverage import Search
from claims.domain.record.shared import CoverageRecord
from claims.models import CoverageCheck
from claims.queries.paging import span

COLUMNS: Final = (
    "positions", "positions__slug", "slug", "voice__slug", "office", "with_parts", "terms", "starts", "ends",
    "checked_on", "checked_by", "result", "hits", "found", "outlets__slug",
)  # fmt: skip


def searches_on_each(positions: Collection[int]) -> Mapping[int, tuple[Search, ...]]:
    """The searches for statements on each of these positions (primary keys), oldest span first. One query.

    A search of several positions is listed under each, and names only that position there.
    """
    if not positions:
        return {}
    found = _found(positions, _rows(positions).values_list(*COLUMNS))
    return {position: tuple(searches) for position, searches in found.items()}


@dataclass(frozen=True, slots=True)
class NamedSearches:
    """Searches, with the names of outlets and voices by slug."""

    searches: tuple[Search, ...]
    outlets: Mapping[str, str]
    voices: Mapping[str, str]


def named_searches(position: int) -> NamedSearches:
    """The searches for statements on a position, with names. One query."""
    rows = list(_rows([position]).values_list(*COLUMNS, "voice__name", "outlets__name"))
    return NamedSearches(
        tuple(_found([position], (row[:-2] for row in rows))[position]),
        {row[-3]: row[-1] for row in rows if row[-3]},
        {row[3]: row[-2] for row in rows},
    )


def _rows(positions: Collection[int]) -> QuerySet[CoverageCheck]:
    checks = CoverageCheck.objects.published().filter(positions__in=sorted(positions))
    return checks.order_by("starts_earliest", "pk")


def _found(positions: Iterable[int], rows: Iterable[tuple[Any, ...]]) -> Mapping[int, list[Search]]:
    checks: dict[tuple[int, str], tuple[Any, ...]] = {}
    outlets: dict[tuple[int, str], set[str]] = defaultdict(set)
    for *row, outlet in rows:
        checks.setdefault((row[0], row[2]), tuple(row))
        if outlet:
            outlets[row[0], row[2]].add(outlet)
    found: dict[int, list[Search]] = {position: [] for position in positions}
    for place, values in checks.items():
        found[place[0]].append(_search(values, outlets[place]))
    return found


def _search(row: tuple[Any, ...], outlets: Collection[str]) -> Search:
    _, position, slug, voice, office, with_parts, terms, starts, ends, on, by, result, hits, found = row
    return Search.of(
        CoverageRecord(
            slug=slug,
            voice=voice,
            office=office,
            with_parts=with_parts,
            positions=(position,),
            terms=tuple(terms),
            outlets=tuple(sorted(outlets)),
            from_=starts,
            to=ends,
            checked_on=on,
            by=by,
            result=result,
            hits=hits,
            found=tuple(found or ()),
        )
    )


def searched_period(starts: FuzzyDate, ends: FuzzyDate) -> str:
    """The span of a search in words, as precise as recorded: "Mar 2019 – 30 Apr 2020"."""
    if starts.undated and ends.undated:
        return "span not noted"
    first = "start not noted" if starts.undated else starts.short_words()
    latest = "the day of the search" if ends.undated else ends.short_words()
    return span(first, latest)
