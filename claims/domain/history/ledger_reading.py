"""Read parts of the ledger from JSON lists: from a database column or a line of an export."""

from __future__ import annotations

from typing import Any

from claims.domain.errors import InvalidValue, shown
from claims.domain.history.ledger import Erased, Redirect


def hands_of(value: object) -> tuple[Any, ...]:
    """The names of those who changed a record. Raises InvalidValue unless the value is a list."""
    return _listed(value)


def redirects_of(value: object) -> tuple[Redirect, ...]:
    """The redirects of a revision. Raises InvalidValue unless the value is a list of lists of four."""
    return tuple(Redirect(*_listed(one, len(Redirect._fields))) for one in _listed(value))


def erased_of(value: object) -> tuple[Erased, ...]:
    """The erased parts of a row. Raises InvalidValue unless the value is a list of lists of five."""
    return tuple(Erased(*_listed(one, len(Erased._fields))) for one in _listed(value))


def _listed(value: object, length: int | None = None) -> tuple[Any, ...]:
    if not isinstance(value, list) or (length is not None and len(value) != length):
        wanted = "a list" if length is None else f"a list of {length}"
        raise InvalidValue(f"{shown(repr(value))} stands where {wanted} should", value=repr(value)[:80])
    return tuple(value)
