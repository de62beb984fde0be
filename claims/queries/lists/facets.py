"""Counts beside a list: the number of its claims for each speaker, topic, year and so on.

Each facet ignores its own filter, so that it shows what else could be chosen. Without filters these are the
kept counts; with filters one query counts all facets over the selected claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.db import connection
from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from claims.models import Tally
from claims.queries.compiled import sql_of
from claims.queries.lists.labels import member_labels
from claims.queries.lists.parameters import list_facets
from claims.queries.lists.selected_claims import SelectedClaims

MOST_MEMBERS: Final = 40
MOST_YEARS: Final = 200
MOST_GROUPED: Final = 10_000
"""The most claims that are counted. Of a longer list only the newest are, and the page says so."""


@dataclass(frozen=True, slots=True)
class Member:
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
    """All counts beside a list, with the labels of all values of its filters. The years are in order of time.

    ``is_whole`` is False if only the newest claims were counted.
    """

    facets: tuple[FacetCounts, ...]
    years: tuple[Member, ...]
    labels: Mapping[tuple[str, str], str]
    is_whole: bool = True


Counted = Mapping[str, Sequence[tuple[str, int]]]
MOST_ANSWERS: Final = 128
_ANSWERS: dict[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], Facets] = {}


def facets(selected: SelectedClaims, *, seal: str) -> Facets:
    """The facets of a list. The process keeps them as long as the record has this ``seal``.

    Takes two queries, three if nothing is kept yet, or none.
    """
    question = (seal, tuple(selected.selection.filters.items()))
    kept = _ANSWERS.get(question)
    if kept is None:
        kept = _ANSWERS[question] = _labelled(selected, seal)
        while len(_ANSWERS) > MOST_ANSWERS:
            _ANSWERS.pop(next(iter(_ANSWERS)), None)
    return kept


@lru_cache(maxsize=2)
def _kept(seal: str) -> Counted:
    """The counts of all claims."""
    rows = (
        Tally.objects.filter(facet__in=[*list_facets()], value__gt=0)
        .exclude(member="")
        .annotate(place=Window(RowNumber(), partition_by="facet", order_by=[F("value").desc(), "member"]))
        .filter(place__lte=MOST_YEARS)
        .order_by("facet", "place")
        .values_list("facet", "member", "value", "place")
    )
    counted: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for facet, member, value, place in rows:
        if facet == "year" or place <= MOST_MEMBERS:
            counted[facet].append((member, value))
    return counted


def _grouped(selected: SelectedClaims, seal: str) -> tuple[Counted, bool]:
    """The counts over the selected claims, and whether all of them were counted, not only the newest."""
    selection = selected.selection
    counted: dict[str, Sequence[tuple[str, int]]] = {}
    sources: dict[str, str] = {}
    matches: dict[str, QuerySet[Any, Any]] = {}
    for facet in list_facets():
        filters = selection.without(facet)
        if not filters:
            counted[facet] = _kept(seal).get(facet, ())
            continue
        sources[facet] = source = f"without_{facet}" if facet in selection.filters else "matching"
        if source not in matches:
            both = selected.with_filters(filters)
            matches[source] = both.claims.newest_first().values("pk")[:MOST_GROUPED]
            if both.former is not None:
                matches[f"{source}_former"] = both.former.order_by("pk").values("pk")[:MOST_GROUPED]
    params: list[Any] = []
    tables = []
    for name, query in matches.items():
        sql, values = sql_of(query)
        if connection.vendor == "sqlite":
            # As one value: SQLite overestimates the rows of a subquery and then reads whole tables.
            sql = f"SELECT value FROM json_each((SELECT json_group_array(pk) FROM ({sql})))"
        tables.append(f"{name} (id) AS MATERIALIZED ({sql})")
        params += values
    groups = [f"SELECT '' AS facet, '{name}' AS member, COUNT(*) AS number FROM {name}" for name in matches]
    for facet, source in sources.items():
        kept = selection.filters.get(facet, ())
        first = f"member IN ({', '.join(['%s'] * len(kept))}) DESC, " if kept else ""
        params += kept
        limit = MOST_YEARS if facet == "year" else MOST_MEMBERS + len(kept)
        groups.append(
            f"SELECT * FROM (SELECT '{facet}' AS facet, member, number"
            f" FROM ({_counts(facet, source, selected.looks_back)}) AS g WHERE number > 0"
            f" ORDER BY {first}number DESC, member LIMIT {limit}) AS f_{facet}"
        )
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(tables)} {' UNION ALL '.join(groups)}", params)
        rows = cursor.fetchall()
    is_whole = all(number < MOST_GROUPED for facet, _, number in rows if not facet)
    for facet in sources:
        counted[facet] = tuple((member, number) for name, member, number in rows if name == facet)
    return counted, is_whole


def _counts(facet: str, source: str, looks_back: bool) -> str:
    """SQL that counts the claims of a match by a facet; for a past day, current and former claims.

    CROSS JOIN makes SQLite start with the match, which it takes for large.
    """
    today = list_facets()[facet].sql.format(m=source)
    if not looks_back:
        return today
    if facet == "year":
        former = (
            f"SELECT CAST(c.said_year AS varchar(4)) AS member, COUNT(c.said_year) AS number"
            f" FROM {source}_former m CROSS JOIN claims_formerclaim c WHERE c.id = m.id GROUP BY c.said_year"
        )
    else:
        former = (
            f"SELECT v.member, COUNT(*) AS number FROM {source}_former m CROSS JOIN claims_formermember v"
            f" WHERE v.former_id = m.id AND v.facet = '{facet}' GROUP BY v.member"
        )
    both = f"SELECT * FROM ({today}) AS t UNION ALL SELECT * FROM ({former}) AS f"
    return f"SELECT member, CAST(SUM(number) AS bigint) AS number FROM ({both}) AS b GROUP BY member"


def _labelled(selected: SelectedClaims, seal: str) -> Facets:
    """The facets with labels. Each chosen value is in its facet."""
    chosen = selected.selection.filters
    counted, is_whole = _grouped(selected, seal) if chosen else (_kept(seal), True)
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
    return Facets(tuple(panels), years, labels, is_whole)
