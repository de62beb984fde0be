"""What is wrong with the files of an import: the first twenty problems in full, and how many in all."""

from __future__ import annotations

from dataclasses import dataclass, field

from claims.domain.errors import Problem, ProblemsFound

MOST_TOLD = 20


@dataclass(slots=True)
class Problems:
    told: list[Problem] = field(default_factory=list)
    total: int = 0

    def add(self, problem: Problem) -> None:
        self.total += 1
        if len(self.told) < MOST_TOLD:
            self.told.append(problem)

    def __bool__(self) -> bool:
        return self.total > 0

    def as_error(self) -> ProblemsFound:
        """The error that tells them, in the order of files and lines."""
        return ProblemsFound(tuple(self.told), self.total)
