"""The texts of the search index, each with its language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.models import Alias, Speaker
from claims.search.stems import UNSTEMMED

MOST_YEARS: Final = 10
"""Dates that span more years are not indexed."""

Field = tuple[str, str]
"""A text and its language, empty if unknown."""


def names_of_speakers(speakers: Iterable[int]) -> dict[int, list[Field]]:
    """The name and aliases of each speaker, stemmed and unstemmed.

    Both, because an inflected name may have another stem than the name: Песковым gives песков,
    Песков gives песк.
    """
    names: dict[int, list[Field]] = {
        pk: [(name, ""), (name, UNSTEMMED)]
        for pk, name in Speaker.objects.filter(pk__in=speakers).values_list("pk", "name")
    }
    aliases = Alias.objects.filter(speaker__in=names).order_by("pk")
    for speaker, text, language in aliases.values_list("speaker", "text", "language"):
        names[speaker] += [(text, language), (text, UNSTEMMED)]
    return names


def years_of(said: str) -> list[Field]:
    """The possible years of a date; empty without a date or if one end is open."""
    date = FuzzyDate.parse(said) if said else None
    if date is None or not date.is_closed:
        return []
    years = range(date.earliest.year, date.latest.year + 1)
    return [(str(year), UNSTEMMED) for year in years] if len(years) <= MOST_YEARS else []


def named(outlets: Iterable[str]) -> list[Field]:
    """The names of outlets, each once, stemmed and unstemmed."""
    return [(name, language) for name in dict.fromkeys(outlets) for language in ("", UNSTEMMED)]
