"""Verification of the public projection, which is made from the sealed texts again."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import chain, islice, zip_longest
from operator import attrgetter
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from claims.database.chunks import chunks
from claims.domain.history.verify import Misfit
from claims.domain.search.facets import ALL, FACETS, FacetValue
from claims.models import (
    ClaimFacet,
    ClaimVersion,
    FacetCount,
    RecordReference,
    RecordVersion,
    RecordWord,
    Revision,
)
from claims.models.moves import moved_values
from claims.models.plain import aware, plain
from claims.models.projection import PLACES, SERIALS, values_in
from claims.models.versions import (
    Versions,
    erased_sources,
    record_versions,
    set_number,
    versions_of,
)
from claims.queries.history.export import in_code_points
from claims.queries.history.verification_search import check_indexes

FIRST: Final = ("version", "valid_from", "valid_to", "is_open")
COLUMNS: Final = (
    *FIRST,
    *(
        field.attname
        for field in ClaimVersion._meta.concrete_fields
        if field.attname not in (*FIRST, "number", "values")
    ),
    "day",
)
INSTANTS: Final = tuple(map(COLUMNS.index, ("valid_from", "valid_to", "published_at")))
RECORD_COLUMNS: Final = ("record_type", "revision_id", "valid_from", "valid_to", "sort")
MOST_NAMED: Final = 50_000
NONE: Final[frozenset[str]] = frozenset()
AFTER_ALL: Final = ("\U0010ffff", 0)
"""After every place and version."""

Told = tuple[tuple[Any, ...], frozenset[FacetValue]]
"""The ``COLUMNS`` of a row, and its facet values."""
Names = dict[str, FacetValue]
"""Facet values by their primary keys, as they stand in ``ClaimVersion.values``."""

_columns = attrgetter(*COLUMNS[:-1])
_record_columns = attrgetter(*RECORD_COLUMNS)


def check_projection() -> int:
    """Compare every row of the projection with the sealed texts, and return the number of claim versions.

    The ended rows of claims that cite a source whose text is erased are skipped: they cannot be made again.
    Raises Misfit.
    """
    _check_records()
    public = RecordVersion.objects.filter(record_type="claim", valid_to=None)
    of_claim = public.filter(place=Concat(Value("claim:"), OuterRef("key")))
    if stray := ClaimVersion.objects.filter(~Exists(of_claim)).values_list("key", flat=True).first():
        raise Misfit(f"The projection holds the claim {stray}, which is not public.")
    erased = erased_sources()
    number = 0
    names: Names = {}
    places = public.order_by("place").values_list("place", flat=True)
    for keys in chunks(place.partition(":")[2] for place in places.iterator()):
        there = _there(keys, names)
        number += sum(map(len, there.values()))
        for key, versions in versions_of(keys).items():
            _hold(key, there[key], versions, is_whole=erased.isdisjoint(versions.sources))
    _check_links()
    _check_serial()
    _check_counts()
    check_indexes()
    return number


def _check_records() -> None:
    """Compare the versions of all records with the revisions, both in the order of places and versions."""
    references: dict[int, set[str]] = defaultdict(set)
    for version, place in RecordReference.objects.values_list("version", "place").iterator():
        references[version].add(place)
    words: dict[int, dict[str, str]] = defaultdict(dict)
    for version, word, written in RecordWord.objects.values_list("version", "word", "written").iterator():
        words[version][word] = written
    revisions = Revision.objects.order_by(
        in_code_points("record_type"), in_code_points("record_key"), "version"
    )
    made = chain.from_iterable(record_versions(revisions))
    rows = RecordVersion.objects.order_by(in_code_points("place"), "version")
    there = rows.values_list(*plain("pk", "place", "version", *RECORD_COLUMNS)).iterator()
    for one, row in zip_longest(made, there):
        wanted = (one.place, one.version) if one else AFTER_ALL
        held = (row[1], row[2]) if row else AFTER_ALL
        if held < wanted:
            raise Misfit(f"The projection holds version {held[1]} of {held[0]}, which is not public.")
        if held > wanted:
            raise Misfit(f"The projection lacks version {wanted[1]} of {wanted[0]}.")
        pk, _, _, record_type, revision, since, until, sort = row
        if (
            (record_type, revision, aware(since), until and aware(until), sort) != _record_columns(one)
            or references.pop(pk, NONE) != frozenset(one.places)
            or words.pop(pk, {}) != one.words
        ):
            raise Misfit(f"The projection does not hold version {held[1]} of {held[0]} as it was sealed.")


def _hold(key: str, there: list[Told], versions: Versions, *, is_whole: bool) -> None:
    """Compare the rows of a claim, in the order of their versions, with what its revisions give."""
    made = list(versions.rows)
    if not is_whole:
        made = [versions.open_row(columns[FIRST.index("valid_to")] for columns, _ in there)]
        there = [one for one in there if one[0][FIRST.index("is_open")]]
    rows: list[Told] = []
    for row, values in made:
        set_number(row, 0)
        rows.append(((*_columns(row), row.number // SERIALS), values))
    for one, other in zip(there, rows, strict=False):
        if one != other:
            raise Misfit(
                f"The projection of the claim {key} is not what version {other[0][0]} gives"
                f" ({_difference(one, other)})."
            )
    if len(there) != len(rows):
        raise Misfit(
            f"The projection has {len(there)} rows of the claim {key}; its revisions give {len(rows)}."
        )


def _difference(one: Told, other: Told) -> str:
    names = [name for name, a, b in zip(COLUMNS, one[0], other[0], strict=True) if a != b]
    return names[0] if names else " ".join(min(one[1] ^ other[1]))


def _there(keys: list[str], names: Names) -> dict[str, list[Told]]:
    """The rows of these claims, each in the order of its versions; adds to ``names`` what they need."""
    rows = ClaimVersion.objects.filter(key__in=keys)
    told = [*rows.values_list(*plain("number", "values", *COLUMNS[:-1]))]
    if len(names) > MOST_NAMED:
        names.clear()
    missing = {value for _, values, *_ in told for value in values.replace(";", ",").split(",")}
    for some in chunks(missing - {"", *names}):
        named = FacetCount.objects.filter(pk__in=some).values_list("pk", "facet", "value")
        names.update((str(pk), (facet, value)) for pk, facet, value in named)
    told.sort(key=lambda row: (row[2], row[3], row[0] % SERIALS))
    found: dict[str, list[Told]] = defaultdict(list)
    for number, text, *columns in told:
        key = columns[COLUMNS.index("key")]
        parts = text.split(";")
        values = [
            (place, names[value])
            for place, part in zip(PLACES, parts, strict=False)
            if part
            for value in part.split(",")
            if value in names
        ]
        if len(parts) != len(PLACES) or any(place != facet for place, (facet, _) in values):
            raise Misfit(f"The projection of the claim {key} has its values in another order.")
        for place in INSTANTS:
            columns[place] = columns[place] and aware(columns[place])
        found[key].append(((*columns, number // SERIALS), frozenset([value for _, value in values])))
    return found


def _check_links() -> None:
    """Compare the facet values in rows of their own with those in the versions.

    They are many, so that two sums of hashes are compared at first.
    """
    all_ = FacetCount.objects.filter(facet=PLACES[-1]).values_list("pk", flat=True).first()
    moved = moved_values()
    versions = ClaimVersion.objects.order_by().values_list(*plain("number", "is_open", "values"))
    links = ClaimFacet.objects.order_by().values_list(*plain("value_id", "version_id", "is_open"))
    wanted = sum(
        hash((value, number, is_found))
        for number, is_open, values in versions.iterator()
        for value, is_found in _links(values_in(values), moved if is_open else {}, is_open=is_open).items()
        if value != all_
    )
    if wanted != sum(map(hash, links.iterator())):
        _name_wrong_link()


def _name_wrong_link() -> None:
    all_ = FacetCount.objects.filter(facet=PLACES[-1]).values_list("pk", flat=True).first()
    moved = moved_values()
    versions = (
        ClaimVersion.objects.order_by("number").values_list("number", "is_open", "values", "key").iterator()
    )
    total = 0
    while some := list(islice(versions, 200)):
        numbers = [number for number, *_ in some]
        wanted = {
            number: _links(values_in(found), moved if is_open else {}, is_open=is_open)
            for number, is_open, found, _ in some
        }
        values = sorted({value for links in wanted.values() for value in links})
        links = set(
            ClaimFacet.objects.filter(value__in=values, version__in=numbers).values_list(
                "value_id", "version_id", "is_open"
            )
        )
        for number, _, _, key in some:
            for value, is_open in wanted[number].items():
                if value != all_ and (value, number, is_open) not in links:
                    raise Misfit(f"The projection of the claim {key} lacks one of its facet values.")
                total += value != all_
    if ClaimFacet.objects.count() != total:
        raise Misfit("The projection holds a facet value of a claim that does not have it.")


def _links(values: list[int], moved: Mapping[int, int], *, is_open: bool) -> dict[int, bool]:
    """The facet values to which a version is linked, and whether it is found by them today."""
    if not moved:
        return dict.fromkeys(values, is_open)
    found = {value: is_open and value not in moved for value in values}
    return found | {moved[value]: True for value in values if value in moved}


def _check_serial() -> None:
    """The serial of the next version has to be a new one."""
    kept = FacetCount.objects.filter(facet="serial").values_list("number", flat=True).first() or 0
    serial = F("number") % SERIALS
    row = ClaimVersion.objects.annotate(serial=serial).filter(serial__gt=kept).first()
    if row is not None:
        raise Misfit(f"The kept serial of the projection is {kept:,}; the claim {row.key} has a later one.")


def _check_counts() -> None:
    """Count the open claims of each facet value, all claims, and the public records of each type again."""
    open_ = ClaimFacet.objects.filter(value=OuterRef("pk"), is_open=True).order_by().values("value")
    counted = Coalesce(Subquery(open_.annotate(n=Count("pk")).values("n")), 0)
    rows = FacetCount.objects.filter(facet__in=FACETS).annotate(counted=counted).exclude(number=F("counted"))
    for row in rows.order_by("pk")[:1]:
        raise Misfit(
            f"The kept count {row.facet} · {row.value} is {row.number:,}; it should be {row.counted:,}."
        )
    places = RecordVersion.objects.filter(valid_to=None).values_list("place", flat=True)
    types = Counter(place.partition(":")[0] for place in places.iterator())
    claims = types.pop("claim", 0)
    kept = {
        (facet, value): number
        for facet, value, number in FacetCount.objects.filter(facet__in=(ALL, "type")).values_list(
            "facet", "value", "number"
        )
    }
    for name, number in (((ALL, ""), claims), *((("type", name), number) for name, number in types.items())):
        if kept.pop(name, 0) != number:
            raise Misfit(
                f"The kept count {' · '.join(filter(None, name))} is wrong; counted again it is {number:,}."
            )
    if any(kept.values()):
        raise Misfit("There is a kept count of records of a type that has none.")
    if FacetCount.objects.exclude(facet__in=(*FACETS, ALL, "type", "version", "serial")).exists():
        raise Misfit("There is a kept count of a facet that does not exist.")
