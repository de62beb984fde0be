"""The errors of the project. Pages and commands can show their messages unchanged."""

import json
from dataclasses import dataclass
from typing import Any


class ClaimsError(Exception):
    """The base class of all errors that the project raises. ``message`` is for people."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InvalidValue(ClaimsError):
    """A value that cannot be read.

    ``field`` is the name of the field (or a path such as ``chain[1].exact``), ``value`` the text as given,
    ``mend`` says how to fix it.
    """

    def __init__(self, message: str, *, field: str = "", value: str = "", mend: str = "") -> None:
        super().__init__(message)
        self.field = field
        self.value = value
        self.mend = mend

    @property
    def sentence(self) -> str:
        """The message as a sentence, with the way to fix it in brackets.

        >>> InvalidValue("there is no month 13", mend="write 2019-12").sentence
        'There is no month 13 (write 2019-12).'
        """
        mend = f" ({self.mend})" if self.mend else ""
        return f"{self.message[:1].upper()}{self.message[1:]}{mend}."


class InvalidDate(InvalidValue):
    """A date outside the EDTF subset that the project reads."""


class InvalidQuery(InvalidValue):
    """A query that cannot be parsed."""


class InvalidRecord(InvalidValue):
    """A document that is not a record."""


class Refused(ClaimsError):
    """An action that is not possible in the present state. Nothing was written."""


class NotAllowed(Refused):
    """An action for which the person has no role."""


class Conflict(Refused):
    """An action on a record that has changed since it was read."""


def as_json(value: Any) -> str:
    """A value as JSON for an error message; text without its quotation marks."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


MOST_SHOWN = 80


def shown(value: str) -> str:
    """The value for an error message: at most 80 characters, control characters made visible."""
    visible = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in value[: MOST_SHOWN + 1])
    return visible if len(visible) <= MOST_SHOWN else visible[: MOST_SHOWN - 1] + "…"


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem at a place in a file.

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
    """A file that was refused. ``problems`` are in file order; ``total`` is the number of all problems."""

    def __init__(self, problems: tuple[Problem, ...], total: int | None = None) -> None:
        self.problems = problems
        self.total = len(problems) if total is None else total
        super().__init__("\n".join(str(problem) for problem in problems))
