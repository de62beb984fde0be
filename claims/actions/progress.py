"""What long actions tell of how far they are."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
"""Takes what is being done, how many are done, and how many there are (0 if that is not known)."""


def silent(what: str, done: int, total: int) -> None:
    """Tell nothing."""


def counted(values: Iterable[T], what: str, progress: Progress) -> Iterator[T]:
    """The same values. Tells how many were taken, without a total."""
    for number, value in enumerate(values, start=1):
        yield value
        if number % 500 == 0:
            progress(what, number, 0)


def told(chunks: Iterable[Sequence[T]], what: str, total: int, progress: Progress) -> Iterator[Sequence[T]]:
    """The same chunks. Tells after each how many of ``total`` are done."""
    done = 0
    for chunk in chunks:
        yield chunk
        done += len(chunk)
        progress(what, done, total)
