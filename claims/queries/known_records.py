"""The records that a page names, read at once and then looked up by type and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import to_document
from claims.domain.record.identity import Place
from claims.domain.record.shared import (
    OutletRecord,
    PositionRecord,
    Record,
    ScaleRecord,
    SourceRecord,
    SpeakerRecord,
)
from claims.queries.names import Label, label_of
from claims.queries.records import PublicRecord, public_records

R = TypeVar("R", bound=Record)


class KnownRecords:
    """Public records by type and key; records that are not public or do not exist are not known."""

    def __init__(self, found: Mapping[Place, PublicRecord]) -> None:
        self._found = found
        self._labels: dict[Place, Label] = {}

    @classmethod
    def find(cls, places: Iterable[Place], *, at: datetime | None = None) -> KnownRecords:
        """Read these records, today's versions or those ``at`` an instant. At most one query."""
        return cls(public_records(places, at=at))

    def and_also(self, places: Iterable[Place], *, at: datetime | None = None) -> KnownRecords:
        """These and others; known records are not read again. At most one query."""
        missing = {place for place in places if place not in self._found}
        return KnownRecords({**self._found, **public_records(missing, at=at)})

    def label(self, record_type: str, key: str) -> Label:
        """The label of a record; if it is not known, its key without a link."""
        place = (record_type, key)
        if place not in self._labels:
            found = self._found.get(place)
            known = label_of(record_type, key, to_document(found.record)) if found else Label(key, "")
            self._labels[place] = known
        return self._labels[place]

    def claim(self, key: str) -> ClaimRecord | None:
        return self._of(ClaimRecord, key)

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
