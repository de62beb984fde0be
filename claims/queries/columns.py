"""Columns of tables for programs and spreadsheets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column; ``value`` returns a text, a number, a boolean, None, a tuple of keys, or ``Texts``."""

    name: str
    value: Callable[[T], object]


def names_of(columns: Sequence[Column[T]]) -> list[str]:
    return [column.name for column in columns]


def values_of(columns: Sequence[Column[T]], row: T) -> list[object]:
    return [column.value(row) for column in columns]
