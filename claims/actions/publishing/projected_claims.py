"""Writes the rows of claims in the public projection: facet values, counts, and words in the search index."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import DateTimeField, Exists, F, OuterRef, Value
from django.db.models.functions import Greatest

from claims.database.chunks import chunks
from claims.database.inserting import insert_columns, insert_rows
from claims.database.kept_counts import add_to_counts, close_links, delete_links
from claims.domain.record.claim import ClaimRecord
from claims.domain.search.facets import ALL, FACETS, FacetValue
from claims.models import ClaimFacet, ClaimVersion, FacetCount
from claims.models.moves import FACETS_OF, TYPE_OF_FACET, Moves, moved_values
from claims.models.projection import PLACES, values_in
from claims.models.versions import Projected, set_number
from claims.search import index

SERIAL: Final = "serial"
NO_RECORDS: Final[Mapping[str, ClaimRecord]] = {}
TOLD_BY_CLAIMS: Final = FACETS.keys() - {facet for facets in index.NAMED.values() for facet in facets}
"""The facets that only claims use. The search index uses the others, too."""
COLUMNS: Final = tuple(field.attname for field in ClaimVersion._meta.concrete_fields)


def end(rows: Sequence[ClaimVersion], at: datetime) -> None:
    """End open rows at an instant, or where they began if a clock was set back."""
    if not rows:
        return
    numbers = [row.number for row in rows]
    moved = moved_values()
    _uncount(rows, moved)
    ended = ClaimVersion.objects.filter(number__in=numbers)
    ended.update(is_open=False, valid_to=Greatest(Value(at, DateTimeField()), F("valid_from")))
    close_links(_by_value((row.number, values_in(row.values)) for row in rows))
    _delete_moved(rows, moved)
    index.end(numbers)


def delete(rows: Sequence[ClaimVersion]) -> None:
    if not rows:
        return
    open_, moved = [row for row in rows if row.is_open], moved_values()
    _uncount(open_, moved)
    for is_open in (True, False):
        index.remove([row.number for row in rows if row.is_open is is_open], is_open=is_open)
    delete_links(_by_value((row.number, values_in(row.values)) for row in rows))
    _delete_moved(open_, moved)
    ClaimVersion.objects.filter(number__in=[row.number for row in rows]).delete()


def forget_values(rows: Iterable[ClaimVersion]) -> None:
    """Delete the values of deleted rows that no other row has: an occasion may say what was erased."""
    used = ClaimFacet.objects.filter(value=OuterRef("pk"))
    for some in chunks({value for row in rows for value in values_in(row.values)}):
        FacetCount.objects.filter(~Exists(used), pk__in=some, facet__in=TOLD_BY_CLAIMS).delete()


def insert(rows: Sequence[Projected], records: Mapping[str, ClaimRecord] = NO_RECORDS) -> None:
    """Insert rows with their values, and count and index them. A row without a number gets a new serial.

    ``records`` are those of claims with an open row alone, by key, as far as they are at hand.

    An open row is found by the keys of today; the former keys of its document lead to it on past days.
    """
    if not rows:
        return
    moves = Moves.read(types=[*FACETS_OF])
    found_by = [_of_today(values, moves) if row.is_open else values for row, values in rows]
    counted: Counter[FacetValue] = Counter()
    for (row, values), found in zip(rows, found_by, strict=True):
        if found is not values:
            counted.update(dict.fromkeys(values, 0))
        counted.update(found if row.is_open else dict.fromkeys(found, 0))
    ids = add_to_counts(connection, counted)
    new = sum(not row.number for row, _ in rows)
    add_to_counts(connection, {(SERIAL, ""): new})
    serial = FacetCount.objects.get(facet=SERIAL, value="").number - new
    links = []
    for (row, values), found in zip(rows, found_by, strict=True):
        if not row.number:
            serial += 1
        set_number(row, row.number or serial)
        row.values = _in_places(values, ids)
        number, is_open, is_moved = row.number, row.is_open, found is not values
        of_row = values | found if is_moved else values
        links += [
            (ids[one], number, is_open and (not is_moved or one in found)) for one in of_row if one[0] != ALL
        ]
    made = sorted((row for row, _ in rows), key=lambda row: row.number)  # As the engines keep them.
    insert_columns(ClaimVersion, {name: [getattr(row, name) for row in made] for name in COLUMNS})
    insert_rows(connection, ClaimFacet._meta.db_table, ("value_id", "version_id", "is_open"), sorted(links))
    given = [row for row in made if row.key in records]
    index.add_claims(((row.number, row.said, row.values, records[row.key]) for row in given), is_open=True)
    others = [row for row in made if row.key not in records]
    for is_open in (True, False):
        index.add([row.number for row in others if row.is_open is is_open], is_open=is_open)


def _in_places(values: frozenset[FacetValue], ids: Mapping[FacetValue, int]) -> str:
    """The primary keys of facet values, as ``ClaimVersion.values`` has them."""
    places: dict[str, str] = dict.fromkeys(PLACES, "")
    for value in sorted(values):
        facet, before = value[0], places[value[0]]
        places[facet] = f"{before},{ids[value]}" if before else str(ids[value])
    return ";".join(places.values())


def _of_today(values: frozenset[FacetValue], moves: Moves) -> frozenset[FacetValue]:
    """The values by which a version is found today."""
    if not moves.leads:
        return values
    return frozenset(
        (facet, moves.now(TYPE_OF_FACET[facet], value)) if facet in TYPE_OF_FACET else (facet, value)
        for facet, value in values
    )


def _delete_moved(rows: Iterable[ClaimVersion], moved: Mapping[int, int]) -> None:
    """Delete the links by which open rows are found through a merge or renaming alone."""
    own = ((row.number, values_in(row.values)) for row in (rows if moved else ()))
    delete_links(
        _by_value(
            (number, {moved[one] for one in values if one in moved}.difference(values))
            for number, values in own
        )
    )


def _uncount(rows: Iterable[ClaimVersion], moved: Mapping[int, int]) -> None:
    """Take open rows out of the counts."""
    fewer = Counter(value for row in rows for value in {moved.get(one, one) for one in values_in(row.values)})
    for number, values in _grouped(fewer).items():
        FacetCount.objects.filter(pk__in=values).update(number=F("number") - number)


def _grouped(counted: Mapping[int, int]) -> Mapping[int, list[int]]:
    """The keys by their count."""
    found: dict[int, list[int]] = defaultdict(list)
    for key, number in counted.items():
        found[number].append(key)
    return found


def _by_value(rows: Iterable[tuple[int, Iterable[int]]]) -> Mapping[int, list[int]]:
    """The numbers of rows by each of their values."""
    found: dict[int, list[int]] = defaultdict(list)
    for number, values in rows:
        for value in values:
            found[value].append(number)
    return found


def stored_values(rows: Iterable[ClaimVersion]) -> dict[int, frozenset[FacetValue]]:
    """The facet values of rows, by number."""
    wanted = {row.number: values_in(row.values) for row in rows}
    found = FacetCount.objects.in_bulk({value for values in wanted.values() for value in values})
    return {
        number: frozenset((found[value].facet, found[value].value) for value in values)
        for number, values in wanted.items()
    }
