"""Publish a withdrawn claim again, under the same key, as its next version.

::

    version 1  published ── version 2  withdrawn (tombstone, 410) ── version 3  published again

The row of the tombstone is deleted, because the address answers again. Version 2 still says when and why the
claim was withdrawn.
"""

import json
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction

from claims.actions.auditing import note_event
from claims.actions.drafts.relation_checks import check_relations_hold
from claims.actions.drafts.writing import check_occasions, find_keys, locked_row, refuse, write
from claims.actions.publishing.amending import Amendment, publish_drafts_of
from claims.actions.publishing.projected_records import NewRevision
from claims.actions.publishing.publishing import check_relations
from claims.actions.publishing.sealing import seal
from claims.domain.errors import InvalidValue, Refused
from claims.domain.history.permissions import Actor, check_may, check_second_editor
from claims.domain.history.workflow import Action, ChangeClass, State, check_transition
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text, incoming_record
from claims.domain.record.rules import publication_problems
from claims.domain.record.shared import Record
from claims.domain.record.vocabulary import FINAL_REASONS, WITHDRAWAL_REASONS
from claims.models import Claim, Erasure, Revision, Tombstone
from claims.models.moves import current_record
from claims.models.scales import scales_of

CLASSES: Final = (ChangeClass.CORRECTION, ChangeClass.UPDATE, ChangeClass.CLARIFICATION)
"""The classes of a republication. All are listed among the corrections."""


def revival_problem(key: str) -> str:
    """A sentence on why a withdrawn claim can never be published again, or empty."""
    stone = Tombstone.objects.filter(key=key).first()
    if stone is not None and stone.reason_class in FINAL_REASONS:
        reason = WITHDRAWAL_REASONS[stone.reason_class]
        return f"This claim was withdrawn for good ({reason}): it is never published again."
    if Erasure.objects.filter(revision__record_type="claim", revision__record_key=key).exists():
        return "Content of this claim was erased by law: it is never published again."
    return ""


@transaction.atomic
def revive(
    *,
    amendment: Amendment,
    by: Actor,
    at: datetime,
    approver: Actor | None = None,
    edition: int | None = None,
) -> Claim:
    """Publish a withdrawn claim again with the content of ``amendment``, and return its row.

    ``by`` proposed it, ``approver`` approves it (the same person if none is named, which is refused if review
    is required). Raises Refused if the claim is not withdrawn, was withdrawn by law or to protect a person,
    content of it was erased, the class or the note is missing, or the content may not be published. Raises
    NotAllowed, and Conflict if ``edition`` is not the current one.
    """
    approver = approver or by
    check_may(by, Action.REVIVE)
    check_may(approver, Action.REVIVE)
    if settings.REVIEW_REQUIRED:
        check_second_editor(by, approver, deed="publish it again")
    record = current_record(amendment.record)
    if not isinstance(record, ClaimRecord):
        raise Refused(f"A {record.TYPE} is not withdrawn by itself: undo its merge or renaming.")
    claim = locked_row("claim", record.key, edition=edition)
    assert isinstance(claim, Claim)
    check_transition(claim.state, Action.REVIVE)
    if problem := revival_problem(record.key):
        raise Refused(problem)
    _check(amendment, record)
    publish_drafts_of([record], by=approver, at=at)
    keys = find_keys([record])
    check_occasions([record])
    check_relations([record])
    check_relations_hold([record])
    write(claim, record, keys, at=at)
    make_public_again(claim, at=at)
    seal(
        revisions=[
            NewRevision(
                record_type="claim",
                record_key=record.key,
                version=claim.version,
                text=canonical_text(record),
                change_class=amendment.change_class.value,
                hands=(by.name,),
                approver=approver.name,
                note=amendment.public_note,
            )
        ],
        kind="revival",
        by=approver,
        at=at,
    )
    note_event(
        action="revive", by=by, at=at, place=("claim", record.key), version=claim.version, approver=approver
    )
    return claim


def make_public_again(claim: Claim, *, at: datetime) -> None:
    """Make the row of a withdrawn claim public as its next version, and delete its tombstone."""
    claim.state, claim.version, claim.revised_at = State.PUBLISHED.value, claim.version + 1, at
    claim.hands = []
    claim.save(update_fields=["state", "version", "published_at", "revised_at", "hands"])
    Tombstone.objects.filter(key=claim.key).delete()


def _check(amendment: Amendment, record: ClaimRecord) -> None:
    if amendment.change_class not in CLASSES:
        raise Refused("A claim is published again as a correction, an update or a clarification.")
    if not amendment.note.strip():
        raise Refused("Publishing a claim again needs a note that the public can read.")
    refuse(publication_problems(record, scales_of([record])))


def earlier_content(record_type: str, key: str, version: int | None = None) -> Record:
    """The content of a version of a record, by default of the last public one.

    References to records that were merged or renamed since are updated. Raises Refused if there is no such
    version, it is a withdrawal, its content was erased, or this program would not accept the content today.
    """
    revisions = Revision.objects.filter(record_type=record_type, record_key=key).select_related("content")
    if version is None:
        revisions = revisions.exclude(change_class="withdrawal")
    else:
        revisions = revisions.filter(version=version)
    revision = revisions.order_by("-version").first()
    if revision is None:
        which = "public version" if version is None else f"version {version}"
        raise Refused(f"The {record_type} {key} has no {which}.")
    content = getattr(revision, "content", None)
    if content is None:
        raise Refused(f"The content of version {revision.version} was erased by law; it cannot be restored.")
    document = json.loads(content.text)
    if document["type"] != record_type:
        raise Refused(f"Version {revision.version} is the withdrawal: choose one that was public.")
    try:
        return current_record(incoming_record(document))
    except InvalidValue as error:
        place = f"{error.field}: " if error.field else ""
        raise Refused(
            f"Version {revision.version} cannot be restored as it stands: {place}{error.message}."
        ) from error
