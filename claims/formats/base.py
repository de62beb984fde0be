"""What every format gives: records, each with the place where it stands, or what is wrong there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claims.domain.errors import ClaimsError, InvalidValue, Problem, shown
from claims.domain.record.shared import Record

LONGEST_LINE = 1_000_000
"""The bytes that one line of a file may have."""

DEEPEST = 32
"""How deep lists and objects of a file may be nested; a record needs six."""


class UnusableFile(ClaimsError):
    """A file that cannot be read at all, or an argument that makes no sense."""


@dataclass(frozen=True, slots=True)
class Named:
    """A reference that is given by a name, an alias or an address; ``key`` stands in for what it means."""

    type: str
    key: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Found:
    """A record as it stands in a file.

    ``is_keyless``: it came without a key. Until it is known which occurrence it is, the record of a claim has
    the key of the first; any other has a stand-in, as it also stands for references that are given by name
    or whole. ``is_aside``: it was given whole where another record points to it. ``told`` are the fields that
    were given, and ``named`` the references that were given by name.
    ``is_public``: whether the file itself says that it is published, None where it does not say.
    ``within``: what stands before its fields where a message names them (``speaker.``), so that the path
    can be followed in the file as it is written.
    """

    file: str
    line: int
    record: Record
    is_keyless: bool = False
    is_aside: bool = False
    is_public: bool | None = None
    within: str = ""
    told: frozenset[str] = frozenset()
    named: tuple[Named, ...] = ()


Reading = Iterator[Found | Problem]


def problem_of(error: InvalidValue, *, file: str, line: int, within: str = "") -> Problem:
    """The error as a problem of a place in a file; whatever it shows can be printed anywhere.

    ``within`` comes before the error's field, as in ``Found``.
    """
    return Problem(
        file=file,
        line=line,
        field=shown(path_within(within, error.field)),
        value=shown(error.value),
        message=error.message,
        mend=error.mend,
    )


def path_within(within: str, field: str) -> str:
    """The path of a field of a record in its file; of the record itself where no field is named."""
    return within + field if field else within.rstrip(".: ")
