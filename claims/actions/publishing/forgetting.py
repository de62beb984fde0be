"""Delete the texts of an erased record that are stored outside its versions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claims.actions.desk_values import keep_desk_values
from claims.domain.errors import Refused
from claims.domain.history.workflow import State
from claims.domain.record.marks import OneOf
from claims.domain.record.parts import fields_of
from claims.domain.record.shared import key_field
from claims.models import AuditEvent, BatchEntry, Claim, Coding, Occasion, Proposal, RevisionContent
from claims.models.claim import ERASED_WORDS
from claims.models.derived import derive
from claims.models.record_mapping import columns_of, fill
from claims.models.record_row import RecordRow
from claims.search import index
from claims.search.engine import forget_removed


def check_nothing_waits(record_type: str, key: str) -> None:
    """Raise Refused if a change to the record waits: it may contain the same texts."""
    waiting = Proposal.objects.filter(record_type=record_type, record_key=key, settled_at=None)
    if waiting.exists():
        raise Refused("A proposal for this record waits: approve or return it first.")
    if record_type == "claim" and Claim.objects.filter(amends__key=key).exists():
        raise Refused("A change to this claim waits in its working copy: publish or discard that first.")


def forget_texts(record_type: str, key: str, row: RecordRow | None) -> None:
    """Delete all texts of the record from the tables of the desk. Who did what, and when, stays.

    Called after contents were erased. The row of a withdrawn record is emptied if its content is erased.
    """
    place = {"record_type": record_type, "record_key": key}
    AuditEvent.objects.filter(**place).exclude(detail={}).update(detail={})
    BatchEntry.objects.filter(**place).update(before=None)
    Proposal.objects.filter(**place).update(answers={})
    if isinstance(row, Claim):
        Coding.objects.filter(claim=row).update(note="")
    if row is not None and row.state == State.WITHDRAWN and not _is_held(row):
        _empty(row)
        index.write_names(record_type, [key])
    forget_removed()


def _is_held(row: RecordRow) -> bool:
    """Whether the content of a withdrawn row can still be read in its versions."""
    last = row.version - 1 if isinstance(row, Claim) else row.version
    contents = RevisionContent.objects.filter(
        revision__record_type=row.RECORD.TYPE, revision__record_key=row.record_key, revision__version=last
    )
    return contents.exists()


def _empty(row: RecordRow) -> None:
    """Empty a row. Its key, and what a record cannot be without, stay: a speaker, a word of a closed list."""
    occasion = row.occasion if isinstance(row, Claim) else None
    kept = {column.field.name: column.value_in(row) for column in columns_of(type(row))}
    keys = {
        (column.ref, column.value_in(row)): getattr(row, f"{column.name}_id")
        for column in columns_of(type(row))
        if column.ref
    }
    emptied = _emptied(row.RECORD, {**kept, key_field(row.RECORD.TYPE): row.record_key})
    fill(row, emptied, keys)
    derive(row, emptied)
    row.sealed = None
    row.edition += 1
    row.save()
    keep_desk_values([(row, emptied)])
    if occasion is not None and not occasion.claims.exists():
        Occasion.objects.filter(pk=occasion.pk).delete()


def _emptied(part: type[Any], kept: Mapping[str, Any]) -> Any:
    """A record, or a part of one, that says only what it has to."""
    values: dict[str, Any] = {}
    for field in fields_of(part):
        is_word = any(isinstance(mark, OneOf) for mark in field.marks)
        if not field.required:
            continue
        if field.many:
            values[field.name] = ()
        elif field.of:
            values[field.name] = _emptied(field.of, kept)
        elif field.ref or is_word or field.name in ("key", "slug"):
            values[field.name] = kept[field.name]
        else:
            values[field.name] = ERASED_WORDS
    return part(**values)
