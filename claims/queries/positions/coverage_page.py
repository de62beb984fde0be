"""The searches on record: a grid of outlets by time, and the list with the result of each search."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from claims.database.list_rows import NAMING, days_of_claims, never_searched, number_listed
from claims.database.statements import Sql, all_of
from claims.domain.charts.coverage import CoverageGrid, coverage_grid, found_in
from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.domain.positions.coverage import Search
from claims.domain.positions.voices import Voice
from claims.domain.record.identity import Place
from claims.domain.record.paths import position_path, speaker_path
from claims.domain.record.shared import CoverageRecord
from claims.models.projection import SERIALS
from claims.queries.names import Label, labels
from claims.queries.page_values import Link
from claims.queries.paging import Part, listed
from claims.queries.stances.searches import search_of, searched_period

PARAMETERS = ("voice", "position", "outlet", "check", "after")
FILTERS: Final = {"voice": "speaker", "position": "position", "outlet": "outlet"}
"""The type of the record that a filter names."""
PAGE = 50
MOST_DRAWN = 2000
MOST_OUTLETS = 40
MOST_NAMED = 12

Names = Mapping[Place, Label]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One search. ``period``, ``checked`` and ``found`` are in words.

    Positions and outlets are those that are public, in the order of their names.
    """

    record: CoverageRecord
    url: str
    voice: Link
    positions: tuple[Link, ...]
    position_slugs: tuple[str, ...]
    outlets: tuple[Link, ...]
    outlet_slugs: tuple[str, ...]
    period: str
    checked: str
    found: str

    @property
    def note(self) -> str:
        """The result as it was written down, where that says more than ``found``."""
        result = self.record.result
        return "" if result.rstrip(".").lower() == self.found else result


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
    """One part of the public searches, of ``size`` rows or a page, the latest first. At most four queries.

    Raises StaleCursor for an ``after`` that is not in the list.
    """
    only = _only(parameters)
    found, after = listed("coverage", parameters.get("after", ""), size or PAGE, name="searches", only=only)
    names = labels(place for search in found for place in _named(search))
    return Part(
        rows=tuple(_row(search, names) for search in found),
        count=number_listed("coverage", only),
        after=after,
    )


def drawn_coverage(parameters: Mapping[str, str]) -> DrawnCoverage:
    """The grid of the searches in the list, over the time of all claims. At most four queries."""
    only = _only(parameters)
    read, more = listed("coverage", "", MOST_DRAWN, name="searches", only=only)
    searches = [search_of(search, ()) for search in read]
    number = Counter(outlet for search in searches for outlet in search.record.outlets)
    if parameters.get("outlet"):
        number = Counter({slug: n for slug, n in number.items() if slug == parameters["outlet"]})
    busiest = [outlet for outlet, _ in sorted(number.items(), key=lambda one: (-one[1], one[0]))]
    found = labels(("outlet", outlet) for outlet in busiest[:MOST_OUTLETS])
    rows = {slug: name for name, slug in sorted((label.name, slug) for (_, slug), label in found.items())}
    is_narrowed = parameters.get("outlet") or parameters.get("check")
    never, never_more = ((), 0) if is_narrowed or not read else _never_searched(only)
    return DrawnCoverage(
        grid=coverage_grid(rows, searches, _days_of_claims()) if rows else None,
        never=never,
        never_more=never_more,
        notes=tuple(_notes(searches, len(busiest), is_whole=not more)),
    )


def _only(parameters: Mapping[str, str]) -> Sql:
    """The condition for the searches that the filters ask for."""
    filters = {name: (NAMING, record_type) for name, record_type in FILTERS.items()}
    filters["check"] = ("r.place = %s", "coverage")
    return all_of(
        *(
            (condition, (f"{record_type}:{parameters[name]}",))
            for name, (condition, record_type) in filters.items()
            if parameters.get(name)
        )
    )


def _named(search: Mapping[str, Any]) -> Iterator[Place]:
    """The records that a search names and that its row shows."""
    yield "speaker", search["voice"]
    yield from (("position", slug) for slug in search.get("positions", ()))
    yield from (("outlet", slug) for slug in search.get("outlets", ()))


def _row(document: Mapping[str, Any], names: Names) -> CheckRow:
    search = search_of(document, document.get("positions", ()))
    record = search.record
    named = names.get(("speaker", record.voice))
    voice = Voice(record.voice, named.name if named else record.voice, record.office, record.with_parts)
    positions = _by_name("position", record.positions, names)
    outlets = _by_name("outlet", record.outlets, names)
    checked = FuzzyDate.parse(record.checked_on)
    return CheckRow(
        record=record,
        url=f"/coverage/?check={record.slug}",
        voice=Link(voice.label, speaker_path(voice.slug)),
        positions=tuple(Link(question, position_path(slug)) for question, slug in positions),
        position_slugs=tuple(slug for _, slug in positions),
        outlets=tuple(Link(name, f"/coverage/?outlet={slug}") for name, slug in outlets),
        outlet_slugs=tuple(slug for _, slug in outlets),
        period=searched_period(search.starts, search.ends),
        checked="day not noted" if checked.undated else checked.short_words(),
        found=found_in([search]),
    )


def _by_name(record_type: str, slugs: Iterable[str], names: Names) -> list[tuple[str, str]]:
    """The names and slugs of the public records among these, in order."""
    return sorted((names[record_type, slug].name, slug) for slug in slugs if (record_type, slug) in names)


def _days_of_claims() -> list[date]:
    """The first and the last day of claims on record, as far as they are known. One query."""
    found = days_of_claims()
    days = (found[0], date.fromordinal(found[1] // SERIALS)) if found else ()
    return [day for day in days if day not in (EARLIEST, LATEST)]


def _never_searched(only: Sql) -> tuple[tuple[str, ...], int]:
    """The names of the first outlets that no search names, and the number of the others. One query."""
    # The order of outlets is their name.
    found = never_searched(only, MOST_NAMED)
    return tuple(name for name, _ in found), (found[0][1] - len(found) if found else 0)


def _notes(searches: Sequence[Search], outlets: int, *, is_whole: bool) -> list[str]:
    notes = []
    if not is_whole:
        notes.append(f"Drawn are the {MOST_DRAWN:,} searches made latest; the list holds all.")
    if outlets > MOST_OUTLETS:
        notes.append(f"Drawn are the {MOST_OUTLETS} outlets searched most often, of {outlets:,}.")
    nowhere = sum(
        not search.record.outlets or search.first is None or search.last is None for search in searches
    )
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
