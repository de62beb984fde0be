"""References that files give by name or as a whole record, and the place of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from claims.domain.record.canonical import digest
from claims.domain.record.given_references import NAMED_BY, names_of
from claims.domain.record.identity import Place
from claims.domain.record.shared import Record, key_of_record
from claims.formats.base import Found
from claims.models import BatchEntry, RevisionContent

MOST_NAMED: Final = 5


class Where(NamedTuple):
    """A place in a file."""

    file: str
    line: int
    within: str


@dataclass(slots=True)
class Given:
    """A record that is given whole, or on a line without its key, and all places where it is given so."""

    found: Found
    record: Record
    wheres: list[Where] = field(default_factory=list)
    is_begun: bool = False

    @property
    def place(self) -> Place:
        return self.record.TYPE, key_of_record(self.found.record)


def earlier_texts(record_type: str, keys: Sequence[str]) -> Iterator[str]:
    """The canonical texts of all versions of these records that are not erased."""
    rows = RevisionContent.objects.filter(revision__record_type=record_type, revision__record_key__in=keys)
    return (text for text in rows.values_list("text", flat=True) if text)


def was_imported(record_type: str, keys: Sequence[str], texts: Iterable[str]) -> bool:
    """Whether an import ever left one of these records with one of these texts."""
    entries = BatchEntry.objects.filter(record_type=record_type, record_key__in=keys)
    return entries.filter(digest__in=[digest(text) for text in texts]).exists()


def several(record_type: str, keys: list[str]) -> tuple[str, str]:
    """The message and the mend for a reference that fits several records."""
    shown = ", ".join(keys[:MOST_NAMED]) + (" …" if len(keys) > MOST_NAMED else "")
    return f"{len(keys)} {record_type}s are meant by this: {shown}", f"give the {_key(record_type)} of one"


def on_record_as(known: Record, field: str) -> str:
    """How the record with another value in this field is on record, for a message."""
    name = next(iter(names_of(known)), key_of_record(known))
    other = "" if field == NAMED_BY[known.TYPE] else f", with another {field.replace('_', ' ')}"
    return f"on record as “{name}”{other}"


def one_or_another(record_type: str) -> str:
    """The mend where the record on record differs from what is given."""
    key = _key(record_type)
    return f"give the {key} alone if it is meant, or another {key} for another {record_type}"


def _key(record_type: str) -> str:
    return "key" if record_type == "source" else "slug"
