"""The texts of the search index, each with its language."""

from collections.abc import Mapping
from typing import Any, Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.search.stems import UNSTEMMED

MOST_YEARS: Final = 10
"""Dates that span more years are not indexed."""

Field = tuple[str, str]
"""A text and its language, empty if unknown."""


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
