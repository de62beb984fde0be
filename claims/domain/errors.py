"""What can go wrong, in words that a page or a command can show as they are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


class ClaimsError(Exception):
    """Base of every error that the project raises on purpose; ``message`` is meant for people."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InvalidValue(ClaimsError):
    """One value that cannot be read.

    ``field`` is the name of what was being read (may be a path such as ``chain[1].exact``), ``value`` the
    text as it came, ``mend`` what would be right.
    """

    def __init__(self, message: str, *, field: str = "", value: str = "", mend: str = "") -> None:
        super().__init__(message)
        self.field = field
        self.value = value
        self.mend = mend


class InvalidDate(InvalidValue):
    """A date outside the EDTF subset that the project reads."""


class InvalidQuery(InvalidValue):
    """A search that cannot be understood."""


class InvalidRecord(InvalidValue):
    """A document that is not a record."""


class Refused(ClaimsError):
    """An action that may not be done as things stand; nothing was written."""


class NotAllowed(Refused):
    """An action that this person has no role for."""


class Conflict(Refused):
    """An action on something that has changed since it was read."""


def as_json(value: Any) -> str:
    """A value as a file has it, for an error message; text without its quotation marks."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


MOST_SHOWN = 80


def shown(value: str) -> str:
    """The value for an error message: at most 80 characters, control characters made visible."""
    visible = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in value[: MOST_SHOWN + 1])
    return visible if len(visible) <= MOST_SHOWN else visible[: MOST_SHOWN - 1] + "…"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one place of a file.

    >>> str(Problem("a.jsonl", 3, "said", "2019-13", "there is no month 13", "write 2019-12"))
    'a.jsonl:3: said: there is no month 13: "2019-13" (write 2019-12)'
    """

    file: str
    line: int
    field: str
    value: str
    message: str
    mend: str = ""

    def __str__(self) -> str:
        value = f': "{shown(self.value)}"' if self.value else ""
        mend = f" ({self.mend})" if self.mend else ""
        field = f"{self.field}: " if self.field else ""
        return f"{self.file}:{self.line}: {field}{self.message}{value}{mend}"


class ProblemsFound(ClaimsError):
    """A file that was refused: ``problems`` holds them in file order, ``total`` how many there are in all."""

    def __init__(self, problems: tuple[Problem, ...], total: int | None = None) -> None:
        self.problems = problems
        self.total = len(problems) if total is None else total
        super().__init__("\n".join(str(problem) for problem in problems))
