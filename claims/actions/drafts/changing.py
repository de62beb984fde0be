"""Write the change to a public claim that is not public yet, and end it."""

from datetime import datetime

from claims.actions.desk_values import keep_desk_values
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import State
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text
from claims.models import Assignment, Claim
from claims.models.derived import cap_of, days_cited, derive
from claims.models.record_mapping import claim_record


def write_change(row: Claim, record: ClaimRecord, *, at: datetime, by: Actor | None = None) -> None:
    """Write the changed record of a public claim into its locked row; what is public stays.

    ``by`` is added to the hands of the change. Leave it out if only references change after a merge.
    """
    row.document = canonical_text(record)
    row.change_state = row.change_state or State.DRAFT.value
    if by is not None:
        row.add_hand(by)
    _save(row, at=at)


def end_change(row: Claim, *, at: datetime) -> None:
    """Take the change away from a locked row, with its note, its hands and its assignment."""
    if row.has_change:
        row.document, row.change_state, row.change_note, row.hands = "", None, {}, []
        Assignment.objects.filter(claim=row).delete()
        _save(row, at=at)


def _save(row: Claim, *, at: datetime) -> None:
    record = claim_record(row)
    derive(row, record, cap_of(record, days_cited([record])))
    row.edition += 1
    row.changed_at = at
    row.save()
    keep_desk_values([(row, record)])
