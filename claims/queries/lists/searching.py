"""The claims that a search finds."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from claims.domain.record.slugs import slug_of
from claims.domain.search.query import SearchQuery
from claims.domain.search.ranking import Fit, fit
from claims.models.projection import RecordVersion, RecordWord
from claims.queries.history.redirects import keys_of_today
from claims.search.base import Found, Match, Places, match_of
from claims.search.engine import engine
from claims.search.names import with_names
from claims.search.stems import END_OF_WORDS, PREFIX, value_stem

NOTHING: Final = Found(RawSQL("SELECT 0 WHERE 1 = 0", [], output_field=BigIntegerField()), 0)
"""No versions."""


@dataclass(frozen=True, slots=True)
class WordMatches:
    """The terms of a query, and the versions that contain them; None without words.

    In ``named`` a term is also whoever has it in a name.
    """

    match: Match
    named: Match
    is_half_typed: bool = False
    found: Found | None = None

    @property
    def are_many(self) -> bool:
        """Whether more versions are found than are quickly looked at one by one."""
        return self.found is not None and self.found.hits is None


def match_words(query: SearchQuery, *, also_ended: bool = False) -> WordMatches:
    """The versions that contain the words and phrases of a query, also in the names of speakers and outlets.

    With ``also_ended``, ended versions too. If nothing contains the whole words, they are taken as the
    beginnings of words, provided that something contains such words. Two queries, or four.
    """
    exact = match_of(query)
    if exact.is_empty:
        return WordMatches(exact, exact)
    [named] = with_names([exact])
    found = _found(named, also_ended=also_ended)
    if found is None and query.words:
        half = match_of(query, half_typed=True)
        [half_named] = with_names([half])
        if (of_half := _found(half_named, also_ended=also_ended)) is not None:
            return WordMatches(half, half_named, True, of_half)
    return WordMatches(exact, named, False, found or NOTHING)


def _found(named: Match, *, also_ended: bool) -> Found | None:
    found = [engine(is_open=is_open).matching(named) for is_open in _indexes(also_ended=also_ended)]
    parts = [part for part in found if part is not None]
    if len(parts) < 2:
        return parts[0] if parts else None
    return Found(_together([(part.numbers.sql, part.numbers.params) for part in parts]))


def narrowed(matches: WordMatches, values: Sequence[Collection[int]], *, also_ended: bool = False) -> RawSQL:
    """The versions that contain the words and have one value of each of these collections of facet values."""
    terms = [tuple((value_stem(value),) for value in some) for some in values]
    match = Match((*matches.named.wanted, *terms), matches.named.unwanted)
    return _together([engine(is_open=is_open).select(match) for is_open in _indexes(also_ended=also_ended)])


def _indexes(*, also_ended: bool) -> tuple[bool, ...]:
    return (True, False) if also_ended else (True,)


def _together(selects: Sequence[tuple[str, Sequence[Any]]]) -> RawSQL:
    sql = " UNION ALL ".join(sql for sql, _ in selects)
    params = [param for _, params in selects for param in params]
    return RawSQL(sql, params, output_field=BigIntegerField())


def hits(found: Found, most: int) -> int:
    """The number of versions that were found, many counted up to ``most``. At most one query."""
    if found.hits is not None:
        return found.hits
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COUNT(*) FROM ({found.numbers.sql} LIMIT {most}) AS found", found.numbers.params
        )
        (number,) = cursor.fetchone()
    return int(number)


def fits(numbers: Sequence[int], match: Match, *, also_ended: bool = False) -> dict[int, Fit]:
    """The fit of these versions, by number. One query for each index, or a few."""
    wanted = {stem for term in match.wanted for stems in term for stem in stems}
    found: dict[int, Fit] = {}
    for is_open in _indexes(also_ended=also_ended):
        places = engine(is_open=is_open).places(numbers, {*wanted, END_OF_WORDS}) if numbers else {}
        found |= {number: _fit(match, at) for number, at in places.items()}
    return found


def _fit(match: Match, places: Places) -> Fit:
    end = places.get(END_OF_WORDS, (0,))[0]
    begun = [stem for term in match.wanted for (stem, *_) in term if stem.endswith(PREFIX)]
    if begun:
        places = {**places, **{stem: _places(stem.removesuffix(PREFIX), places) for stem in begun}}
    return fit(match.wanted, places, end)


def _places(beginning: str, places: Places) -> list[int]:
    return sorted(place for stem, found in places.items() if stem.startswith(beginning) for place in found)


def speakers_named(parts: Sequence[str], *, at: datetime | None = None) -> list[str]:
    """The slugs of public speakers whose name or alias contains all parts of one of these, in any order.

    A speaker that was merged or renamed leads to the one of today. With ``at``, the speakers that were public
    at that instant. One query, or three.

    >>> speakers_named(["peskov", "lavrov-sergey"])  # dmitry-peskov, sergey-v-lavrov
    """
    asked = [frozenset(part.split("-")) for part in parts]
    if not asked:
        return []
    rare = {max(words, key=len) for words in asked}
    has_one = RecordWord.objects.filter(word__in=rare, version__record_type="speaker")
    places = RecordVersion.objects.filter(pk__in=has_one.values("version")).values("place")
    rows = RecordVersion.objects.filter(place__in=places).order_by("version")
    latest = {
        place.partition(":")[2]: (valid_to, text)
        for place, valid_to, text in rows.values_list("place", "valid_to", "revision__content__text")
        if text
    }
    named = {
        slug: valid_to
        for slug, (valid_to, text) in latest.items()
        if any(_is_named(name, asked) for name in (slug, *_alias_slugs(text)))
    }
    if at is not None:
        return sorted(named)
    found = {slug for slug, valid_to in named.items() if valid_to is None}
    return sorted(found | {*keys_of_today(("speaker", slug) for slug in named.keys() - found).values()})


def _is_named(slug: str, asked: Sequence[frozenset[str]]) -> bool:
    return any(words.issubset(slug.split("-")) for words in asked)


def _alias_slugs(text: str) -> tuple[str, ...]:
    """The slugs of the aliases of a speaker, from its canonical text."""
    return tuple(slug_of(alias["text"], fallback="x") for alias in json.loads(text).get("aliases", ()))
