"""Facets: the number of claims of a list for each speaker, topic, year and so on.

Each facet ignores its own filter, so that it shows what else could be chosen. Without filters the stored
counts are shown. With filters the stored values of the selected versions are counted.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from msgspec import Struct

from claims.database.facet_rows import values_with
from claims.database.statements import NONE, rows_of
from claims.models.moves import TYPE_OF_FACET, moved_values
from claims.models.projection import PLACES
from claims.queries.lists.labels import member_labels
from claims.queries.lists.lookups import KnownValue, Values
from claims.queries.lists.parameters import list_facets
from claims.queries.lists.searching import NOTHING, hits
from claims.queries.lists.selected_claims import SelectedClaims, Versions

MOST_MEMBERS: Final = 40
MOST_YEARS: Final = 200
MOST_COUNTED: Final = 10_000
"""The maximum number of claims that are counted. Of a longer list only the newest are, as the page says."""
OF_LONG: Final = 2_000
"""The number of claims that are counted of a longer list."""


class Member(Struct, frozen=True):
    """A value of a facet, with its label and the number of claims that have it."""

    value: str
    label: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """The values of a facet, those with most claims first: at most forty, and the chosen ones."""

    name: str
    title: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """All facets of a list, with the labels of all values of its filters.

    The years are in order of time. ``newest`` is the number of claims that were counted, or 0 if all were.
    """

    facets: tuple[FacetCounts, ...]
    years: tuple[Member, ...]
    labels: Mapping[tuple[str, str], str]
    newest: int = 0


Counted = Mapping[str, Sequence[tuple[str, int]]]
"""The values of each facet with their counts, those with most claims first."""


def facets(selected: SelectedClaims, *, is_long: bool = False) -> Facets:
    """The facets of a list, longer than 10,000 claims if it ``is_long``. Each ignores its own filter.

    At most six queries.
    """
    return _labelled(selected, *_counted(selected, OF_LONG if is_long else MOST_COUNTED))


def are_short(selected: SelectedClaims, number: int, everything: int, most: int) -> bool:
    """Whether it is known that no facet of a list of ``number`` claims counts more than ``most`` claims.

    A facet ignores its own filter, so that the facet of a rare value may count much of the record, which has
    ``everything``. At most one query.
    """
    if number > most or everything <= most:
        return number <= most
    filters = selected.filters
    counted = {name: sum(one.number for one in known) for name, known in selected.values(filters).items()}
    if "q" in filters and selected.query.has_words:
        counted["q"] = hits(selected.word_matches.found or NOTHING, most + 1)
    return all(
        min((counted[name] for name in filters if name != facet and name in counted), default=everything)
        <= most
        for facet in list_facets()
        if facet in filters and len(filters) > 1
    )


def labels_alone(selected: SelectedClaims) -> Facets:
    """The labels of the values of the filters, without counts. At most two queries."""
    values = [(name, value) for name, some in selected.filters.items() for value in some]
    return Facets((), (), member_labels(values, at=selected.instant))


def _most(facet: str) -> int:
    return MOST_YEARS if facet == "year" else MOST_MEMBERS


def _counted(selected: SelectedClaims, most: int) -> tuple[Counted, int]:
    """The counts over the selected claims, and ``most`` if only so many were counted, else 0."""
    filters = selected.filters
    groups: dict[tuple[tuple[str, Values], ...], list[str]] = defaultdict(list)
    for facet in list_facets():
        groups[tuple(item for item in filters.items() if item[0] != facet)].append(facet)
    whole = groups.pop((), [])
    narrowed = list(groups.items())
    rows = _values_of([selected.with_filters(dict(rest)) for rest, _ in narrowed], most)
    moved = {str(pk): str(now) for pk, now in moved_values(selected.moves).items()} if any(rows) else {}
    numbers: dict[str, list[tuple[int, int]]] = {}
    for (_, facets_), some in zip(narrowed, rows, strict=True):
        numbers |= _count(some, facets_, selected.values(filters), moved)
    names = dict(values_with({pk for found in numbers.values() for pk, _ in found}))
    counted: dict[str, Sequence[tuple[str, int]]] = {**_kept(whole)} if whole else {}
    for facet, found in numbers.items():
        counted[facet] = [(names[pk], number) for pk, number in found]
    return counted, most if any(len(some) == most for some in rows) else 0


def _kept(facets_: Sequence[str]) -> Counted:
    """The counts of all claims. One query."""
    one = (
        "SELECT * FROM (SELECT facet, value, number FROM claims_facetcount WHERE facet = %s AND number > 0"
        " ORDER BY number DESC, value LIMIT %s) AS f"
    )
    asked = [part for facet in facets_ for part in (facet, _most(facet))]
    rows = rows_of(" UNION ALL ".join([one] * len(facets_)), asked)
    counted: dict[str, list[tuple[str, int]]] = {facet: [] for facet in facets_}
    for facet, value, number in rows:
        counted[facet].append((value, number))
    return counted


def _values_of(lists: Sequence[Versions], most: int) -> list[list[str]]:
    """The stored values of the newest versions of each list. One query for all."""
    found: list[list[str]] = [[] for _ in lists]
    parts: list[str] = []
    params: list[Any] = []
    for place, versions in enumerate(lists):
        if versions.where != NONE:
            sql, given = versions.select('v."values"', f"{versions.number} DESC")
            parts.append(f"SELECT {place}, f.* FROM ({sql} LIMIT {most}) AS f")
            params += given
    for place, values in rows_of(" UNION ALL ".join(parts), params) if parts else ():
        found[place].append(values)
    return found


def _count(
    rows: Sequence[str],
    facets_: Sequence[str],
    chosen: Mapping[str, Sequence[KnownValue]],
    moved: Mapping[str, str],
) -> dict[str, list[tuple[int, int]]]:
    """The counts of these facets over versions with these stored values, by primary key of the value.

    ``moved`` gives the values by which former ones are counted.
    """
    columns = list(zip(*(row.split(";") for row in rows), strict=False))
    most: dict[str, list[tuple[int, int]]] = {}
    for facet in facets_:
        column = [value for value in columns[PLACES.index(facet)] if value] if columns else []
        if moved and facet in TYPE_OF_FACET:
            column = [_follow(value, moved) for value in column]
        counter = Counter(",".join(column).split(",") if column else ())
        top = [(int(pk), number) for pk, number in counter.most_common(_most(facet))]
        own = [(value.pk, counter[str(value.pk)]) for value in chosen.get(facet, ()) if value.pk]
        most[facet] = [*dict.fromkeys([*top, *((pk, number) for pk, number in own if number)])]
    return most


def _follow(values: str, moved: Mapping[str, str]) -> str:
    """The values of a version with those by which it is counted, each once."""
    found = values.split(",")
    return values if moved.keys().isdisjoint(found) else ",".join({moved.get(one, one) for one in found})


def _labelled(selected: SelectedClaims, counted: Counted, newest: int) -> Facets:
    """The facets with labels. Each chosen value is in its facet."""
    chosen = selected.filters
    shown = list_facets()
    numbers = {name: dict(counted.get(name, ())) for name in shown}
    for name, found in numbers.items():
        for value in chosen.get(name, ()):
            found.setdefault(value, 0)
    labels = member_labels(
        [(name, value) for name, facet in shown.items() if facet.title for value in numbers[name]]
        + [(name, value) for name, values in chosen.items() for value in values],
        at=selected.selection.instant,
    )
    panels = []
    for name, facet in shown.items():
        members = [
            Member(value, labels.get((name, value), value), number, value in chosen.get(name, ()))
            for value, number in numbers[name].items()
        ]
        if facet.title and (len(members) > 1 or any(member.is_chosen for member in members)):
            members.sort(key=lambda member: (-member.count, member.label, member.value))
            panels.append(FacetCounts(name, facet.title, tuple(members)))
    years = tuple(
        Member(value, value, number, value in chosen.get("year", ()))
        for value, number in sorted(numbers["year"].items())
    )
    return Facets(tuple(panels), years, labels, newest)
