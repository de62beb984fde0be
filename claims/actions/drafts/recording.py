"""Record drafts: new records, changes to drafts, and changes to public claims."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from claims.actions.auditing import note_event
from claims.actions.drafts.changing import write_change
from claims.actions.drafts.identities import is_used
from claims.actions.drafts.relation_checks import check_relations_hold
from claims.actions.drafts.writing import Keys, check_occasions, find_keys, locked_row, refuse, row_of, write
from claims.domain.errors import Refused
from claims.domain.history.permissions import Actor, check_may_record
from claims.domain.history.workflow import State
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.rules import draft_problems, future_dates
from claims.domain.record.shared import Record, TombstoneRecord, key_of_record
from claims.models import Claim, FollowedLead, Lead
from claims.models.moves import current_record
from claims.models.record_mapping import ROWS, as_record, record_in_work
from claims.models.record_row import RecordRow


@transaction.atomic
def record_draft(*, record: Record, by: Actor, at: datetime) -> RecordRow:
    """Record a new draft of any type and return its row.

    Raises NotAllowed, and Refused if something is missing, a reference leads nowhere or the key is taken.
    """
    check_may_record(by, record.TYPE)
    if isinstance(record, TombstoneRecord):
        raise Refused("A tombstone comes from a withdrawal or an import.")
    record = current_record(record)
    refuse((*draft_problems(record), *future_dates(record, at.date())))
    key = key_of_record(record)
    if row_of(record.TYPE, key) is not None or (isinstance(record, ClaimRecord) and is_used(key)):
        raise Refused(f"The {record.TYPE} {key} is on record already.")
    row = ROWS[record.TYPE](author=by.name)
    write(row, record, _keys(record), at=at, by=by)
    note_event(action="record", by=by, at=at, place=(record.TYPE, key))
    return row


@transaction.atomic
def change_draft(*, record: Record, by: Actor, at: datetime, edition: int | None = None) -> RecordRow:
    """Write a record over a draft, and return its row. The same record again writes nothing.

    ``edition`` is the one that the caller read. Raises Conflict if it is not the current one, Refused if the
    record is public (amend it) or withdrawn.
    """
    check_may_record(by, record.TYPE)
    record = current_record(record)
    refuse((*draft_problems(record), *future_dates(record, at.date())))
    key = key_of_record(record)
    row = locked_row(record.TYPE, key, edition=edition)
    if row.version:
        raise Refused(f"The {record.TYPE} {key} is public: amend it.")
    if record == as_record(row):
        return row
    write(row, record, _keys(record), at=at, by=by)
    note_event(action="change", by=by, at=at, place=(record.TYPE, key))
    return row


@transaction.atomic
def propose_change(*, record: ClaimRecord, by: Actor, at: datetime, edition: int | None = None) -> Claim:
    """Write a change to a public claim, which is not public yet, and return the row of the claim.

    What the claim or its change says already writes nothing.
    Raises Refused if the claim is not public, Conflict if ``edition`` is not the current one.
    """
    check_may_record(by, record.TYPE)
    record = current_record(record)
    refuse((*draft_problems(record), *future_dates(record, at.date())))
    claim = locked_row("claim", record.key, edition=edition)
    if claim.state == State.WITHDRAWN:
        raise Refused(f"The claim {record.key} is withdrawn: it can only be published again.")
    if not claim.is_public or not isinstance(claim, Claim):
        raise Refused(f"The claim {record.key} is not public: change its draft.")
    if record == record_in_work(claim):
        return claim
    _keys(record)
    write_change(claim, record, at=at, by=by)
    note_event(action="propose", by=by, at=at, place=("claim", record.key))
    return claim


def _keys(record: Record) -> Keys:
    """The primary keys of the references.

    Raises Refused if one is missing, another claim tells the occasion otherwise, or a relation cannot hold.
    """
    keys = find_keys([record])
    check_occasions([record])
    check_relations_hold([record])
    return keys


@transaction.atomic
def record_claim(
    *, record: ClaimRecord, made: Sequence[Record] = (), lead: str = "", by: Actor, at: datetime
) -> Claim:
    """Record drafts of the records in ``made``, then a new claim, and return its row.

    ``lead`` is the slug of the lead that the claim fulfils. The lead links to the claim once it is public.
    Raises Refused as ``record_draft`` does, and then records nothing.
    """
    for new in made:
        record_draft(record=new, by=by, at=at)
    row = record_draft(record=record, by=by, at=at)
    assert isinstance(row, Claim)
    followed = Lead.objects.filter(slug=lead).first() if lead else None
    if followed is not None:
        FollowedLead.objects.create(claim=row, lead=followed, made_by=by.name, made_at=at)
    return row


@transaction.atomic
def rewrite_claim(
    *, record: ClaimRecord, made: Sequence[Record] = (), by: Actor, at: datetime, edition: int
) -> Claim:
    """Record drafts of the records in ``made``, then write the claim, and return its row.

    Writes its draft, or the change to it if it is public. ``edition`` is the one that the editor read.
    Raises Conflict if it is not the current one, and Refused.
    """
    claim = row_of("claim", record.key)
    for new in made:
        record_draft(record=new, by=by, at=at)
    save = propose_change if claim is not None and claim.version else change_draft
    row = save(record=record, by=by, at=at, edition=edition)
    assert isinstance(row, Claim)
    return row
