"""The comment with which a record or a proposal was returned, and the note of its author."""

from dataclasses import dataclass
from datetime import datetime

from claims.domain.history.workflow import State
from claims.models import AuditEvent, Claim, Proposal
from claims.models.record_mapping import TYPE_OF_ROW
from claims.models.record_row import RecordRow

NOTES = ("change_class", "note", "wrong", "right", "learned", "thanks")


@dataclass(frozen=True, slots=True)
class Returned:
    """A return of a record: by whom, when and with which comment.

    ``url`` leads to the proposal, if a proposal was returned.
    """

    comment: str
    by: str
    at: datetime
    url: str = ""


def what_was_returned(row: RecordRow, name: str) -> Returned | None:
    """The comment with which a record, or this person's proposal for it, was returned.

    The comment on a draft or a change is for everybody until it is submitted again. The comment on a
    proposal is for its author until there is another proposal for the record. At most two queries.
    """
    key, record_type = row.record_key, TYPE_OF_ROW[type(row)]
    events = AuditEvent.objects.filter(record_type=record_type, record_key=key).order_by("-at", "-pk")
    if row.work_state == State.RETURNED:
        event = events.filter(action="return").first()
        return Returned(event.detail.get("comment", ""), event.actor, event.at) if event else None
    if not row.version:
        return None
    last = Proposal.objects.filter(record_type=record_type, record_key=key).order_by("-pk").first()
    if last is None or last.settled_at is None or last.approved or last.by != name or last.settled_by == name:
        return None
    event = events.filter(action="decline", actor=last.settled_by).first()
    comment = event.detail.get("comment", "") if event else ""
    url = f"/admin/claims/{row._meta.model_name}/{row.pk}/proposal/{last.pk}/"
    return Returned(comment, last.settled_by, last.settled_at, url)


def proposed_note(row: RecordRow) -> dict[str, str]:
    """The kind of change and the note last given for the change to a claim, if one waits."""
    given = row.change_note if isinstance(row, Claim) else {}
    return {name: given[name] for name in NOTES if given.get(name)}
