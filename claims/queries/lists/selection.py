"""Reads the parameters of a list, for the page, the API and the files.

A filter may be given several times: a claim needs one of its values, and must match all filters. A value that
cannot be read is refused, but a typed date or search becomes a mistake shown at its field, and the other
filters are kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Final
from urllib.parse import urlencode

from claims.domain.dates.fuzzy import FuzzyDate, end_of_day
from claims.domain.errors import InvalidDate, InvalidQuery, shown
from claims.domain.record.urls import is_appended
from claims.domain.search.query import SearchQuery, parse_query
from claims.domain.text.folding import refused_character
from claims.queries.lists.filters import day_in
from claims.queries.lists.lookups import instant_in
from claims.queries.lists.parameters import PARAMETERS, PRESENTATION, Parameter, known_names

SORTS: Final = {
    "newest": "Newest",
    "oldest": "Oldest",
    "added": "Added",
    "relevance": "Relevance",
}
VIEWS: Final = {"list": "List", "table": "Table"}

MOST_VALUES: Final = 40
LONGEST_VALUE: Final = 300
USUAL_SIZE: Final = 25
MOST_SIZE: Final = 100
LONGEST_CURSOR: Final = 300


NOTHING_SEARCHED: Final = SearchQuery()


@dataclass(frozen=True, slots=True)
class Mistake:
    """A value that could not be read and is ignored: its parameter, and a sentence for the page."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Selection:
    """The parameters of a list, read and checked. ``filters`` holds those that are given.

    They are in the order of ``PARAMETERS``, and their values are sorted and without repeats, so that the same
    question has one form. A date or query that is a mistake is not among them.
    """

    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    query: SearchQuery = NOTHING_SEARCHED
    sort: str = "newest"
    after: str = ""
    size: int = USUAL_SIZE
    view: str = "list"
    mistakes: tuple[Mistake, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_filtered(self) -> bool:
        return bool(self.filters)

    @property
    def is_unreadable(self) -> bool:
        """Whether the search cannot be read. Then nothing is listed."""
        return any(mistake.name == "q" for mistake in self.mistakes)

    @property
    def mark(self) -> str:
        """A short hash of the filters and the order. Cursors contain it to name their list."""
        pairs = urlencode([*self._pairs(), ("sort", self.sort)])
        return sha256(pairs.encode()).hexdigest()[:8]

    def without(self, name: str, value: str | None = None) -> Mapping[str, tuple[str, ...]]:
        """The filters without one of them, or without one value of it."""
        kept = {**self.filters}
        rest = tuple(v for v in kept.pop(name, ()) if value is not None and v != value)
        return {n: kept.get(n, rest) for n in PARAMETERS if n in kept or (n == name and rest)}

    def with_(self, name: str, value: str) -> Mapping[str, tuple[str, ...]]:
        """The filters with one more value."""
        values = tuple(sorted({*self.filters.get(name, ()), value}))
        return {
            n: values if n == name else self.filters[n] for n in PARAMETERS if n in self.filters or n == name
        }

    def address(
        self,
        path: str,
        *,
        filters: Mapping[str, tuple[str, ...]] | None = None,
        sort: str | None = None,
        view: str | None = None,
        after: str = "",
        size: bool = True,
    ) -> str:
        """The address of the list at ``path`` with these filters, from its beginning or from ``after``."""
        pairs = self._pairs(self.filters if filters is None else filters)
        sort, view = sort or self.sort, self.view if view is None else view
        has_words = self.query.has_words and (filters is None or "q" in filters)
        if sort != usual_sort(has_words=has_words) and (sort != "relevance" or has_words):
            pairs.append(("sort", sort))
        if view not in ("", "list"):
            pairs.append(("view", view))
        if size and self.size != USUAL_SIZE:
            pairs.append(("size", str(self.size)))
        if after:
            pairs.append(("after", after))
        return f"{path}?{urlencode(pairs)}" if pairs else path

    @property
    def instant(self) -> datetime | None:
        """The end of the past day for which the record is asked; None for today."""
        return instant_in(self.filters)

    def _pairs(self, filters: Mapping[str, tuple[str, ...]] | None = None) -> list[tuple[str, str]]:
        given = self.filters if filters is None else filters
        return [(name, value) for name, values in given.items() for value in values]


EVERYTHING: Final = Selection()


def usual_sort(*, has_words: bool) -> str:
    """The default order of a list: best match first if words are searched for, otherwise newest."""
    return "relevance" if has_words else "newest"


def read_selection(given: Mapping[str, Sequence[str]]) -> Selection:
    """Read the parameters of a list. Empty values and parameters that others append to links are ignored.

    Raises InvalidQuery, whose ``field`` names the parameter, for an unknown parameter, a second value where
    one is allowed, and a value that is not in its closed list, too long or not text. Mistakes in dates and in
    the search words are in the selection instead.
    """
    if not given:
        return EVERYTHING
    values = {name: _values(name, given[name]) for name in given if not is_appended(name)}
    filters: dict[str, tuple[str, ...]] = {}
    mistakes: list[Mistake] = []
    query = NOTHING_SEARCHED
    for name, parameter in PARAMETERS.items():
        found = values.get(name, ())
        if not found:
            continue
        try:
            if name == "q":
                query = parse_query(found[0])
            elif parameter.is_date:
                _check_date(name, found[0])
        except InvalidQuery as error:
            mistakes.append(Mistake(name, _sentence(error)))
        else:
            filters[name] = found
    if "from" in filters and "to" in filters:
        first, last = day_in(filters, "from"), day_in(filters, "to")
        if first is not None and last is not None and first > last:
            mistakes.append(Mistake("from", "The dates are the wrong way round: “from” lies after “to”."))
            del filters["from"], filters["to"]
    return Selection(
        filters=filters,
        query=query,
        sort=_sort(values.get("sort", ()), query, mistakes),
        after=(*values.get("after", ()), "")[0],
        size=_size(values.get("size", ())),
        view=_one_of("view", values.get("view", ()), VIEWS, "list"),
        mistakes=tuple(mistakes),
        typed={name: found[0] for name, found in values.items() if found and _is_single(name)},
    )


def _values(name: str, given: Sequence[str]) -> tuple[str, ...]:
    if name not in (known := known_names()):
        raise InvalidQuery(
            f"There is no filter “{shown(name)}”.", field=name, mend=f"the filters are {', '.join(known)}"
        )
    parameter = PARAMETERS.get(name)
    typed = {value.strip() for value in given} - {""}
    if parameter is not None and parameter.takes_keys:
        typed = {value.lower() for value in typed}
    if parameter is not None and parameter.is_language:
        # The language is in lower case; a script or a region after it has capitals.
        parts = [value.partition("-") for value in typed]
        typed = {f"{language.lower()}{dash}{rest}" for language, dash, rest in parts}
    if name == "answer" and any(value.endswith(":") for value in typed):
        raise InvalidQuery(
            "“answer” names a position without an answer.",
            field=name,
            mend="write position:answer, or filter by “position”",
        )
    if _is_single(name) and len(typed) > 1:
        raise InvalidQuery(f"“{name}” is given more than once.", field=name, mend="give it once")
    if len(typed) > MOST_VALUES:
        raise InvalidQuery(
            f"“{name}” has more than {MOST_VALUES} values.", field=name, mend="ask for fewer at once"
        )
    found = tuple(sorted(typed))
    for value in found:
        if refused_character(value) is not None or (name != "q" and len(value) > LONGEST_VALUE):
            raise InvalidQuery(f"A value of “{name}” cannot be read: {shown(value)}", field=name, value=value)
        if parameter is not None:
            _check(parameter, value)
    return found


def _is_single(name: str) -> bool:
    return name in PRESENTATION or PARAMETERS[name].is_single


def _check(parameter: Parameter, value: str) -> None:
    name, choices = parameter.name, parameter.choices
    if choices and value not in choices and not parameter.names_record(value):
        ratings = ", or scale:rating" if parameter.takes_ratings else ""
        raise InvalidQuery(
            f"“{shown(value)}” is no value of “{name}”.",
            field=name,
            value=value,
            mend=f"write one of {', '.join(choices)}{ratings}",
        )
    if name == "year" and not (len(value) == 4 and value.isascii() and value.isdigit()):
        raise InvalidQuery(
            f"“{shown(value)}” is not a year.", field=name, value=value, mend="write four digits: 2019"
        )


def _check_date(name: str, value: str) -> None:
    try:
        if name == "as_of":
            end_of_day(value)
        read = FuzzyDate.parse(value)
    except InvalidDate as error:
        raise InvalidQuery(
            f"The date “{shown(value)}” cannot be read: {error.message}", field=name, mend="write 2019-02-07"
        ) from None
    if read.undated or (read.starts_open if name == "from" else read.ends_open):
        raise InvalidQuery(f"The date “{shown(value)}” has no end.", field=name, mend="write 2019-02-07")


def _sort(given: tuple[str, ...], query: SearchQuery, mistakes: Sequence[Mistake]) -> str:
    sort = _one_of("sort", given, SORTS, usual_sort(has_words=query.has_words))
    if sort == "relevance" and not query.has_words:
        if any(mistake.name == "q" for mistake in mistakes):
            return "newest"
        raise InvalidQuery(
            "Claims can be sorted by relevance only where words are searched for.",
            field="sort",
            mend="sort by newest, or search for a word",
        )
    return sort


def _size(given: tuple[str, ...]) -> int:
    if not given:
        return USUAL_SIZE
    value = given[0]
    number = int(value) if value.isascii() and value.isdigit() and len(value) <= 4 else 0
    if not 1 <= number <= MOST_SIZE:
        raise InvalidQuery(
            f"“{shown(value)}” is no size of a page.", field="size", mend=f"write 1 to {MOST_SIZE}"
        )
    return number


def _one_of(name: str, given: tuple[str, ...], known: Mapping[str, str], usual: str) -> str:
    value = given[0] if given else usual
    if value not in known:
        raise InvalidQuery(
            f"“{shown(value)}” is no value of “{name}”.", field=name, mend=f"write one of {', '.join(known)}"
        )
    return value


def _sentence(error: InvalidQuery) -> str:
    """The message and what to do about it, as one text."""
    message = error.message.rstrip(".")
    return f"{message}; {error.mend}." if error.mend else f"{message}."
