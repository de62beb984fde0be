"""The decisions on a record: which there are where it stands, and who may take them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from claims.actions.drafts.writing import row_of
from claims.actions.merging.merging import RENAMABLE
from claims.actions.merging.moving import MOVABLE
from claims.actions.publishing.reviving import revival_problem
from claims.admin.decisions import consequences, deeds, forms
from claims.admin.decisions.consequences import Consequences
from claims.admin.decisions.deeds import DecisionHandler
from claims.admin.decisions.erasing import EraseForm, do_erase, has_erasable, of_erasing
from claims.domain.history.permissions import Actor, Task, may
from claims.domain.history.workflow import Action, State, can, refusal
from claims.models.record_mapping import TYPE_OF_ROW
from claims.models.record_row import RecordRow


@dataclass(frozen=True, slots=True)
class Decision:
    """``label`` is that of the button that leads to its page, ``button`` that which does it.

    ``takes_two`` tells that where review is required it waits for a second editor. ``look`` gives what a
    second page shows before anything is done, None once that was seen.
    """

    name: str
    label: str
    title: str
    button: str
    done: str
    step: Action | Task
    form: type[forms.DecisionForm]
    act: Callable[[DecisionHandler], object]
    foresee: Callable[[RecordRow, Actor], Consequences]
    takes_two: bool = False
    look: Callable[[RecordRow, forms.DecisionForm], Consequences | None] | None = None


def look_at_both(row: RecordRow, form: forms.DecisionForm) -> Consequences | None:
    """What the second page of a merge shows; None where it has shown the record that stays as it is now."""
    stays = row_of(TYPE_OF_ROW[type(row)], form.cleaned_data["other"])
    assert stays is not None
    mark = mark_of(stays)
    if form.cleaned_data["seen"] == mark:
        return None
    form.data = {**{name: form.data[name] for name in form.data}, "seen": mark}
    return consequences.of_merging_into(row, stays)


def mark_of(row: RecordRow) -> str:
    """Says which record a page showed, and in which edition."""
    return f"{row.record_key}:{row.edition}"


def offered(row: RecordRow, actor: Actor) -> tuple[Decision, ...]:
    """The decisions that this person may take on this record as it stands."""
    found = tuple(d for d in DECISIONS.values() if may_take(actor, d, row) and fits(d, row))
    is_alone = may(actor, Action.AMEND) and not settings.REVIEW_REQUIRED
    # Who may amend alone makes a working copy public, and has nobody to submit it to.
    found = tuple(d for d in found if not (is_alone and d.name == "submit" and is_working_copy(row)))
    return tuple(d for d in found if not (d.name == "publish" and is_ones_own(row, actor)))


def steps_of(decision: Decision, row: RecordRow) -> tuple[Action | Task, ...]:
    """All that a person has to be allowed in order to take this decision on this record."""
    is_scale = TYPE_OF_ROW[type(row)] == "scale"
    return (decision.step, Task.KEEP_SCALES) if is_scale and decision.name == "amend" else (decision.step,)


def may_take(actor: Actor, decision: Decision, row: RecordRow) -> bool:
    """Whether the actor's roles allow this decision on this record, wherever the record stands."""
    return all(may(actor, step) for step in steps_of(decision, row))


def is_ones_own(row: RecordRow, actor: Actor) -> bool:
    """Whether this person wrote what waits here, so that another has to approve it."""
    return settings.REVIEW_REQUIRED and actor.name in row.authors


def is_working_copy(row: RecordRow) -> bool:
    """Whether the row holds a change to a public claim."""
    return getattr(row, "amends_id", None) is not None


def fits(decision: Decision, row: RecordRow) -> bool:
    """Whether a decision can be taken on this record as it stands, whoever takes it."""
    record_type, state = TYPE_OF_ROW[type(row)], str(row.state)
    if is_working_copy(row):
        return decision.name in ("submit", "return") and can(state, Action(decision.name))
    if decision.name == "publish":
        waits = State.SUBMITTED if record_type == "claim" and settings.REVIEW_REQUIRED else None
        return not row.version and (waits is None or state == waits)
    if decision.name == "merge":
        return row.is_public and record_type in MOVABLE
    if decision.name == "rename":
        return row.is_public and record_type in RENAMABLE
    if decision.name == "identify":
        return row.is_public and getattr(row, "kind", "") in ("unidentified", "anonymous")
    if decision.name == "withdraw":
        return row.is_public and record_type == "claim"
    if decision.name == "revive":
        is_withdrawn = record_type == "claim" and state == State.WITHDRAWN
        return is_withdrawn and not revival_problem(row.record_key)
    if decision.name == "erase":
        return has_erasable(row)
    assert isinstance(decision.step, Action)
    return can(state, decision.step)


def unfit_sentence(decision: Decision, row: RecordRow) -> str:
    """Why a decision cannot be taken on this record as it stands, for who may take it elsewhere."""
    name = str(row._meta.verbose_name)
    if decision.name == "erase":
        return "Nothing of this record can be erased: if it is public, amend or withdraw it first."
    is_claim = TYPE_OF_ROW[type(row)] == "claim"
    if decision.name == "revive" and is_claim and (problem := revival_problem(row.record_key)):
        return problem
    if is_working_copy(row):
        return "This is a change to a public claim. Open that claim for every other step."
    assert isinstance(decision.step, Action)
    if decision.name in _UNFIT and can(row.state, decision.step):
        return _UNFIT[decision.name].format(name)
    return refusal(row.state, decision.step, name)


_UNFIT: Final[Mapping[str, str]] = {
    "identify": "Only a speaker who is anonymous or unidentified can be identified.",
    "merge": "A {} cannot be merged into another.",
    "rename": "The address of a {} cannot be changed.",
    "withdraw": "A {} cannot be withdrawn: only claims can.",
}
"""Decisions that are for some types of records alone."""

DECISIONS: Final[Mapping[str, Decision]] = {
    decision.name: decision
    for decision in (
        Decision(
            "submit", "Submit", "Submit for review", "Submit for review", "It waits for review.",
            Action.SUBMIT, forms.DecisionForm, deeds.do_submit, consequences.of_submitting,
        ),
        Decision(
            "return", "Return", "Return to its author", "Return with this comment", "It was returned.",
            Action.RETURN, forms.ReturnForm, deeds.do_return, consequences.of_returning,
        ),
        Decision(
            "publish", "Publish", "Publish", "Publish now", "It is public.",
            Action.PUBLISH, forms.DecisionForm, deeds.do_publish, consequences.of_publishing,
        ),
        Decision(
            "amend", "Amend", "Amend what is public", "Amend now", "It was amended.",
            Action.AMEND, forms.AmendForm, deeds.do_amend, consequences.of_amending,
            takes_two=True,
        ),
        Decision(
            "withdraw", "Withdraw", "Withdraw", "Withdraw for good", "It was withdrawn.",
            Action.WITHDRAW, forms.WithdrawForm, deeds.do_withdraw, consequences.of_withdrawing,
            takes_two=True,
        ),
        Decision(
            "revive", "Publish again", "Publish again what was withdrawn", "Publish again",
            "It is public again.", Action.REVIVE, forms.ReviveForm, deeds.do_revive, consequences.of_reviving,
            takes_two=True,
        ),
        Decision(
            "identify", "Identify", "Identify the speaker", "Say who it was", "The speaker was identified.",
            Action.AMEND, forms.IdentifyForm, deeds.do_identify, consequences.of_identifying,
            takes_two=True,
        ),
        Decision(
            "merge", "Merge", "Merge into another", "Merge", "The two were merged.",
            Action.AMEND, forms.MergeForm, deeds.do_merge, consequences.of_merging,
            takes_two=True, look=look_at_both,
        ),
        Decision(
            "rename", "Rename", "Change its address", "Rename", "It was renamed.",
            Action.AMEND, forms.RenameForm, deeds.do_rename, consequences.of_renaming,
            takes_two=True,
        ),
        Decision(
            "erase", "Erase by law", "Erase by law", "Erase for good", "It was erased.",
            Task.ERASE, EraseForm, do_erase, of_erasing,
        ),
    )
}  # fmt: skip

UNDO: Final = Decision(
    "undo",
    "Undo",
    "Undo a merge or a renaming",
    "Take it back",
    "It was taken back.",
    Action.AMEND,
    forms.UndoForm,
    deeds.do_undo,
    consequences.of_undoing,
    takes_two=True,
)
"""It has no button of its own at a record: the history of the record leads to it."""
ALL: Final[Mapping[str, Decision]] = {**DECISIONS, UNDO.name: UNDO}
