"""The conditions by which the parameters of a list select versions of claims.

A filter asks whether a version has one of the values, so that no claim comes twice.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from claims.database.statements import ANY, NONE, Sql, all_of, marks
from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.models.projection import SERIALS, first_number
from claims.queries.lists.lookups import KnownValue, Lookups, Values, instant_in
from claims.queries.lists.searching import NOTHING, narrowed
from claims.search.base import Found

NUMBER: Final = "v.number"
FEW: Final = 2_000
"""Up to this number, versions are faster to read as a list than to check one by one."""


@dataclass(frozen=True, slots=True)
class AskedFilters:
    """Some of the filters of a list, for a statement that names the versions ``v``.

    ``number`` is a column with their number. With ``undated``, a span of days selects the claims without a
    date instead.
    """

    lookups: Lookups
    filters: Mapping[str, Values]
    values: Mapping[str, tuple[KnownValue, ...]]
    number: str = NUMBER
    undated: bool = False

    @property
    def instant(self) -> datetime | None:
        """The end of the past day for which these filters ask; None for today."""
        return instant_in(self.filters)

    def day(self, name: str) -> date | None:
        """The day of a date filter, or None: the first day of ``from``, the last day of others."""
        return day_in(self.filters, name)

    def is_indexed(self, name: str) -> bool:
        """Whether the full-text index applies this filter by facet values, together with the words.

        If the words find few versions, it is quicker to look at these.
        """
        known = any(value.pk for value in self.values.get(name, ()))
        return known and "q" in self.filters and self.lookups.word_matches.are_many

    @property
    def found(self) -> Found | None:
        """The versions that contain the words, if they are many with the filters of ``is_indexed``."""
        matches, names = self.lookups.word_matches, [name for name in self.filters if self.is_indexed(name)]
        if not names:
            return matches.found
        values = [[pk for value in self.values[name] if value.pk for pk in value.all] for name in names]
        return Found(narrowed(matches, values, also_ended=self.instant is not None))


Ask = Callable[[AskedFilters, str], Sql]
"""A filter: takes what is asked and the name of the filter, and returns the condition."""


def day_in(filters: Mapping[str, Values], name: str) -> date | None:
    """The day of a date filter, or None: the first day of ``from``, the last day of others."""
    values = filters.get(name)
    if not values:
        return None
    read = FuzzyDate.parse(values[0])
    return read.earliest if name == "from" else read.latest


def by_facet(asked: AskedFilters, name: str) -> Sql:
    """Versions that have one of the stored values."""
    return ANY if asked.is_indexed(name) else having(asked, asked.values[name])


def having(asked: AskedFilters, values: Sequence[KnownValue]) -> Sql:
    """Versions that have one of these values. A few are read first, many are checked one by one."""
    if asked.instant is not None and any(value.is_led_to for value in values):
        return _having_then(asked, values)
    known = tuple(value.pk for value in values if value.pk)
    if not known:
        return NONE
    links = f"FROM claims_claimfacet f WHERE f.value_id IN ({marks(known)})"
    if asked.instant is None:
        links += " AND f.is_open"
        if sum(value.number for value in values) <= FEW:
            return f"{asked.number} IN (SELECT f.version_id {links})", known
    return f"EXISTS (SELECT 1 {links} AND f.version_id = {asked.number})", known


def _having_then(asked: AskedFilters, values: Sequence[KnownValue]) -> Sql:
    """The same for a past day, of values to which former keys lead: by what versions say themselves."""
    known = tuple(pk for value in values if value.pk for pk in value.all)
    links = f"SELECT f.version_id FROM claims_claimfacet f WHERE f.value_id IN ({marks(known)})"
    says = " OR ".join(["';' || REPLACE(v.\"values\", ',', ';') || ';' LIKE %s"] * len(known))
    return f"{asked.number} IN ({links}) AND ({says})", (*known, *(f"%;{pk};%" for pk in known))


def by_query(asked: AskedFilters, name: str) -> Sql:
    """Versions that contain the words of the search, by one of its speakers, in its span of days."""
    query, found = asked.lookups.query, asked.found
    if found is NOTHING:
        return NONE
    return all_of(
        (f"{asked.number} IN ({found.numbers.sql})", tuple(found.numbers.params)) if found else ANY,
        by_facet(asked, name) if query.speakers else ANY,
        _said(asked, query.said_from, query.said_to) if query.is_dated else ANY,
    )


def by_span(asked: AskedFilters, name: str) -> Sql:
    """Claims that may have been said between ``from`` and ``to``. Undated claims are left out."""
    if name == "to" and "from" in asked.filters:
        return ANY  # The filter "from" applies both ends at once.
    return _said(asked, asked.day("from"), asked.day("to"))


def by_known(asked: AskedFilters, name: str) -> Sql:
    """Claims that had certainly been said by the end of the day."""
    day = asked.day("known_by") or LATEST
    # The first condition follows from the second; the database can begin the walk of the numbers with it.
    bounds = (first_number(day) + SERIALS, day.isoformat())
    return f"{asked.number} < %s AND v.said_latest <= %s", bounds


def by_day_of_record(asked: AskedFilters, name: str) -> Sql:
    """No condition: the day selects the versions before any filter does."""
    return ANY


def _said(asked: AskedFilters, first: date | None, last: date | None) -> Sql:
    if asked.undated:
        return "v.said_undated", ()
    days = ((first or EARLIEST).isoformat(), (last or LATEST).isoformat())
    return "NOT v.said_undated AND v.said_latest >= %s AND v.said_earliest <= %s", days


HAS: Final[Mapping[str, str]] = {
    "archive": "an archived source",
    "context": "a note on the context",
    "no_change": "says that nothing changed",
    "relation": "a relation to another claim",
    "translation": "words in more than one language",
    "verdict": "a verdict on accuracy",
}
"""The things that claims may be required to have, in words."""
