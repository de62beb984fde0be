"""The records and the problems of the files of an import."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from claims.domain.errors import InvalidValue, Problem, ProblemsFound
from claims.domain.record.codec import from_text
from claims.domain.record.identity import Place
from claims.domain.record.shared import Record
from claims.formats.base import path_within, problem_of

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Item:
    """One record of the files, stored as its canonical text to save memory."""

    place: Place
    text: str
    file: str
    line: int
    is_aside: bool
    is_public: bool | None
    within: str = ""

    @property
    def record(self) -> Record:
        """The record, read from its text each time."""
        return from_text(self.text)

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
