"""Code claims: record which answer a claim gives to a position, openly or blind.

The first coder of a claim sets its stance. Blind coding by a second editor does not change the record: the
answer is stored beside the first one, so that the two can be compared. Open coding after that settles both::

    ann   codes ──► stance in the claim, coding of ann
    bob   codes blind ─────────────────► coding of bob         agreement, disagreements
    carol codes openly ─► stance in the claim, both codings settled
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from django.db import transaction
from msgspec.structs import replace

from claims.actions.auditing import note_event
from claims.actions.drafts.writing import locked_row
from claims.actions.publishing.reviewing import Updated, update_claim
from claims.domain.errors import InvalidValue, Refused
from claims.domain.history.permissions import Actor, Task, check_may
from claims.domain.history.workflow import State
from claims.domain.record.claim import Check, ClaimRecord, Stance
from claims.domain.record.shared import PositionRecord
from claims.domain.record.vocabulary import CONSISTENCY_OUTCOMES
from claims.domain.text.folding import refused_character
from claims.models import Claim, Coding, Position
from claims.models.record_mapping import as_record, claim_record, with_content

How = Literal["draft", "amended", "proposed", "kept", "blind"]
"""How the claim changed: its draft, its public version or a working copy, or not at all."""

MOST_CHARACTERS: Final = 2000


@dataclass(frozen=True, slots=True)
class Judgement:
    """An editor's judgement of a claim on a position. Without answer and ``unchanged`` it takes no stance."""

    answer: str | None = None
    unchanged: bool = False
    since: str = ""
    of: str = ""
    basis: str = "own_words"
    condition: str = ""
    grounds: str = ""

    @property
    def takes_stance(self) -> bool:
        return self.answer is not None or self.unchanged


@transaction.atomic
def code(
    *,
    position: str,
    claim: str,
    judgement: Judgement,
    note: str,
    by: Actor,
    at: datetime,
    edition: int | None = None,
) -> How:
    """Set the stance of a claim on a position, or remove it, and return how the claim changed.

    Updates the claim as ``update_claim`` does, with the ``note``. Raises InvalidValue for an answer that the
    position does not have or a stance without grounds, Refused as ``update_claim`` does, Conflict if
    ``edition`` is not the current one, NotAllowed.
    """
    check_may(by, Task.RECORD)
    place, row, record = _opened(position, claim, edition)
    _check(place, judgement)
    if judgement.takes_stance and not judgement.grounds.strip():
        raise InvalidValue("a stance needs its grounds", field="grounds", mend="say why the words take it")
    changed = _with_stance(record, position, judgement)
    how: How = "kept"
    if changed != record:
        how = update_claim(row=row, changed=changed, note=note, by=by, at=at)
    codings = Coding.objects.select_for_update().filter(position=place, claim=row)
    if not codings.exclude(coder=by.name).exists() and (how != "kept" or not _has_stance(record, position)):
        judged = {"answer": judgement.answer, "unchanged": judgement.unchanged, "at": at}
        if not codings.filter(coder=by.name).update(**judged):
            Coding.objects.create(position=place, claim=row, coder=by.name, **judged)
    elif codings.count() > 1:
        codings.filter(settled_at=None).update(settled_at=at, settled_by=by.name)
    return how


@transaction.atomic
def code_blind(
    *,
    position: str,
    claim: str,
    judgement: Judgement,
    note: str,
    by: Actor,
    at: datetime,
) -> How:
    """Store a second editor's judgement of a coded claim. The record does not change.

    Raises Refused if nobody else has coded the claim or the actor has, InvalidValue, NotAllowed.
    """
    check_may(by, Task.RECORD)
    place, row, record = _opened(position, claim, None)
    _check(place, judgement)
    others = Coding.objects.select_for_update().filter(position=place, claim=row)
    if others.filter(coder=by.name).exists():
        raise Refused("You have coded this claim on this position already; a second coder is somebody else.")
    if not others.exists():
        stance = next((one for one in record.stances if one.position == position), None)
        if stance is None:
            raise Refused("Nobody has coded this claim on this position yet: code it openly.")
        if row.author == by.name:
            raise Refused("You wrote this claim; a second coder is somebody else.")
        Coding.objects.create(
            position=place, claim=row, answer=stance.answer, unchanged=stance.unchanged, at=row.changed_at
        )
    Coding.objects.create(
        position=place,
        claim=row,
        coder=by.name,
        answer=judgement.answer,
        unchanged=judgement.unchanged,
        note=_text("note", note),
        at=at,
    )
    note_event(action="code_blind", by=by, at=at, place=("claim", claim), detail={"position": position})
    return "blind"


def _opened(position: str, claim: str, edition: int | None) -> tuple[Position, Claim, ClaimRecord]:
    place = with_content(Position.objects.filter(slug=position)).first()
    if place is None or place.state == State.WITHDRAWN:
        raise Refused(f"There is no position {position}.")
    row = locked_row("claim", claim, edition=edition)
    if row.state == State.WITHDRAWN or not isinstance(row, Claim):
        raise Refused(f"The claim {claim} is withdrawn; its stances stay as they are.")
    record = claim_record(row)
    return place, row, record


def _check(place: Position, judgement: Judgement) -> None:
    if judgement.answer is not None:
        position = as_record(place)
        assert isinstance(position, PositionRecord)
        answers = [answer.slug for answer in position.answers]
        if judgement.answer not in answers:
            mend = f"choose one of {', '.join(answers)}" if answers else "give the position its answers first"
            raise InvalidValue(
                "the position has no such answer", field="answer", value=judgement.answer, mend=mend
            )
    for name in ("condition", "grounds"):
        _text(name, getattr(judgement, name))


def _text(name: str, value: str) -> str:
    if len(value) > MOST_CHARACTERS:
        mend = f"at most {MOST_CHARACTERS:,}"
        raise InvalidValue(f"{len(value):,} characters are too many", field=name, value=value, mend=mend)
    if refused := refused_character(value):
        raise InvalidValue(f"the text holds the character {refused}", field=name, mend="take it out")
    return value.strip()


def _has_stance(record: ClaimRecord, position: str) -> bool:
    return any(stance.position == position for stance in record.stances)


def _with_stance(record: ClaimRecord, position: str, judgement: Judgement) -> ClaimRecord:
    """The claim with this stance on the position.

    The outcome of a consistency check is removed if more than the grounds changes.
    """
    before = next((one for one in record.stances if one.position == position), None)
    kept = [one for one in record.stances if one.position != position]
    if judgement.takes_stance:
        stance = Stance(
            position=position,
            answer=judgement.answer,
            unchanged=judgement.unchanged,
            since=judgement.since if judgement.unchanged else "",
            of=judgement.of,
            basis=judgement.basis,
            condition=judgement.condition.strip(),
            grounds=judgement.grounds.strip(),
        )
        if before is not None and replace(stance, grounds="") == replace(before, grounds="", check=None):
            stance = replace(stance, check=before.check)
        kept.append(stance)
    stances = tuple(sorted(kept, key=lambda one: one.position))
    return record if set(stances) == set(record.stances) else replace(record, stances=stances)


@transaction.atomic
def confirm_check(
    *,
    key: str,
    position: str,
    computed: str,
    tested: Sequence[str],
    confirmed: str,
    reason: str,
    by: Actor,
    at: datetime,
    edition: int | None = None,
) -> Updated:
    """Record an editor's outcome, with its reason, for a claim that says nothing has changed on a position.

    ``computed`` is the suggestion of the software, or empty. ``tested`` are the keys of the earlier claims
    that it was compared with. Updates the claim as ``update_claim`` does, and returns how. Raises
    InvalidValue for an unknown outcome, Refused if the claim does not say so, a reason is missing or a change
    to the claim waits already, Conflict for an old ``edition``.
    """
    for field, value in (("confirmed", confirmed), ("computed", computed or confirmed)):
        if value not in CONSISTENCY_OUTCOMES:
            mend = f"write one of {', '.join(CONSISTENCY_OUTCOMES)}"
            raise InvalidValue("this is not an outcome", field=field, value=value, mend=mend)
    if not reason.strip():
        raise Refused(
            "An outcome needs a reason: say what the claim refers to, and why it agrees or does not."
        )
    row = locked_row("claim", key, edition=edition)
    record = claim_record(row)
    check = Check(
        computed=computed,
        confirmed=confirmed,
        reason=reason.strip(),
        by=by.name,
        on=at.date().isoformat(),
        tested=tuple(sorted(set(tested))),
    )
    changed = replace(
        record,
        stances=tuple(
            replace(stance, check=check) if stance.unchanged and stance.position == position else stance
            for stance in record.stances
        ),
    )
    if changed.stances == record.stances:
        raise Refused(f"The claim {key} does not say that nothing has changed on {position}.")
    assert isinstance(row, Claim)
    note = f"Held against the record: {CONSISTENCY_OUTCOMES[confirmed]}. {check.reason}"
    return update_claim(row=row, changed=changed, note=note, by=by, at=at)
