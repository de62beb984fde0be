"""The problems of an import: the first twenty in full, and the number of all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from claims.domain.errors import Problem, ProblemsFound

MOST_SHOWN = 20


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
