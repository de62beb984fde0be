"""The texts by which a claim is found, each with its language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.models import Alias, Speaker
from claims.search.stems import UNSTEMMED

MOST_YEARS: Final = 10
"""A span of more years says in none of them that something was said then."""

Field = tuple[str, str]
"""A text and its language, empty where none is told."""


def names_of_speakers(speakers: Iterable[int]) -> dict[int, list[Field]]:
    """The name of each speaker and all aliases, stemmed and as they are.

    Both, because an inflected name need not have the stem of the name: Песковым gives песков,
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
    """The years in which something can have been said; none without a date, or with one end of it open."""
    date = FuzzyDate.parse(said) if said else None
    if date is None or date.undated or date.starts_open or date.ends_open:
        return []
    years = range(date.earliest.year, date.latest.year + 1)
    return [(str(year), UNSTEMMED) for year in years] if len(years) <= MOST_YEARS else []


def named(outlets: Iterable[str]) -> list[Field]:
    """The names of outlets, stemmed and as they are, each once."""
    return [(name, language) for name in dict.fromkeys(outlets) for language in ("", UNSTEMMED)]
