"""The full-text indexes: of open versions of claims, of those that ended, and of the names of today.

A version is found by its words and notes, the years of its date, and its facet values, which stand in its
document by number. The names of speakers and outlets are documents of their own, under the numbers of their
facet values, so that a new name changes one document and not those of all claims::

    claim 81   … the ferry … №12 №40        12  Dmitry Peskov, Дмитрий Песков
                                            40  The Weekly

Who searches a past day knows the present names.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.db import connection

from claims.database.chunks import chunks
from claims.database.kept_counts import add_to_counts
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_text
from claims.domain.search.facets import FacetValue
from claims.models.moves import Moves
from claims.models.projection import ClaimVersion, RecordVersion
from claims.search.base import ENDED
from claims.search.engine import engine, names_engine
from claims.search.stems import UNSTEMMED, Stems, documents, value_stem

MOST_YEARS: Final = 10
"""Dates that span more years are not indexed."""
Field = tuple[str, str]
"""A text and its language, empty if unknown."""
NAMED: Final[Mapping[str, tuple[str, ...]]] = {
    "speaker": ("speaker", "on_behalf_of"),
    "outlet": ("outlet",),
}
"""The types of records by whose names claims are found, with the facets that name them."""


def add(numbers: Iterable[int], *, is_open: bool) -> None:
    """Add versions (by number), none of which is in the index."""
    for some in chunks(numbers):
        engine(is_open=is_open).write(documents_of(some))


def add_claims(versions: Iterable[tuple[int, str, str, ClaimRecord]], *, is_open: bool) -> None:
    """The same for versions with their number, date, facet values and record."""
    engine(is_open=is_open).write(
        (number, _document(said, values, claim)) for number, said, values, claim in versions
    )


def end(numbers: Sequence[int]) -> None:
    """Move open versions to those that ended."""
    engine().move(numbers, ENDED)


def remove(numbers: Sequence[int], *, is_open: bool) -> None:
    """Remove versions, if they are in the index."""
    engine(is_open=is_open).remove(numbers)


def clear(*, is_open: bool) -> None:
    """Remove all versions."""
    engine(is_open=is_open).clear()


def rebuild() -> None:
    """Make all indexes anew."""
    rebuild_names()
    for is_open in (True, False):
        clear(is_open=is_open)
        rows = ClaimVersion.objects.filter(is_open=is_open).order_by("number")
        add(list(rows.values_list("number", flat=True)), is_open=is_open)


def rebuild_names() -> None:
    """Make the index of names anew."""
    names_engine().clear()
    for record_type in NAMED:
        write_names(record_type, keys_named(record_type))


def write_names(record_type: str, keys: Iterable[str]) -> None:
    """Write the names of these speakers or outlets, which are new, changed or gone. Others have none.

    Each gets its facet values, also without a claim, and the former keys that lead to it get its names.
    """
    keys = set(keys)
    if record_type not in NAMED or not keys:
        return
    moves = Moves.read(types=[record_type])
    keys |= {former for (_, former), now in moves.leads.items() if now in keys}
    for some in chunks(sorted(keys)):
        found = names(record_type, some)
        values = add_to_counts(connection, dict.fromkeys(found, 0))
        names_engine().remove(sorted(values.values()))
        names_engine().write((values[value], fields) for value, fields in found.items() if fields)


def keys_named(record_type: str) -> list[str]:
    """The keys of all records of a type that are or were public."""
    places = RecordVersion.objects.filter(record_type=record_type).order_by("place")
    return [place.partition(":")[2] for place in places.values_list("place", flat=True).distinct()]


def names(record_type: str, keys: Sequence[str]) -> dict[FacetValue, list[Stems]]:
    """The documents of the names of speakers or outlets, by facet value; empty if it has no public text.

    A former key has the names of the record that remembers it, under which its claims are found. Any other
    speaker that is not public any more keeps its last name.
    """
    moves = Moves.read(types=[record_type])
    now = {key: moves.now(record_type, key) for key in keys}
    latest = _latest(record_type, {*keys, *now.values()}, is_public=record_type == "outlet")
    # Until former slugs were remembered, a merge amended all claims: those of then have their last name.
    remembered = {key for key in keys if key in latest.get(now[key], {}).get("former_slugs", ())}
    now = {key: now[key] if key in remembered else key for key in keys}
    found = {
        key: list(documents((), names_of(latest[now[key]]))) if now[key] in latest else [] for key in keys
    }
    return {(facet, key): fields for key, fields in found.items() for facet in NAMED[record_type]}


def documents_of(numbers: Sequence[int]) -> Iterator[tuple[int, list[Stems]]]:
    """The documents of these versions, by number. Versions whose text was erased have none."""
    rows = (
        ClaimVersion.objects.filter(number__in=numbers)
        .order_by("number")
        .values_list("number", "said", "values", "revision__content__text")
    )
    for number, said, values, text in rows:
        record = from_text(text) if text else None
        if isinstance(record, ClaimRecord):
            yield number, _document(said, values, record)


def _document(said: str, values: str, claim: ClaimRecord) -> list[Stems]:
    # The last facet is that of all claims.
    stems = tuple(map(value_stem, values.rpartition(";")[0].replace(";", " ").replace(",", " ").split()))
    return [*documents(_words(claim), [*_notes(claim), *years_of(said)]), stems]


def _latest(record_type: str, keys: Iterable[str], *, is_public: bool) -> dict[str, dict[str, Any]]:
    """The latest public documents of records, by key; with ``is_public`` only those public now."""
    rows = RecordVersion.objects.filter(place__in=[f"{record_type}:{key}" for key in keys])
    if is_public:
        rows = rows.filter(valid_to=None)
    texts: dict[str, str] = defaultdict(str)
    for place, text in rows.order_by("version").values_list("place", "revision__content__text"):
        texts[place.partition(":")[2]] = text or ""
    return {key: json.loads(text) for key, text in texts.items() if text}


def _words(claim: ClaimRecord) -> Iterator[Field]:
    yield claim.words.text, claim.words.language
    for translation in claim.translations:
        yield translation.text, translation.language


def _notes(claim: ClaimRecord) -> Iterator[Field]:
    occasion = claim.occasion.label if claim.occasion else ""
    for text in (claim.summary, claim.context, claim.role, occasion):
        if text:
            yield text, ""


def names_of(record: Mapping[str, Any]) -> list[Field]:
    """The name and aliases of a speaker or an outlet, from its document, stemmed and unstemmed.

    Both, because an inflected name may have another stem than the name: Песковым gives песков,
    Песков gives песк.
    """
    names: list[Field] = [(record["name"], ""), (record["name"], UNSTEMMED)]
    for alias in record.get("aliases", ()):
        names += [(alias["text"], alias.get("language", "")), (alias["text"], UNSTEMMED)]
    return names


def years_of(said: str) -> list[Field]:
    """The possible years of a date; empty without a date or if one end is open."""
    date = FuzzyDate.parse(said) if said else None
    if date is None or not date.is_closed:
        return []
    years = range(date.earliest.year, date.latest.year + 1)
    return [(str(year), UNSTEMMED) for year in years] if len(years) <= MOST_YEARS else []
