"""The records that a file may mean: from the files, and from the database with their earlier versions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from claims.actions.importing.given import Given, earlier_texts, was_imported
from claims.actions.importing.names import Held, KnownNames
from claims.actions.importing.on_record import Standing, standings
from claims.database.chunks import chunks
from claims.domain.record.codec import canonical_text, from_document
from claims.domain.record.given_references import differing, with_keys, with_own_key
from claims.domain.record.identity import Place
from claims.domain.record.shared import Record, key_of_record
from claims.formats.base import Found


class KnownRecords:
    """``items`` are the records of the files, ``keys`` the keys found so far for stand-ins."""

    def __init__(self, items: Mapping[Place, Held], names: KnownNames, keys: Mapping[Place, str]) -> None:
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

    def held(self, place: Place) -> Held | Found | None:
        """The place of the record in the files, if it is there."""
        return self._new[place][1] if place in self._new else self._items.get(place)

    def record(self, place: Place) -> Record | None:
        """The record from the files, else from the database."""
        if place in self._new:
            return self._new[place][0]
        held = self._items.get(place)
        item = held or self._standing(place)
        record = from_document(json.loads(item.text)) if item is not None and item.text else None
        return with_keys(record, self._keys)[0] if held and record is not None else record

    def as_on_record(self, given: Given, key: str) -> Record:
        """The record on record if what is given adds nothing to it, else the given one with this key."""
        standing = self._standing((given.record.TYPE, key))
        if standing is not None and standing.text and not self.is_in_files((given.record.TYPE, key)):
            now = from_document(json.loads(standing.text))
            if given.found.is_aside or not differing(given.record, given.found.given_fields, now):
                return now
        return with_own_key(given.record, key)

    def fits(self, given: Given, key: str) -> bool:
        """Whether everything given equals the record, as it is now or as it was in some version."""
        record_type = given.record.TYPE
        now = self.record((record_type, key))
        if now is not None and not differing(given.record, given.found.given_fields, now):
            return True
        if self.is_in_files((record_type, key)):
            return False
        keys = [key, *self._names.former_keys(record_type, key)]
        for text in earlier_texts(record_type, keys):
            if not differing(given.record, given.found.given_fields, from_document(json.loads(text))):
                return True
        texts = [canonical_text(with_own_key(given.record, one)) for one in keys]
        return was_imported(record_type, keys, texts)

    def read(self, places: Iterable[Place]) -> None:
        """Read these records in advance, many at a time."""
        by_type: dict[str, set[str]] = {}
        for record_type, key in places:
            if (record_type, key) not in self._standings:
                by_type.setdefault(record_type, set()).add(key)
        for record_type, keys in by_type.items():
            for chunk in chunks(sorted(keys)):
                found = standings(record_type, chunk)
                self._standings.update(((record_type, key), found.get(key)) for key in chunk)

    def _standing(self, place: Place) -> Standing | None:
        if place not in self._standings:
            self.read([place])
        return self._standings[place]
