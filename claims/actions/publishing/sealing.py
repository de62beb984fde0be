"""Seal revisions: append a ledger row over them, in the transaction of the change."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.db.models import Case, F, OuterRef, Subquery, TextField, Value, When

from claims.actions.progress import Progress, silent
from claims.actions.publishing.projected_records import NewRevision, in_full
from claims.actions.publishing.projecting import WriteClaims, project_sealed
from claims.database.chunks import chunks
from claims.database.inserting import insert_all, insert_columns
from claims.domain.history.ledger import (
    GENESIS,
    Erased,
    LedgerEntry,
    SealedRevision,
    instant_text,
    revision_digest,
    row_hash,
)
from claims.domain.history.permissions import Actor
from claims.domain.record.identity import Place
from claims.domain.record.shared import key_field, keys_by_type
from claims.models import Correction, LedgerRow, Revision, RevisionContent
from claims.models.record_mapping import rows_with_keys

NOT_SEALED: Final = Case(When(change_state=None, then=Value("", TextField())), default=F("document"))
"""The document of a claim once it is sealed: empty, or the change to it that waits."""


def seal(
    *,
    revisions: Sequence[NewRevision],
    kind: str,
    by: Actor,
    at: datetime,
    summary: str = "",
    write_claims: WriteClaims | None = None,
    progress: Progress = silent,
) -> LedgerRow:
    """Append one ledger row over these revisions, and update the public projection.

    ``write_claims`` writes the rows of claims that have none yet.
    """
    ordered = sorted(revisions, key=lambda r: (r.record_type, r.record_key, r.version))
    row = _appended(ordered, kind=kind, by=by, at=at, summary=summary)
    _point_to((new.record_type, new.record_key) for new in ordered if new.holds_content and new.has_row)
    project_sealed(ordered, at=at, write_claims=write_claims, progress=progress)
    return row


def _appended(
    ordered: Sequence[NewRevision], *, kind: str, by: Actor, at: datetime, summary: str
) -> LedgerRow:
    """Append a ledger row over revisions in their order, and insert them with their contents.

    Salts and digests, which take memory for each, are gone then.
    """
    salts = [(secrets.token_hex(16), secrets.token_hex(16) if r.note.text else "") for r in ordered]
    instant = instant_text(at)
    digests: list[tuple[str, str]] = []

    def lines() -> Iterator[SealedRevision]:
        for r, (salt, note_salt) in zip(ordered, salts, strict=True):
            of_note = revision_digest(note_salt, r.note.text) if note_salt else ""
            digests.append((revision_digest(salt, in_full(r.text)), of_note))
            yield SealedRevision(
                type=r.record_type,
                key=r.record_key,
                version=r.version,
                change_class=r.change_class,
                hands=r.hands,
                approver=r.approver,
                published_at=instant,
                valid_from=instant,
                digest=digests[-1][0],
                note_digest=of_note,
                redirects=r.redirects,
            )

    row = append_row(kind=kind, by=by, at=at, summary=summary, revisions=lines())
    for revisions_of_part in chunks(zip(ordered, digests, strict=True)):
        _insert_revisions(revisions_of_part, row, at)
    # Afterwards: for each content, PostgreSQL looks for its revision by the plan that it makes for the first.
    for contents in chunks(zip(ordered, salts, strict=True)):
        _insert_contents(contents)
    return row


def _insert_revisions(
    some: Sequence[tuple[NewRevision, tuple[str, str]]], row: LedgerRow, at: datetime
) -> None:
    """Insert revisions, each with the digests of its content and its note."""
    new = [revision for revision, _ in some]
    numbers = insert_columns(
        Revision,
        {
            "record_type": [one.record_type for one in new],
            "record_key": [one.record_key for one in new],
            "version": [one.version for one in new],
            "change_class": [one.change_class for one in new],
            "author": [one.hands[0] for one in new],
            "hands": [one.hands for one in new],
            "approver": [one.approver for one in new],
            "digest": [digest for _, (digest, _) in some],
            "note_digest": [digest for _, (_, digest) in some],
            "redirects": [sorted(one.redirects) for one in new],
        },
        published_at=at,
        valid_from=at,
        ledger_row_id=row.pk,
    )
    for one, number in zip(new, numbers, strict=True):
        one.revision = number


def _insert_contents(some: Sequence[tuple[NewRevision, tuple[str, str]]]) -> None:
    """Insert the contents and notes of revisions, each with its salts."""
    columns: dict[str, Sequence[Any]] = {
        "revision_id": [one.revision for one, _ in some],
        "text": [in_full(one.text) for one, _ in some],
        "salt": [salt for _, (salt, _) in some],
    }
    insert_columns(RevisionContent, columns)
    insert_all(
        Correction(revision_id=one.revision, salt=salt, **asdict(one.note)) for one, (_, salt) in some if salt
    )


def _point_to(places: Iterable[Place]) -> None:
    """Let the rows of these records point to their new revisions, which have their content."""
    for record_type, keys in keys_by_type(places).items():
        key = OuterRef(key_field(record_type))
        now = Revision.objects.filter(record_type=record_type, record_key=key, version=OuterRef("version"))
        for some in chunks(keys):
            rows = rows_with_keys(record_type, some)
            rows.update(
                document=NOT_SEALED if record_type == "claim" else "", sealed=Subquery(now.values("pk"))
            )


def append_row(
    *,
    kind: str,
    by: Actor,
    at: datetime,
    summary: str,
    revisions: Iterable[SealedRevision] = (),
    erased: tuple[Erased, ...] = (),
) -> LedgerRow:
    """Append a row to the ledger; the revisions come in their order. Writers wait for one another."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE claims_ledgerrow IN EXCLUSIVE MODE")
    latest = LedgerRow.objects.order_by("-sequence").first()
    entry = LedgerEntry(
        sequence=latest.sequence + 1 if latest else 1,
        at=instant_text(at),
        kind=kind,
        actor=by.name,
        summary=summary,
        erased=erased,
    )
    previous = latest.row_hash if latest else GENESIS
    return LedgerRow.objects.create(
        sequence=entry.sequence,
        at=at,
        kind=kind,
        actor=by.name,
        summary=summary,
        previous_hash=previous,
        row_hash=row_hash(previous, entry, revisions),
    )
