"""Delete the texts of an erased record that are stored outside its versions."""

from __future__ import annotations

from django.db import models

from claims.domain.errors import Refused
from claims.domain.history.workflow import State
from claims.models import AuditEvent, BatchEntry, Claim, Coding, Occasion, Proposal, RevisionContent
from claims.models.claim import ERASED_WORDS
from claims.models.derived import derive
from claims.models.record_mapping import as_record, mapping_of
from claims.models.record_row import RecordRow
from claims.models.record_writing import clear_below
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
    """Empty a row and delete its child rows. Its key and words of closed lists stay."""
    clear_below([row])
    for column in mapping_of(type(row)).columns:
        field = row._meta.get_field(column.name)
        assert isinstance(field, models.Field)
        if column.how == "key" and field.null:
            setattr(row, column.name, None)
        elif column.how == "list":
            setattr(row, column.name, [])
        elif column.how == "plain" and not (field.choices or field.unique):
            value = getattr(row, column.name)
            setattr(row, column.name, "" if isinstance(value, str) else value)
    occasion = None
    if isinstance(row, Claim):
        occasion, row.occasion, row.text = row.occasion, None, ERASED_WORDS
    derive(row, as_record(row))
    row.edition += 1
    row.save()
    if occasion is not None and not occasion.claims.exists():
        Occasion.objects.filter(pk=occasion.pk).delete()
