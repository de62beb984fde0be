"""Records as editors see them: the public ones, and those that are not public yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from claims.models.record_mapping import ROWS, as_record, with_content
from claims.models.record_row import RecordRow
from claims.queries.known_records import KnownRecords
from claims.queries.records import Place, PublicRecord, public_records


class DeskRecords(KnownRecords):
    """Records by type and key, drafts included. For pages under the admin's address, and for no others."""

    @classmethod
    def find(cls, places: Iterable[Place], *, at: datetime | None = None) -> DeskRecords:
        return cls(_records(places))

    def and_also(self, places: Iterable[Place], *, at: datetime | None = None) -> DeskRecords:
        missing = {place for place in places if place not in self._found}
        return DeskRecords({**self._found, **_records(missing)})


def _records(places: Iterable[Place]) -> Mapping[Place, PublicRecord]:
    """These records. One query for the public ones; for each type of draft, those that read rows."""
    wanted = set(places)
    found = dict(public_records(wanted))
    drafts: dict[str, set[str]] = {}
    for record_type, key in wanted - found.keys():
        if record_type in ROWS:
            drafts.setdefault(record_type, set()).add(key)
    for record_type, keys in drafts.items():
        column = "key" if record_type in ("claim", "source") else "slug"
        rows = ROWS[record_type]._base_manager.filter(version=0, **{f"{column}__in": keys})
        for row in with_content(rows):
            found[record_type, row.record_key] = _as_found(row)
    return found


def _as_found(row: RecordRow) -> PublicRecord:
    return PublicRecord(
        record=as_record(row),
        version=0,
        change_class="",
        note="",
        author=row.author,
        approver="",
        published_at=row.changed_at,
        valid_from=row.changed_at,
        digest="",
    )
