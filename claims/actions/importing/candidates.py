"""References that files give by name or as a whole record, and the records that they may mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from claims.actions.importing.items import Item
from claims.actions.importing.names import KnownNames
from claims.actions.importing.on_record import Standing, standings
from claims.database.chunks import chunks
from claims.domain.record.canonical import digest
from claims.domain.record.codec import canonical_text, from_text
from claims.domain.record.given_references import NAMED_BY, differing, names_of, with_keys, with_own_key
from claims.domain.record.identity import Place
from claims.domain.record.shared import Record, key_field, key_of_record, keys_by_type
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
    """A record that is given whole or without its key, and all places where it is given."""

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
    return (
        f"{len(keys)} {record_type}s are meant by this: {shown}",
        f"give the {key_field(record_type)} of one",
    )


def on_record_as(known: Record, field: str) -> str:
    """A part of a message: the value of this field on record."""
    name = next(iter(names_of(known)), key_of_record(known))
    other = "" if field == NAMED_BY[known.TYPE] else f", with another {field.replace('_', ' ')}"
    return f"on record as “{name}”{other}"


def one_or_another(record_type: str) -> str:
    """The mend if the record in the database differs from the given one."""
    key = key_field(record_type)
    return f"give the {key} alone if it is meant, or another {key} for another {record_type}"


class Candidates:
    """The records that a file may mean: those in the files, or else on record with earlier versions.

    ``items`` are the records of the files. ``keys`` are the keys found so far for stand-ins.
    """

    def __init__(self, items: Mapping[Place, Item], names: KnownNames, keys: Mapping[Place, str]) -> None:
        self._items = items
        self._names = names
        self._keys = keys
        self._new: dict[Place, tuple[Record, Found]] = {}
        self._standings: dict[Place, Standing | None] = {}

    def add(self, record: Record, found: Found) -> None:
        """Add a record that will be created, and where it is given."""
        self._new[record.TYPE, key_of_record(record)] = (record, found)
        self._names.add(record)

    def is_in_files(self, place: Place) -> bool:
        return place in self._items or place in self._new

    def has(self, place: Place) -> bool:
        """Whether the record is in the files or on record."""
        return self.is_in_files(place) or self._standing(place) is not None

    def held(self, place: Place) -> Item | Found | None:
        """The place of the record in the files, if it is there."""
        return self._new[place][1] if place in self._new else self._items.get(place)

    def record(self, place: Place) -> Record | None:
        """The record from the files, else from the database."""
        if place in self._new:
            return self._new[place][0]
        held = self._items.get(place)
        item = held or self._standing(place)
        record = from_text(item.text) if item is not None and item.text else None
        return with_keys(record, self._keys)[0] if held and record is not None else record

    def as_on_record(self, given: Given, key: str) -> Record:
        """The record on record if the given one adds nothing, else the given one with this key."""
        standing = self._standing((given.record.TYPE, key))
        if standing is not None and standing.text and not self.is_in_files((given.record.TYPE, key)):
            now = from_text(standing.text)
            if given.found.is_aside or not differing(given.record, given.found.given_fields, now):
                return now
        return with_own_key(given.record, key)

    def fits(self, given: Given, key: str) -> bool:
        """Whether the record, now or in one of its versions, has all the given values."""
        record_type = given.record.TYPE
        now = self.record((record_type, key))
        if now is not None and not differing(given.record, given.found.given_fields, now):
            return True
        if self.is_in_files((record_type, key)):
            return False
        keys = [key, *self._names.former_keys(record_type, key)]
        for text in earlier_texts(record_type, keys):
            if not differing(given.record, given.found.given_fields, from_text(text)):
                return True
        texts = [canonical_text(with_own_key(given.record, one)) for one in keys]
        return was_imported(record_type, keys, texts)

    def read(self, places: Iterable[Place]) -> None:
        """Read these records in advance, many at a time."""
        fresh = (place for place in places if place not in self._standings)
        for record_type, keys in keys_by_type(fresh).items():
            for chunk in chunks(keys):
                found = standings(record_type, chunk)
                self._standings.update(((record_type, key), found.get(key)) for key in chunk)

    def _standing(self, place: Place) -> Standing | None:
        if place not in self._standings:
            self.read([place])
        return self._standings[place]
