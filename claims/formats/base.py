"""The formats by name, and the result of reading one: records with their places, or the problems there."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from msgspec import Struct

from claims.domain.errors import ClaimsError, InvalidValue, Problem, shown
from claims.domain.record.shared import Record

LONGEST_LINE = 1_000_000
"""The maximum length of a line of a file in bytes."""

DEEPEST = 32
"""The maximum depth of lists and objects in a file; a record needs six."""


class UnusableFile(ClaimsError):
    """A file that cannot be read at all, or an argument that is wrong."""


@dataclass(frozen=True, slots=True)
class Named:
    """A reference by a name, an alias or an address. ``key`` is the stand-in for the record that it means."""

    type: str
    key: str
    name: str
    path: str


class Found(Struct, frozen=True, gc=False):
    """A record found in a file.

    * ``is_keyless``: it has no key in the file. The record of a claim has the key of the first occurrence for
      now, any other record a stand-in.
    * ``is_aside``: it was given whole in place of a reference.
    * ``given_fields``: the fields that were given. ``named``: the references that were given by name.
    * ``is_public``: whether the file says that it is published, or None if it does not say.
    * ``within``: the path before its fields in messages, such as ``speaker.``.
    * ``text``: its canonical text, empty if it was not given in that form.
    """

    file: str
    line: int
    record: Record
    is_keyless: bool = False
    is_aside: bool = False
    is_public: bool | None = None
    within: str = ""
    given_fields: frozenset[str] = frozenset()
    named: tuple[Named, ...] = ()
    text: str = ""


Reading = Iterator[Found | Problem]


def problem_of(error: InvalidValue, *, file: str, line: int, within: str = "") -> Problem:
    """The error as a problem at a place in a file, with text that can be printed anywhere.

    ``within`` is put before the error's field, as in ``Found``.
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
    """The path in a file of a field of a record, or of the record itself if ``field`` is empty."""
    return within + field if field else within.rstrip(".: ")


IN = ("jsonl",)
"""The formats that ``import_claims`` reads."""

OUT = ("jsonl", "fixture")
"""The formats that ``export_claims`` writes."""

LATER = ("csv", "claimreview", "sqlite", "datapackage")
"""Names of formats that cannot be read or written yet."""

_OTHERS = frozenset(
    {".csv", ".tsv", ".xls", ".xlsx", ".ods", ".xml", ".html", ".htm", ".sqlite3", ".zip", ".gz"}
)
"""The extensions of files that are never JSON Lines."""


def check_format(name: str, available: tuple[str, ...]) -> str:
    """Return the name if it is an available format. Otherwise raise UnusableFile with the available ones."""
    if name in available:
        return name
    why = "is not available yet" if name in LATER else "is not available here"
    raise UnusableFile(f"The format {name} {why}. Available: {', '.join(available)}.")


def format_of(path: str) -> str:
    """The format of a file, by its name. Raises UnusableFile if it cannot be read."""
    suffix = PurePath(path).suffix.lower()
    if suffix in _OTHERS:
        raise UnusableFile(f"{path}: files that end in {suffix} are not read. Available: {', '.join(IN)}.")
    return "jsonl"
