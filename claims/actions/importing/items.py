"""The records and the problems of the files of an import."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from os import pread
from tempfile import TemporaryFile
from weakref import finalize

from msgspec import Struct
from msgspec.structs import replace

from claims.actions.importing.on_record import Standing
from claims.domain.errors import InvalidValue, Problem, ProblemsFound
from claims.domain.record.codec import from_text
from claims.domain.record.identity import Place
from claims.domain.record.shared import Record
from claims.formats.base import path_within, problem_of

MOST_SHOWN = 20


class Texts:
    """The texts of an import, in a file of the system that goes with the process: they may be many."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 (as long as somebody has a text)
        finalize(self, self._file.close)
        self._end = self._kept = 0

    def keep(self, text: str) -> tuple[int, int]:
        """Keep a text, and return its place."""
        start, length = self._end, self._file.write(text.encode())
        self._end += length
        return start, length

    def at(self, start: int, length: int) -> str:
        """The text at a place."""
        if self._kept < start + length:
            self._file.flush()
            self._kept = self._end
        return pread(self._file.fileno(), length, start).decode()


class Item(Struct, gc=False):
    """One record of the files. Its canonical text is kept outside the memory, and read each time.

    ``standing`` is the public record of its key that has the same text, if it was found while reading; such a
    record is not asked for its identifiers.
    """

    place: Place
    texts: Texts
    start: int
    length: int
    file: str
    line: int
    is_aside: bool = False
    is_public: bool | None = None
    within: str = ""
    standing: Standing | None = None
    has_identifiers: bool = False

    @property
    def text(self) -> str:
        """The canonical text of the record."""
        return self.texts.at(self.start, self.length)

    @property
    def record(self) -> Record:
        """The record, read from its text each time."""
        return from_text(self.text)

    def with_text(self, text: str, place: Place | None = None) -> Item:
        """The same with another text, and another place."""
        start, length = self.texts.keep(text)
        return replace(self, place=place or self.place, start=start, length=length)

    def problem(self, message: str, *, field: str = "", value: str = "", mend: str = "") -> Problem:
        """A problem of a field of the record, named by its path in the file."""
        return Problem(self.file, self.line, path_within(self.within, field), value, message, mend)

    def problem_of(self, error: InvalidValue) -> Problem:
        """The error as a problem of this record."""
        return problem_of(error, file=self.file, line=self.line, within=self.within)


Items = dict[Place, Item]


@dataclass(slots=True)
class Problems:
    """``shown`` are the first problems, ``lines`` all lines (file, number) with one, ``alike`` the counts."""

    shown: list[Problem] = field(default_factory=list)
    lines: set[tuple[str, int]] = field(default_factory=set)
    alike: Counter[str] = field(default_factory=Counter)

    def add(self, problem: Problem) -> None:
        self.lines.add((problem.file, problem.line))
        self.alike[problem.message] += 1
        if len(self.shown) < MOST_SHOWN:
            self.shown.append(problem)

    @property
    def total(self) -> int:
        return self.alike.total()

    def __bool__(self) -> bool:
        return bool(self.shown)

    def as_error(self) -> ProblemsFound:
        """An error with the first problems, in the order in which they were found."""
        return ProblemsFound(tuple(self.shown), self.total)
