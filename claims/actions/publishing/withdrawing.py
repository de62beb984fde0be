"""Withdraw a claim: its address answers 410 with a tombstone, and its history stays."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from claims.actions.auditing import note_event
from claims.actions.drafts.changing import end_change
from claims.actions.drafts.writing import contents_of, locked_row, refuse
from claims.actions.publishing.projected_records import NewRevision
from claims.actions.publishing.sealing import seal
from claims.domain.errors import Conflict, Refused
from claims.domain.history.ledger import PublicNote
from claims.domain.history.permissions import Actor, check_may, check_second_editor
from claims.domain.history.workflow import Action, ChangeClass, State, check_transition
from claims.domain.record import vocabulary
from claims.domain.record.codec import canonical_text
from claims.domain.record.rules import draft_problems
from claims.domain.record.shared import TombstoneRecord
from claims.models import Claim, Tombstone


@transaction.atomic
def withdraw(
    *,
    key: str,
    reason_class: str,
    note: str,
    by: Actor,
    at: datetime,
    approver: Actor | None = None,
    kind: str = "withdrawal",
    edition: int | None = None,
    survivor: str = "",
) -> Tombstone:
    """Withdraw a public claim under a revision of class withdrawal, and return its tombstone.

    ``by`` proposed it, ``approver`` approves it (the same person if none is named, which is refused if review
    is required). ``reason_class`` is one of ``vocabulary.WITHDRAWAL_REASONS``, ``note`` is public. Only a
    duplicate has a ``survivor``: the key of the public claim that stays, to which the address then leads.
    Raises Refused if the claim is not public, or the reason, the note or the survivor is missing or wrong.
    Raises NotAllowed, and Conflict if ``edition`` is not the current one.
    """
    approver = approver or by
    revision = withdrawn(
        key=key,
        reason_class=reason_class,
        note=note,
        by=by,
        at=at,
        approver=approver,
        edition=edition,
        survivor=survivor,
    )
    seal(revisions=[revision], kind=kind, by=approver, at=at)
    return Tombstone.objects.get(key=key)


@transaction.atomic
def withdrawn(
    *,
    key: str,
    reason_class: str,
    note: str,
    by: Actor,
    at: datetime,
    approver: Actor,
    edition: int | None = None,
    survivor: str = "",
) -> NewRevision:
    """Withdraw a claim as ``withdraw`` does, and return the revision that the caller seals with others."""
    check_may(by, Action.WITHDRAW)
    check_may(approver, Action.WITHDRAW)
    if settings.REVIEW_REQUIRED:
        check_second_editor(by, approver, deed="withdraw it")
    # Locked in a fixed order, so that two claims cannot become duplicates of each other at the same time.
    rows = {one: locked_row("claim", one) for one in sorted({key, survivor} - {""})}
    claim = rows[key]
    assert isinstance(claim, Claim)
    if edition is not None and claim.edition != edition:
        raise Conflict(f"The claim {key} has changed since you opened it.")
    check_transition(claim.state, Action.WITHDRAW)
    if reason_class not in vocabulary.WITHDRAWAL_REASONS:
        raise Refused(
            "A withdrawal needs its reason: one of " + ", ".join(vocabulary.WITHDRAWAL_REASONS) + "."
        )
    if not note.strip():
        raise Refused("A withdrawal needs a note that the public can read.")
    if survivor and not rows[survivor].is_public:
        raise Refused(f"The claim {survivor} is not public: name the claim that stays.")
    record = TombstoneRecord(
        key=key, withdrawn_on=at.date().isoformat(), reason_class=reason_class, survivor=survivor
    )
    if reason_class == vocabulary.DUPLICATE and not survivor:
        raise Refused("A duplicate names the claim that stays: give its key.")
    refuse(draft_problems(record))
    before = contents_of("claim", [key])[key]
    end_change(claim, at=at)
    claim.edition += 1
    claim.save_version(at, State.WITHDRAWN.value)
    Tombstone.objects.create(
        key=key,
        withdrawn_on=record.withdrawn_on,
        reason_class=reason_class,
        survivor=survivor,
    )
    note_event(
        action="withdraw", by=by, at=at, place=("claim", key), version=claim.version, approver=approver
    )
    return NewRevision(
        record_type="claim",
        record_key=key,
        version=claim.version,
        text=canonical_text(record),
        change_class=ChangeClass.WITHDRAWAL.value,
        hands=(by.name,),
        approver=approver.name,
        note=PublicNote(note),
        before=before,
    )
