"""Splits values into chunks, because an engine may take no more than a thousand values in a statement."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

T = TypeVar("T")
CHUNK: Final = 500


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The values in order, in lists of this size; the last one may be shorter."""
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk
