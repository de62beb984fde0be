"""The texts of the search index, each with its language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.search.stems import UNSTEMMED

MOST_YEARS: Final = 10
"""Dates that span more years are not indexed."""

Field = tuple[str, str]
"""A text and its language, empty if unknown."""


def names_of_speaker(speaker: Mapping[str, Any]) -> list[Field]:
    """The name and aliases of a speaker, from its document, stemmed and unstemmed.

    Both, because an inflected name may have another stem than the name: Песковым gives песков,
    Песков gives песк.
    """
    names: list[Field] = [(speaker["name"], ""), (speaker["name"], UNSTEMMED)]
    for alias in speaker.get("aliases", ()):
        names += [(alias["text"], alias.get("language", "")), (alias["text"], UNSTEMMED)]
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
