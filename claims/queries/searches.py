"""What was searched for statements on positions: the public coverage checks, as a timeline asks of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from claims.domain.coverage import Search
from claims.domain.shared_records import CoverageRecord
from claims.models import CoverageCheck, Outlet, Speaker


def searches_on(position: int) -> tuple[Search, ...]:
    """The searches for statements on the position with this primary key, oldest span first. One query."""
    return searches_on_each([position])[position]


def searches_on_each(positions: Collection[int]) -> Mapping[int, tuple[Search, ...]]:
    """The same for some positions at once, each with an entry. One query.

    Of the positions of a search each entry names its own alone.
    """
    found: dict[int, list[Search]] = {position: [] for position in positions}
    if not found:
        return {}
    rows = (
        CoverageCheck.objects.published()
        .filter(positions__in=sorted(found))
        .order_by("starts_earliest", "pk")
        .values_list(
            "positions", "positions__slug", "slug", "voice__slug", "office", "with_parts", "terms", "starts",
            "ends", "checked_on", "checked_by", "result", "hits", "outlets__slug",
        )
    )  # fmt: skip
    checks: dict[tuple[int, str], tuple[Any, ...]] = {}
    outlets: dict[tuple[int, str], set[str]] = defaultdict(set)
    for *row, outlet in rows:
        checks.setdefault((row[0], row[2]), tuple(row))
        if outlet:
            outlets[row[0], row[2]].add(outlet)
    for place, row in checks.items():
        found[place[0]].append(_search(row, outlets[place]))
    return {position: tuple(searches) for position, searches in found.items()}


def names_in(searches: Iterable[Search]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The names of the outlets that were searched, and of the voices searched for. At most two queries."""
    searches = list(searches)
    outlets = sorted({outlet for search in searches for outlet in search.outlets})
    voices = sorted({search.voice for search in searches})
    named = Outlet.objects.published().filter(slug__in=outlets).order_by()
    heard = Speaker.objects.published().filter(slug__in=voices).order_by()
    return (
        dict(named.values_list("slug", "name")) if outlets else {},
        dict(heard.values_list("slug", "name")) if voices else {},
    )


def _search(row: tuple[Any, ...], outlets: Collection[str]) -> Search:
    _, position, slug, voice, office, with_parts, terms, starts, ends, on, by, result, hits = row
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
        )
    )
