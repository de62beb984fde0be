"""The records that a page names. They are read together and then looked up by type and key."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol, TypeVar

from claims.database.current_texts import current_texts
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_text, to_document
from claims.domain.record.identity import Place
from claims.domain.record.shared import (
    OutletRecord,
    PositionRecord,
    Record,
    ScaleRecord,
    SourceRecord,
    SpeakerRecord,
    key_of_record,
)
from claims.models.moves import Moves
from claims.queries.names import Label, label_of
from claims.queries.records import place_of

R = TypeVar("R", bound=Record)


class Known(Protocol):
    """A version of a record."""

    @property
    def version(self) -> int: ...
    @property
    def record(self) -> Record: ...


class SealedText:
    """A public version of a record, with its key. The record is read from the text when it is needed."""

    __slots__ = ("_record", "key", "text", "version")

    def __init__(self, version: int, text: str, key: str) -> None:
        self.version = version
        self.text = text
        self.key = key
        self._record: Record | None = None

    @property
    def record(self) -> Record:
        if self._record is None:
            self._record = from_text(self.text)
        return self._record


class KnownRecords:
    """Public records by type and key; records that are not public or do not exist are not known.

    A former key leads to the record of today. Claims have the keys of today, if what they name was found too.
    """

    def __init__(self, found: Mapping[Place, Known]) -> None:
        self._moves = Moves({place: now for place, one in found.items() if (now := _key_of(one)) != place[1]})
        self._found = {**found, **{(of, now): found[of, key] for (of, key), now in self._moves.leads.items()}}
        self._labels: dict[Place, Label] = {}

    @classmethod
    def find(cls, places: Iterable[Place], *, at: datetime | None = None) -> KnownRecords:
        """Read these records, and the outlets of sources and scales, as of today or ``at`` an instant.

        At most one query.
        """
        return cls(_sealed_texts(places, at))

    def and_also(self, places: Iterable[Place], *, at: datetime | None = None) -> KnownRecords:
        """These records and others. Known records are not read again. At most one query."""
        missing = {place for place in places if place not in self._found}
        return KnownRecords({**self._found, **_sealed_texts(missing, at)})

    def label(self, record_type: str, key: str) -> Label:
        """The label of a record. The label of an unknown record is its key without a link."""
        place = (record_type, key)
        if place not in self._labels:
            found = self._found.get(place)
            self._labels[place] = label_of(record_type, key, _document(found)) if found else Label(key, "")
        return self._labels[place]

    def current(self, record: R) -> R:
        """The record with the keys of today of what it names."""
        return self._moves.current(record)

    def claim(self, key: str) -> ClaimRecord | None:
        found = self._of(ClaimRecord, key)
        return self.current(found) if found is not None else None

    def version(self, record_type: str, key: str) -> int:
        """The number of the known version; 0 for a draft and for an unknown record."""
        found = self._found.get((record_type, key))
        return found.version if found else 0

    def speaker(self, slug: str) -> SpeakerRecord | None:
        return self._of(SpeakerRecord, slug)

    def source(self, key: str) -> SourceRecord | None:
        return self._of(SourceRecord, key)

    def outlet(self, slug: str) -> OutletRecord | None:
        return self._of(OutletRecord, slug)

    def position(self, slug: str) -> PositionRecord | None:
        return self._of(PositionRecord, slug)

    def scale(self, slug: str) -> ScaleRecord | None:
        return self._of(ScaleRecord, slug)

    def _of(self, kind: type[R], key: str) -> R | None:
        found = self._found.get((kind.TYPE, key))
        return found.record if found and isinstance(found.record, kind) else None


def _sealed_texts(places: Iterable[Place], at: datetime | None) -> dict[Place, SealedText]:
    wanted = {f"{record_type}:{key}" for record_type, key in places if key}
    if not wanted:
        return {}
    texts = current_texts(wanted, at, with_outlets=True)
    return {
        place_of(place): SealedText(version, text, place_of(now)[1]) for place, version, text, now in texts
    }


def _key_of(known: Known) -> str:
    return known.key if isinstance(known, SealedText) else key_of_record(known.record)


def _document(found: Known) -> Mapping[str, Any]:
    if isinstance(found, SealedText):
        document: dict[str, Any] = json.loads(found.text)
        return document
    return to_document(found.record)
