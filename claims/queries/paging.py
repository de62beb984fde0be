"""Parameters, pages and links of lists of shared records.

A page begins ``after`` the key of the last row of the page before. So every page costs the same, and no row
is shown twice if something is published meanwhile.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from msgspec import json

from claims.database.facet_rows import value_rows
from claims.database.list_rows import listed_rows
from claims.database.statements import ANY, Sql
from claims.domain.errors import ClaimsError, InvalidQuery, shown
from claims.domain.record.urls import is_appended
from claims.queries.page_values import Pager

T = TypeVar("T")


class StaleCursor(ClaimsError):
    """The key with which the page should begin is not in the list, or no longer."""


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """A part of a list. ``count`` is the length of the whole list, ``after`` the cursor of the next part."""

    rows: tuple[T, ...]
    count: int
    after: str = ""


def read_parameters(given: Mapping[str, Sequence[str]], allowed: Sequence[str]) -> dict[str, str]:
    """The parameters of a list; a missing one is empty.

    Parameters that other sites append to links are ignored. Raises InvalidQuery for a parameter that the list
    does not have, or that is given twice.
    """
    known = f"this list knows {', '.join(allowed)}" if allowed else "leave it out"
    for name, values in given.items():
        if name not in allowed and is_appended(name):
            continue
        if name not in allowed:
            raise InvalidQuery(f"Unknown filter “{shown(name)}”", field=name, mend=known)
        if len(values) > 1:
            raise InvalidQuery(f"The filter “{name}” is given twice", field=name, mend="give it once")
        if "\0" in values[0]:
            raise InvalidQuery(f"The value of “{name}” cannot be read", field=name, mend="leave it out")
    return {name: given[name][0].strip() if given.get(name) else "" for name in allowed}


def address(path: str, parameters: Mapping[str, str]) -> str:
    """The path with the parameters that are not empty."""
    query = urlencode({name: value for name, value in parameters.items() if value})
    return f"{path}?{query}" if query else path


def site_address(path: str) -> str:
    """A path of the site as an address for other programs. Empty for an empty path."""
    return f"{settings.SITE_URL}{path}" if path else ""


def pager(path: str, parameters: Mapping[str, str], after: str) -> Pager:
    """The links from the page with these parameters to the first page, and to the one ``after`` it."""
    others = {name: value for name, value in parameters.items() if name != "after"}
    return Pager(
        newer_url=address(path, others) if parameters.get("after") else "",
        older_url=address(path, {**others, "after": after}) if after else "",
    )


def listed(
    record_type: str, after: str, size: int, *, name: str, only: Sql = ANY
) -> tuple[list[dict[str, Any]], str]:
    """The documents of one part of the list of the public records of a type, ``after`` a key.

    Also returns the key for the next part, or empty text. ``only`` is a condition on record versions ``r``.
    Raises StaleCursor, with the ``name`` of the list, if no such record is in the list. At most two queries.
    """
    rows = listed_rows(record_type, after and f"{record_type}:{after}", size + 1, only)
    if rows is None:
        raise stale(name)
    last = rows[size - 1][0].partition(":")[2] if len(rows) > size else ""
    return [json.decode(text) for _, text in rows[:size] if text], last


def stale(name: str) -> StaleCursor:
    """The error for a list in which the row is not any more after which the page should begin."""
    return StaleCursor(f"The list of {name} has changed since this page was linked.")


def kept_counts(facets: Mapping[str, Iterable[str]]) -> Mapping[tuple[str, str], int]:
    """The stored counts of these values of facets; a missing count is zero. One query."""
    rows = value_rows({facet: list(values) for facet, values in facets.items()})
    return {(facet, value): number for _, facet, value, number in rows}


def span(first: str, latest: str) -> str:
    """Two dates as a span in words: "7 Feb 2019 – 12 Mar 2021"; one date if they are equal."""
    if first == latest:
        return first
    is_open = any(words.startswith(("by ", "from ")) for words in (first, latest))
    return f"the first {first}, the latest {latest}" if is_open else f"{first} – {latest}"
