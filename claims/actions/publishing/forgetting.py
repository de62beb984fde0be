"""Delete the texts of an erased record that are stored outside its versions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import QuerySet

from claims.actions.accounts.second_factor import end_sessions_with_forms
from claims.actions.desk_values import keep_desk_values
from claims.actions.publishing.deriving import keep_missing
from claims.domain.errors import Refused
from claims.domain.history.workflow import State
from claims.domain.record.canonical import digest
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_text, references
from claims.domain.record.marks import OneOf
from claims.domain.record.parts import fields_of, texts_of
from claims.domain.record.shared import Record, SourceRecord, key_field
from claims.domain.text.folding import fold
from claims.models import AuditEvent, BatchEntry, Claim, Coding, Proposal, RevisionContent, SourcePassage
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
    if record_type == "claim" and Claim.objects.filter(key=key, change_state__isnull=False).exists():
        raise Refused("A change to this claim waits in its working copy: publish or discard that first.")


def forget_texts(
    record_type: str, key: str, row: RecordRow | None, erased: Sequence[Record], *, at: datetime
) -> None:
    """Delete all texts of the record from the tables of the desk. Who did what, and when, stays.

    Called after contents were erased, which are given. These go: details of audit events, texts of Django's
    log, what batches changed, answers of proposals, notes of coders, digests of erased texts, passages of
    sources that share a text with what was erased, and sessions that keep a form. The row of a withdrawn
    record is emptied if its content is erased.
    """
    place = {"record_type": record_type, "record_key": key}
    _forget_details(AuditEvent.objects.filter(**place))
    LogEntry.objects.filter(content_type__app_label="claims").update(object_repr="", change_message="")
    entries = BatchEntry.objects.filter(**place)
    entries.update(before=None)
    left = _texts_left(record_type, key)
    entries.exclude(digest__in=[digest(text) for text in left]).update(digest="")
    Proposal.objects.filter(**place).update(answers={})
    if row is not None and row.state == State.WITHDRAWN and not _is_held(row):
        _empty(row)
        index.write_names(record_type, [key])
    if isinstance(row, Claim):
        Coding.objects.filter(claim=row).update(note="")
        # Identities are digests of words. They are made again from the words that are left.
        row.identities.all().delete()
        keep_missing([(row.pk, key)], at=at)
    _forget_passages(erased, [from_text(text) for text in left])
    end_sessions_with_forms()
    forget_removed()


def _texts_left(record_type: str, key: str) -> list[str]:
    contents = RevisionContent.objects.filter(revision__record_type=record_type, revision__record_key=key)
    return list(contents.values_list("text", flat=True))


def _forget_details(events: QuerySet[AuditEvent]) -> None:
    events.exclude(detail={}).update(detail={})


def _forget_passages(erased: Sequence[Record], left: Sequence[Record]) -> None:
    """Delete passages left out of the sources in which an erased text, or a part of one, stands."""
    gone = _folded(erased) - _folded(left)
    sources = {key for record in erased for one, key in references(record) if one == "source"}
    sources |= {record.key for record in erased if isinstance(record, SourceRecord)}
    passages = SourcePassage.objects.filter(source__key__in=sources)
    for passage in passages:
        if _shares(gone, passage.text, passage.reason):
            passage.delete()
    taken_back = AuditEvent.objects.filter(
        record_type="source", record_key__in=sources, action="take_back"
    ).exclude(detail={})
    pks = [
        event.pk
        for event in taken_back
        if _shares(gone, event.detail.get("text", ""), event.detail.get("reason", ""))
    ]
    _forget_details(AuditEvent.objects.filter(pk__in=pks))


def _folded(records: Sequence[Record]) -> frozenset[str]:
    """The texts of records that could stand in a passage of a source."""
    texts: list[str] = []
    for record in records:
        if isinstance(record, ClaimRecord):
            texts += [record.words.text, record.summary, *(one.text for one in record.translations)]
            texts += [one.text for hop in record.chain for one in hop.exact]
        else:
            texts += texts_of(record)
    return frozenset(fold(text) for text in texts) - {""}


def _shares(gone: frozenset[str], text: str, reason: str) -> bool:
    text, reason = fold(text), fold(reason)
    return any(one in text or one in reason or (text and text in one) for one in gone)


def _is_held(row: RecordRow) -> bool:
    """Whether the content of a withdrawn row can still be read in its versions."""
    last = row.version - 1 if isinstance(row, Claim) else row.version
    contents = RevisionContent.objects.filter(
        revision__record_type=row.RECORD.TYPE, revision__record_key=row.record_key, revision__version=last
    )
    return contents.exists()


def _empty(row: RecordRow) -> None:
    """Empty a row. Its key, and what a record cannot be without, stay: a speaker, a word of a closed list."""
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
