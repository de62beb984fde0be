"""The full-text indexes of public versions of claims: one of the open ones, one of those that ended.

A version is found by its words and notes, the years of its date, and the names of its speakers and outlets of
today: a reader who searches a past day knows the present names.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from claims.database.chunks import chunks
from claims.models.projection import ClaimVersion, FacetCount, RecordVersion, values_of
from claims.search.engine import engine
from claims.search.fields import Field, named, names_of_speaker, years_of
from claims.search.stems import Stems, documents

NAMED: Final[Mapping[str, tuple[str, ...]]] = {
    "speaker": ("speaker", "on_behalf_of"),
    "outlet": ("outlet",),
}
"""The types of records whose names are in the index, with the facets that name them."""


def add(numbers: Iterable[int], *, is_open: bool) -> None:
    """Add versions (by number), none of which is in the index."""
    for some in chunks(numbers):
        engine(is_open=is_open).write(documents_of(some))


def remove(numbers: Sequence[int], *, is_open: bool) -> None:
    """Remove versions, if they are in the index."""
    for some in chunks(numbers):
        engine(is_open=is_open).remove(some)


def clear(*, is_open: bool) -> None:
    """Remove all versions."""
    engine(is_open=is_open).clear()


def rebuild() -> None:
    """Make both indexes anew."""
    for is_open in (True, False):
        clear(is_open=is_open)
        rows = ClaimVersion.objects.filter(is_open=is_open).order_by("number")
        add(list(rows.values_list("number", flat=True)), is_open=is_open)


def documents_of(numbers: Sequence[int]) -> Iterator[tuple[int, list[Stems]]]:
    """The documents of these versions, by number. Versions whose text was erased have none."""
    rows = list(
        ClaimVersion.objects.filter(number__in=numbers)
        .order_by("number")
        .values_list("number", "said", "values", "revision__content__text")
    )
    claims: dict[int, dict[str, Any]] = {number: json.loads(text) for number, _, _, text in rows if text}
    speakers = _latest("speaker", {slug for claim in claims.values() for slug in _speakers(claim)})
    outlets = FacetCount.objects.in_bulk(
        {pk for _, _, values, _ in rows for pk in values_of(values, "outlet")}
    )
    outlet_names = _latest("outlet", {outlet.value for outlet in outlets.values()}, is_public=True)
    for number, said, values, _ in rows:
        if (claim := claims.get(number)) is None:
            continue
        notes = [*_notes(claim)]
        for slug in _speakers(claim):
            notes += names_of_speaker(speakers[slug]) if slug in speakers else ()
        slugs = sorted(outlets[pk].value for pk in values_of(values, "outlet"))
        names = [outlet_names[slug]["name"] for slug in slugs if slug in outlet_names]
        yield number, list(documents(_words(claim), [*notes, *years_of(said), *named(names)]))


def _latest(record_type: str, keys: Iterable[str], *, is_public: bool = False) -> dict[str, dict[str, Any]]:
    """The latest public documents of records, by key; with ``is_public`` only those public now."""
    found: dict[str, dict[str, Any]] = {}
    for some in chunks(sorted(keys)):
        rows = RecordVersion.objects.filter(place__in=[f"{record_type}:{key}" for key in some])
        if is_public:
            rows = rows.filter(valid_to=None)
        texts: dict[str, str] = defaultdict(str)
        for place, text in rows.order_by("version").values_list("place", "revision__content__text"):
            texts[place.partition(":")[2]] = text or ""
        found.update({key: json.loads(text) for key, text in texts.items() if text})
    return found


def _words(claim: dict[str, Any]) -> Iterator[Field]:
    yield claim["words"]["text"], claim["words"].get("language", "")
    for translation in claim.get("translations", ()):
        yield translation["text"], translation["language"]


def _notes(claim: dict[str, Any]) -> Iterator[Field]:
    occasion = (claim.get("occasion") or {}).get("label", "")
    for text in (claim.get("summary"), claim.get("context"), claim.get("role"), occasion):
        if text:
            yield text, ""


def _speakers(claim: dict[str, Any]) -> list[str]:
    found = [claim["speaker"], claim.get("on_behalf_of", ""), *claim.get("with", ())]
    return [slug for slug in found if slug]
