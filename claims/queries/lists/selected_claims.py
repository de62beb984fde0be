"""The versions of claims that match a selection, today or on a past day."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import django_filters

from claims.database.statements import ANY, NONE, Sql, all_of, instants, rows_of
from claims.queries.lists.counts import CAP, CappedCount
from claims.queries.lists.filters import NUMBER, AskedFilters
from claims.queries.lists.lookups import Lookups, Values
from claims.queries.lists.parameters import PARAMETERS, Parameter
from claims.queries.lists.searching import hits
from claims.queries.lists.selection import Selection
from claims.search.base import Found

LINKS: Final = "claims_claimfacet l"
VERSIONS: Final = "claims_claimversion v"


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions ``v`` of a condition, found by themselves or by their links ``l`` to a facet value.

    ``number`` is the column with their number.
    """

    number: str
    where: Sql

    def rows(self, most: int, columns: str, order: str = "", more: Sql = ANY) -> list[Any]:
        """The first rows of ``select``. One query, or none if no version can match."""
        sql, values = self.select(columns, order, more)
        return [] if self.where == NONE else rows_of(f"{sql} LIMIT {most}", values)

    def count(self) -> CappedCount:
        """Their number, counted up to 10,000. One query, or none if no version can match."""
        if self.where == NONE:
            return CappedCount(0)
        sql, values = self.select(self.number)
        [(number,)] = rows_of(f"SELECT COUNT(*) FROM ({sql} LIMIT {CAP + 1}) AS counted", values)
        return CappedCount.up_to(CAP, number)

    def select(self, columns: str, order: str = "", more: Sql = ANY) -> Sql:
        """The statement for these columns in this order, with ``more`` conditions."""
        where, values = all_of(self.where, more)
        source = VERSIONS
        if self.number != NUMBER:
            needs = "v." in f"{columns} {where} {order}"
            source = f"{LINKS} JOIN {VERSIONS} ON {NUMBER} = {self.number}" if needs else LINKS
        return f"SELECT {columns} FROM {source} WHERE {where}{order and f' ORDER BY {order}'}", values


class ParameterFilter(django_filters.Filter):  # type: ignore[misc]
    """The filter of one row of the table of parameters."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(field_name=parameter.name, label=parameter.label)
        self.ask = parameter.ask


class ClaimFilters(django_filters.FilterSet):  # type: ignore[misc]
    """The filters of a list over the public claims: one for each row of the table of parameters."""

    def __init__(self, asked: AskedFilters) -> None:
        self.asked = asked

    @classmethod
    def get_filters(cls) -> dict[str, ParameterFilter]:
        return {name: ParameterFilter(parameter) for name, parameter in PARAMETERS.items()}

    def condition(self, without: str = "") -> Sql:
        """The condition that all filters make, ``without`` one of them.

        The values were checked when the selection was read, so the form that a FilterSet makes for each
        request is not made. Querysets are not either: to make one takes longer than the database.
        """
        filters = self.get_filters()
        names = (name for name in self.asked.filters if name != without)
        return all_of(*(filters[name].ask(self.asked, name) for name in names))


class SelectedClaims(Lookups):
    """The public claims of a selection, for all questions that a page has about them."""

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection.query, selection.filters)
        self.selection = selection

    @cached_property
    def versions(self) -> Versions:
        """The versions that match the filters, in no order."""
        return self.with_filters(self.filters)

    def with_filters(self, filters: Mapping[str, Values], *, undated: bool = False) -> Versions:
        """The versions that match some of the filters. One query, for the values that are not known yet.

        The database begins with the filter by one value that the fewest claims have.
        """
        values = self.values(filters)
        single = [
            name
            for name, known in values.items()
            if len(known) == 1 and name in filters and not (self.instant and known[0].is_led_to)
        ]
        if not single or self.query.has_words:
            asked = AskedFilters(self, filters, values, undated=undated)
            return Versions(asked.number, all_of(self._valid("v"), ClaimFilters(asked).condition()))
        first = min(single, key=lambda name: values[name][0].number)
        asked = AskedFilters(self, filters, values, "l.version_id", undated)
        # A search has more conditions than the speaker that it names.
        condition = ClaimFilters(asked).condition(without="" if first == "q" else first)
        link = ("l.value_id = %s", (values[first][0].pk,))
        return Versions(asked.number, all_of(link, self._valid("l"), condition))

    def _valid(self, table: str) -> Sql:
        """The condition that versions, or links to them, were valid on the day that is asked for."""
        if self.instant is None:
            return f"{table}.is_open", ()
        return "v.valid_from <= %s AND (v.valid_to IS NULL OR v.valid_to > %s)", tuple(instants(self.instant))

    @cached_property
    def _of_index(self) -> Found | None:
        """What the full-text index finds, if it alone answers for today; None otherwise."""
        query = self.query
        if not query.has_words or query.is_dated or self.instant is not None:
            return None
        asked = AskedFilters(self, self.filters, self.values(self.filters))
        others = [name for name in self.filters if name != "q" or query.speakers]
        return asked.found if all(map(asked.is_indexed, others)) else None

    @cached_property
    def hits(self) -> CappedCount | None:
        """The number of claims, if words find many, or the full-text index alone finds them; None otherwise.

        Counted up to 10,000. At most one query.
        """
        if self._of_index is not None:
            return CappedCount.up_to(CAP, hits(self._of_index, CAP + 1))
        return self.versions.count() if self.query.has_words and self.word_matches.are_many else None

    def newest(self, most: int) -> Versions:
        """Versions among which are at least the newest ``most`` of ``versions``.

        If the full-text index alone finds many claims, only the newest of them are read.
        """
        found = self._of_index
        if found is None or found.hits is not None:
            return self.versions
        numbers = f"{NUMBER} IN ({found.numbers.sql} ORDER BY 1 DESC LIMIT {most})"
        return Versions(NUMBER, (numbers, tuple(found.numbers.params)))

    @property
    def is_dated(self) -> bool:
        """Whether the filters leave out claims without a date."""
        return self.query.is_dated or any(PARAMETERS[name].needs_date for name in self.filters)

    def left_out_undated(self) -> Versions | None:
        """The versions that a span of days leaves out because they have no date; None without a span."""
        if not self.is_dated or "year" in self.filters:
            return None
        return self.with_filters(self.filters, undated=True)
