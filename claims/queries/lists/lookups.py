"""The stored values that the filters of a list need for their query. Each is looked up once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

from claims.database.facet_rows import value_rows
from claims.domain.dates.fuzzy import end_of_day
from claims.domain.record.identity import Place
from claims.domain.search.facets import ALL, FACETS, FacetValue
from claims.domain.search.query import SearchQuery
from claims.models.moves import FACETS_OF, TYPE_OF_FACET, Moves
from claims.queries.lists.searching import WordMatches, match_words, speakers_named

Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownValue:
    """A value of a facet that a version has or had. ``number`` counts the claims that have it today.

    ``formers`` are the values of former keys that led to it on the day that is asked for; they are not looked
    up for a list of today without words. ``is_led_to`` if there are such keys then or today.
    """

    pk: int
    number: int
    formers: tuple[int, ...] = ()
    is_led_to: bool = False

    @property
    def all(self) -> tuple[int, ...]:
        """The value itself and those of ``formers``."""
        return (self.pk, *self.formers)


UNKNOWN: Final = KnownValue(0, 0)


def facet_value(name: str, value: str) -> FacetValue:
    """The facet and the stored value for a value of a filter."""
    if f"any_{name}" in FACETS and ":" not in value and value != "none":
        return f"any_{name}", value  # An answer or a rating of any position or scale.
    return name, str(int(value)) if name == "year" else value


def instant_in(filters: Mapping[str, Values]) -> datetime | None:
    """The end of the past day for which the record is asked; None for today."""
    values = filters.get("as_of")
    return end_of_day(values[0]) if values else None


class Lookups:
    """The filters of a list and its search, with what they look up in the record."""

    def __init__(self, query: SearchQuery, filters: Mapping[str, Values]) -> None:
        self.query = query
        self.filters = filters
        self._known: dict[FacetValue, KnownValue] = {}
        self._moves: Moves | None = None

    @cached_property
    def instant(self) -> datetime | None:
        """The end of the past day for which the record is asked; None for today."""
        return instant_in(self.filters)

    @cached_property
    def word_matches(self) -> WordMatches:
        """The versions that contain the words of the search, with ended ones if a past day is asked for."""
        return match_words(self.query, also_ended=self.instant is not None)

    def values(self, filters: Mapping[str, Values]) -> Mapping[str, tuple[KnownValue, ...]]:
        """The stored values of each filter by facet values; without filters, of the facet of all claims.

        One query, or none.
        """
        wanted = {
            name: [facet_value(name, value) for value in values]
            for name, values in filters.items()
            if name in FACETS
        }
        if not filters:
            wanted[ALL] = [(ALL, "")]
        if self.query.speakers and "q" in filters:
            wanted["q"] = [("speaker", slug) for slug in self.named_speakers]
        self._look_up({value for values in wanted.values() for value in values})
        return {name: tuple(self._known[value] for value in values) for name, values in wanted.items()}

    def _look_up(self, values: Iterable[FacetValue]) -> None:
        fresh = sorted(set(values) - self._known.keys())
        if not fresh:
            return
        found = self._stored(fresh)
        needs_formers = self.instant is not None or self.query.has_words
        then, led_to = (self.moves, self._led_to) if needs_formers else (Moves({}), set())
        places = {one: (TYPE_OF_FACET.get(one[0], ""), one[1]) for one in fresh}
        formers = {one: [(one[0], key) for key in then.formers(*place)] for one, place in places.items()}
        others = self._stored({former for some in formers.values() for former in some})
        for one, place in places.items():
            self._known[one] = UNKNOWN
            if one in found and place not in then.leads:
                leading = tuple(others[former][0] for former in formers[one] if former in others)
                self._known[one] = KnownValue(*found[one], leading, bool(leading) or place in led_to)

    def _stored(self, values: Iterable[FacetValue]) -> Mapping[FacetValue, tuple[int, int]]:
        """The primary keys and counts of these values. One query, or none; the first one reads moves too."""
        by_facet: dict[str, list[str]] = {}
        for facet, value in sorted(values):
            by_facet.setdefault(facet, []).append(value)
        with_moves = self._moves is None and self.instant is None and self.query.has_words
        rows = value_rows(by_facet, with_moves=with_moves)
        if with_moves and rows:
            places = [(*facet.split(":"), value) for pk, facet, value, _ in rows if not pk]
            self._moves = Moves.of((record_type, key, now) for record_type, key, now in places)
        return {(facet, value): (pk, number) for pk, facet, value, number in rows if pk}

    @property
    def moves(self) -> Moves:
        """Where former keys led on the day that is asked for. One query, if it is not known yet."""
        if self._moves is None:
            self._moves = Moves.read(types=[*FACETS_OF], at=self.instant)
        return self._moves

    @cached_property
    def _led_to(self) -> set[Place]:
        """The records to which former keys lead today. One query for a past day."""
        today = self.moves if self.instant is None else Moves.read(types=[*FACETS_OF])
        return {(record_type, now) for (record_type, _), now in today.leads.items()}

    @cached_property
    def named_speakers(self) -> list[str]:
        """The slugs of the speakers that the search names."""
        return speakers_named(self.query.speakers, at=self.instant)
