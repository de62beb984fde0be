"""Public records, read from their revisions: today's version, an earlier one, or that of an instant.

Pages of today and of earlier versions therefore have the same source. Drafts and withdrawn records are not
found.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from claims.domain.record.codec import from_text
from claims.domain.record.identity import Place
from claims.domain.record.shared import Record, key_field, keys_by_type
from claims.domain.record.vocabulary import FINAL_REASONS
from claims.models import FormerAddress, Revision, Tombstone
from claims.models.record_mapping import ROWS


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """A published version of a record, with the data of its revision."""

    record: Record
    version: int
    change_class: str
    note: str
    author: str
    approver: str
    published_at: datetime
    valid_from: datetime
    digest: str


def public_record(
    record_type: str, key: str, *, version: int | None = None, at: datetime | None = None
) -> PublicRecord | None:
    """The latest version of a public record, version number ``version``, or the one valid ``at`` an instant.

    None if the record is not public, has no such version, or its content was erased. One query.
    """
    if version is None:
        return public_records([(record_type, key)], at=at).get((record_type, key))
    rows = _public_revisions([(record_type, key)]).filter(version=version, content__isnull=False)
    found = rows.select_related("content", "correction").first()
    return read_revision(found) if found else None


def public_records(places: Iterable[Place], *, at: datetime | None = None) -> Mapping[Place, PublicRecord]:
    """The public records among these, today's versions or those ``at`` an instant. At most one query."""
    wanted = set(places)
    if not wanted:
        return {}
    rows = _latest(_public_revisions(wanted, at), at).filter(content__isnull=False)
    rows = rows.select_related("content", "correction")
    found = {(row.record_type, row.record_key): read_revision(row) for row in rows}
    return {place: record for place, record in found.items() if place[0] == record.record.TYPE}


def public_documents(
    places: Iterable[Place], *, at: datetime | None = None
) -> Mapping[Place, dict[str, Any]]:
    """The same as plain documents, which is quicker for many records. At most one query."""
    wanted = set(places)
    if not wanted:
        return {}
    rows = _latest(_public_revisions(wanted, at), at).filter(content__isnull=False)
    texts = rows.values_list("record_type", "record_key", "content__text")
    found = {(record_type, key): json.loads(text) for record_type, key, text in texts}
    return {place: document for place, document in found.items() if document["type"] == place[0]}


def withdrawn_claim(key: str, version: int) -> PublicRecord | None:
    """A version of a withdrawn claim, for its history; None as for ``public_record``.

    Also None if the claim was withdrawn by law or to protect a person. One query.
    """
    shown = Tombstone.objects.filter(key=key).exclude(reason_class__in=FINAL_REASONS)
    rows = Revision.objects.filter(
        record_type="claim", record_key__in=shown.values("key"), version=version, content__isnull=False
    )
    found = rows.select_related("content", "correction").first()
    return read_revision(found) if found else None


def read_revision(row: Revision) -> PublicRecord:
    """The record of a revision that has its content, which should be selected with it."""
    return PublicRecord(
        record=from_text(row.content.text),
        version=row.version,
        change_class=row.change_class,
        note=row.note,
        author=row.author,
        approver=row.approver,
        published_at=row.published_at,
        valid_from=row.valid_from,
        digest=row.digest,
    )


def _public_revisions(places: Iterable[Place], at: datetime | None = None) -> QuerySet[Revision]:
    """All revisions of the records that are public now.

    With ``at``, also of shared records that were public then and have been merged or renamed since, so that
    references to them are shown with the names of that time.
    """
    condition = Q(pk__in=[])
    for record_type, keys in keys_by_type(places).items():
        if record_type not in ROWS:
            continue
        column = key_field(record_type)
        public = ROWS[record_type].objects.published().filter(**{f"{column}__in": keys})
        if at is not None and record_type != "claim":
            moved = FormerAddress.objects.filter(record_type=record_type, key__in=keys, at__gt=at)
            then = Q(record_type=record_type, record_key__in=moved.values("key"))
            condition |= then & ~Q(change_class="withdrawal")
        # The first condition uses the index on revisions, the second leaves out withdrawn records.
        found = Q(record_key__in=keys) & Q(record_key__in=public.values(column))
        condition |= Q(record_type=record_type) & found
    return Revision.objects.filter(condition)


def _latest(rows: QuerySet[Revision], at: datetime | None) -> QuerySet[Revision]:
    """The latest revision of each record, or the latest that was valid ``at`` an instant."""
    later = Revision.objects.filter(
        record_type=OuterRef("record_type"),
        record_key=OuterRef("record_key"),
        version__gt=OuterRef("version"),
    )
    if at is not None:
        rows, later = rows.filter(valid_from__lte=at), later.filter(valid_from__lte=at)
    return rows.filter(~Exists(later))


def held_text(record_type: str, column: str = "slug", *, at: datetime | None = None) -> Subquery:
    """An annotation: the canonical text of today's version of the row's record, or of that ``at`` an instant.

    ``column`` holds the key. NULL if there was no version yet or its content was erased.
    """
    versions = Revision.objects.filter(record_type=record_type, record_key=OuterRef(column))
    if at is not None:
        versions = versions.filter(valid_from__lte=at)
    return Subquery(versions.order_by("-version").values("content__text")[:1])
