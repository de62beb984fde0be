"""The searches on record: a grid of outlets by time, and the list with the result of each search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, QuerySet, Window

from claims.domain.charts.coverage import CoverageGrid, coverage_grid, found_in
from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.domain.positions.coverage import Search
from claims.domain.positions.voices import Voice
from claims.domain.record.paths import position_path, speaker_path
from claims.domain.record.shared import CoverageRecord
from claims.models import Claim, CoverageCheck, Outlet, Position
from claims.queries.names import labels
from claims.queries.page_values import Link
from claims.queries.paging import Part, rows_after
from claims.queries.stances.searches import searched_period

PARAMETERS = ("voice", "position", "outlet", "check", "after")
FILTERS: Final = {
    "voice": "voice__slug",
    "position": "positions__slug",
    "outlet": "outlets__slug",
    "check": "slug",
}
PAGE = 50
ORDER = ("-checked_on", "-pk")
MOST_DRAWN = 2000
MOST_OUTLETS = 40
MOST_NAMED = 12
COLUMNS = (
    "pk", "slug", "voice__slug", "voice__name", "office", "with_parts", "terms", "starts", "ends",
    "checked_on", "checked_by", "result", "hits",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One search. ``period``, ``checked`` and ``found`` are in words, the dates as recorded in EDTF."""

    slug: str
    url: str
    voice: Link
    voice_slug: str
    office: str
    with_parts: bool
    positions: tuple[Link, ...]
    position_slugs: tuple[str, ...]
    terms: tuple[str, ...]
    outlets: tuple[Link, ...]
    outlet_slugs: tuple[str, ...]
    period: str
    from_: str
    to: str
    checked: str
    checked_on: str
    by: str
    result: str
    hits: int | None
    found: str

    @property
    def note(self) -> str:
        """The result as it was written down, where that says more than ``found``."""
        return "" if self.result.rstrip(".").lower() == self.found else self.result


@dataclass(frozen=True, slots=True)
class DrawnCoverage:
    """The grid, or None if nothing can be placed on it. ``notes`` say what is not in it.

    ``never`` are names of outlets that no search names; ``never_more`` is the number of further ones.
    """

    grid: CoverageGrid | None
    never: tuple[str, ...]
    never_more: int
    notes: tuple[str, ...]


def coverage_index(parameters: Mapping[str, str], *, size: int | None = None) -> Part[CheckRow]:
    """One part of the public searches, of ``size`` rows or a page, the latest first. At most five queries.

    Raises StaleCursor for an ``after`` that is not in the list.
    """
    size = size or PAGE
    found = _found(parameters)
    rest = rows_after(found, ORDER, parameters.get("after", ""), name="searches")
    rows = list(rest.order_by(*ORDER).values(*COLUMNS)[: size + 1])
    shown = rows[:size]
    pks = [row["pk"] for row in shown]
    positions, outlets = _positions_of(pks), _outlets_of(pks)
    return Part(
        rows=tuple(_row(row, positions[row["pk"]], outlets[row["pk"]]) for row in shown),
        count=found.count(),
        after=shown[-1]["slug"] if len(rows) > size else "",
    )


def drawn_coverage(parameters: Mapping[str, str]) -> DrawnCoverage:
    """The grid of the searches in the list, over the time of all claims. At most five queries."""
    found = _found(parameters)
    read = list(
        found.order_by(*ORDER).values_list("pk", "slug", "terms", "starts", "ends", "checked_on",
                                           "checked_by", "hits")[: MOST_DRAWN + 1]
    )  # fmt: skip
    searched = _outlets_of([row[0] for row in read[:MOST_DRAWN]])
    number: dict[tuple[str, str], int] = defaultdict(int)
    searches = []
    for pk, *values in read[:MOST_DRAWN]:
        for outlet in searched[pk]:
            number[outlet] += 1
        searches.append(_search(values, [slug for slug, _ in searched[pk]]))
    if parameters.get("outlet"):
        number = {outlet: n for outlet, n in number.items() if outlet[0] == parameters["outlet"]}
    busiest = sorted(number, key=lambda outlet: (-number[outlet], outlet[1], outlet[0]))
    rows = dict(sorted(busiest[:MOST_OUTLETS], key=lambda outlet: (outlet[1], outlet[0])))
    is_narrowed = parameters.get("outlet") or parameters.get("check")
    never, never_more = ((), 0) if is_narrowed or not read else _never_searched(found)
    return DrawnCoverage(
        grid=coverage_grid(rows, searches, _days_of_claims()) if rows else None,
        never=never,
        never_more=never_more,
        notes=tuple(_notes(searches, len(busiest), is_whole=len(read) <= MOST_DRAWN)),
    )


def _found(parameters: Mapping[str, str]) -> QuerySet[CoverageCheck]:
    asked = {FILTERS[name]: parameters[name] for name in FILTERS if parameters.get(name)}
    return CoverageCheck.objects.published().filter(**asked).order_by()


def _positions_of(checks: Sequence[int]) -> Mapping[int, list[tuple[str, str]]]:
    found = Position.objects.published().filter(coverage_checks__in=checks).order_by("question", "slug")
    return _gathered(found.values_list("coverage_checks", "slug", "question"))


def _outlets_of(checks: Sequence[int]) -> Mapping[int, list[tuple[str, str]]]:
    found = Outlet.objects.published().filter(coverage_checks__in=checks).order_by("name", "slug")
    return _gathered(found.values_list("coverage_checks", "slug", "name"))


def _gathered(rows: Any) -> Mapping[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for check, slug, name in rows:
        found[check].append((slug, name))
    return found


def _row(
    row: Mapping[str, Any], positions: Sequence[tuple[str, str]], outlets: Sequence[tuple[str, str]]
) -> CheckRow:
    voice = Voice(row["voice__slug"], row["voice__name"], row["office"], row["with_parts"])
    starts, ends = FuzzyDate.parse(row["starts"]), FuzzyDate.parse(row["ends"])
    checked = FuzzyDate.parse(row["checked_on"])
    values = [row[name] for name in ("slug", "terms", "starts", "ends", "checked_on", "checked_by", "hits")]
    return CheckRow(
        slug=row["slug"],
        url=f"/coverage/?check={row['slug']}",
        voice=Link(voice.label, speaker_path(voice.slug)),
        voice_slug=voice.slug,
        office=row["office"],
        with_parts=row["with_parts"],
        positions=tuple(Link(question, position_path(slug)) for slug, question in positions),
        position_slugs=tuple(slug for slug, _ in positions),
        terms=tuple(row["terms"]),
        outlets=tuple(Link(name, f"/coverage/?outlet={slug}") for slug, name in outlets),
        outlet_slugs=tuple(slug for slug, _ in outlets),
        period=searched_period(starts, ends),
        from_=row["starts"],
        to=row["ends"],
        checked="day not noted" if checked.undated else checked.short_words(),
        checked_on=row["checked_on"],
        by=row["checked_by"],
        result=row["result"],
        hits=row["hits"],
        found=found_in([_search(values, ())]),
    )


def _search(values: Sequence[Any], outlets: Sequence[str]) -> Search:
    """A search for the grid, which needs neither voice nor position."""
    slug, terms, starts, ends, on, by, hits = values
    return Search.of(
        CoverageRecord(
            slug=slug, voice="", terms=tuple(terms), outlets=tuple(outlets), from_=starts, to=ends,
            checked_on=on, by=by, hits=hits,
        )
    )  # fmt: skip


def _days_of_claims() -> list[date]:
    """The first and the last day of claims on record, as far as they are known."""
    public = Claim.objects.published().filter(said_undated=False)
    oldest = public.oldest_first().values_list("said_oldest", flat=True)[:1]
    newest = public.newest_first().values_list("said_newest", flat=True)[:1]
    return [day for day in (*oldest, *newest) if day not in (EARLIEST, LATEST)]


def _never_searched(found: QuerySet[CoverageCheck]) -> tuple[tuple[str, ...], int]:
    named = Outlet.objects.filter(coverage_checks__in=found.values("pk")).values("pk")
    never = Outlet.objects.published().exclude(pk__in=named).order_by("name", "pk")
    rows = list(never.annotate(all=Window(Count("pk"))).values_list("name", "all")[:MOST_NAMED])
    return tuple(name for name, _ in rows), (rows[0][1] - len(rows) if rows else 0)


def _notes(searches: Sequence[Search], outlets: int, *, is_whole: bool) -> list[str]:
    notes = []
    if not is_whole:
        notes.append(f"Drawn are the {MOST_DRAWN:,} searches made latest; the list holds all.")
    if outlets > MOST_OUTLETS:
        notes.append(f"Drawn are the {MOST_OUTLETS} outlets searched most often, of {outlets:,}.")
    nowhere = sum(not search.outlets or search.first is None or search.last is None for search in searches)
    if nowhere:
        told = "1 search names" if nowhere == 1 else f"{nowhere:,} searches name"
        notes.append(f"{told} no outlet or no span, and stands in the list alone.")
    return notes


def searches_for(voice: str) -> tuple[str, ...]:
    """The searches for a voice, the latest first: where, over which span and with which result.

    At most four queries.
    """
    return tuple(
        f"{', '.join(link.text for link in row.outlets) or 'outlets not named'}, {row.period}: {row.found}"
        for row in coverage_index({"voice": voice}).rows
    )


def narrowed_to(parameters: Mapping[str, str]) -> str:
    """The filters of the list in words; empty for the whole list. At most one query."""
    asked = {
        name: (kind, parameters[name])
        for name, kind in (("voice", "speaker"), ("position", "position"), ("outlet", "outlet"))
        if parameters.get(name)
    }
    names = labels(asked.values()) if asked else {}
    told = [f"{name} “{names[place].name if place in names else place[1]}”" for name, place in asked.items()]
    if parameters.get("check"):
        told.append("one search")
    return ", ".join(told)
