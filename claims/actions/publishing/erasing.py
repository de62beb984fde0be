"""Erase content that the law forbids us to keep."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from claims.actions.auditing import note_event
from claims.actions.drafts.writing import locked_row, row_of
from claims.actions.publishing.forgetting import check_nothing_waits, forget_texts
from claims.actions.publishing.projecting import forget, note_change
from claims.actions.publishing.sealing import append_row
from claims.database.transactions import empty_log_after
from claims.domain.errors import Refused
from claims.domain.history.ledger import Erased, Part
from claims.domain.history.permissions import Actor, Task, check_may
from claims.domain.history.workflow import ChangeClass, State
from claims.domain.record.codec import from_text
from claims.models import Correction, Erasure, LedgerRow, RecordVersion, Revision, RevisionContent
from claims.models.record_mapping import ROWS
from claims.models.record_row import RecordRow


@transaction.atomic
def erase(
    *,
    record_type: str,
    key: str,
    contents: Sequence[int] = (),
    notes: Sequence[int] = (),
    reason: str,
    by: Actor,
    at: datetime,
    edition: int | None = None,
) -> LedgerRow:
    """Erase parts of a record permanently, under one ledger row. The hash chain still verifies.

    ``contents`` are the versions whose content is erased, ``notes`` those whose public note is. Texts of the
    record outside its versions are erased too (``forget_texts``). ``reason`` is public. Raises
    Refused, and erases nothing, without a reason, for a part that does not exist or is erased already, for
    the content that is public now (amend or withdraw the record first), and if a change waits. Raises
    NotAllowed, and Conflict if ``edition`` is not the current one.
    """
    check_may(by, Task.ERASE)
    if not reason.strip():
        raise Refused("An erasure needs its reason.")
    row = row_of_type(record_type, key)
    if row is not None:
        row = locked_row(record_type, key, edition=edition)
    parts = erasable(record_type, key)
    wanted: list[tuple[int, Part]] = [(version, "content") for version in sorted(set(contents))]
    wanted += [(version, "note") for version in sorted(set(notes))]
    if not wanted:
        raise Refused("Name what is to be erased: versions, or their public notes.")
    for version, part in wanted:
        if (version, part) not in parts:
            raise Refused(_why_not(record_type, key, version, part, row))
    check_nothing_waits(record_type, key)
    erased_texts = RevisionContent.objects.filter(
        revision__record_type=record_type, revision__record_key=key, revision__version__in=set(contents)
    )
    erased_records = [from_text(text) for text in erased_texts.values_list("text", flat=True)]
    ledger_row = _erase(record_type, key, wanted, reason.strip(), by=by, at=at)
    forget_texts(record_type, key, row, erased_records, at=at)
    empty_log_after()
    note_change()
    erased = [f"{part} of version {version}" for version, part in wanted]
    note_event(action="erase", by=by, at=at, place=(record_type, key), detail={"erased": erased})
    return ledger_row


def erasable(record_type: str, key: str) -> tuple[tuple[int, Part], ...]:
    """The versions and parts of a record that can be erased, contents first."""
    row = row_of_type(record_type, key)
    public = row.version if row is not None and row.state == State.PUBLISHED else 0
    contents = Revision.objects.filter(record_type=record_type, record_key=key, content__isnull=False)
    contents = contents.exclude(version=public)
    if record_type == "claim":
        contents = contents.exclude(change_class=ChangeClass.WITHDRAWAL.value)
    notes = Revision.objects.filter(record_type=record_type, record_key=key, correction__isnull=False)
    return (
        *((version, "content") for version in contents.order_by("version").values_list("version", flat=True)),
        *((version, "note") for version in notes.order_by("version").values_list("version", flat=True)),
    )


def row_of_type(record_type: str, key: str) -> RecordRow | None:
    """The row of a record, or None if there is no such record or type."""
    return row_of(record_type, key) if record_type in ROWS else None


def _erase(
    record_type: str,
    key: str,
    wanted: Sequence[tuple[int, Part]],
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> LedgerRow:
    found = Revision.objects.filter(record_type=record_type, record_key=key)
    revisions = {revision.version: revision for revision in found}
    ledger_row = append_row(
        kind="erasure",
        by=by,
        at=at,
        summary=f"{record_type} {key}",
        erased=tuple(Erased(record_type, key, version, part, reason) for version, part in wanted),
    )
    Erasure.objects.bulk_create(
        Erasure(revision=revisions[version], part=part, ledger_row=ledger_row, reason=reason)
        for version, part in wanted
    )
    for version, part in wanted:
        if part == "note":
            Correction.objects.filter(revision=revisions[version]).delete()
            continue
        RevisionContent.objects.filter(revision=revisions[version]).delete()
        RecordVersion.objects.filter(revision=revisions[version]).delete()
        if record_type == "claim":
            forget([key], version=version)
    return ledger_row


def _why_not(record_type: str, key: str, version: int, part: Part, row: RecordRow | None) -> str:
    """A sentence on why a part of a version cannot be erased."""
    name = f"version {version} of the {record_type} {key}"
    revision = Revision.objects.filter(record_type=record_type, record_key=key, version=version).first()
    if revision is None:
        return f"There is no {name}."
    if revision.erasures.filter(part=part).exists():
        return f"The {part} of {name} is erased already."
    if part == "note":
        return f"V{name[1:]} has no public note."
    if row is not None and row.state == State.PUBLISHED and row.version == version:
        return f"V{name[1:]} is public now: amend or withdraw the record first."
    return f"V{name[1:]} says nothing but that the claim was withdrawn."
