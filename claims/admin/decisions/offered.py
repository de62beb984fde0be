"""The decisions on a record, and which of them a person may take in its current state."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from claims.actions.drafts.writing import row_of
from claims.actions.merging.merging import RENAMABLE
from claims.actions.publishing.reviving import revival_problem
from claims.admin.decisions import consequences, forms, handlers
from claims.admin.decisions.consequences import Consequences
from claims.admin.decisions.handlers import TakenDecision
from claims.domain.history.permissions import Actor, Task, may
from claims.domain.history.workflow import Action, State, can, refusal
from claims.models.moves import MOVABLE
from claims.models.record_mapping import TYPE_OF_ROW
from claims.models.record_row import RecordRow


@dataclass(frozen=True, slots=True)
class Decision:
    """``label`` is the text of the link to its page, ``button`` that of the button that takes it.

    ``handle`` calls the action and may return a sentence. ``foresee`` returns the consequences. ``takes_two``
    means that it waits for a second editor if review is required. ``look`` returns the content of a second
    page, or None once it was seen.
    """

    name: str
    label: str
    title: str
    button: str
    done: str
    step: Action | Task
    form: type[forms.DecisionForm]
    handle: Callable[[TakenDecision], str | None]
    foresee: Callable[[RecordRow, Actor], Consequences]
    takes_two: bool = False
    look: Callable[[RecordRow, forms.DecisionForm], Consequences | None] | None = None


def look_at_both(row: RecordRow, form: forms.DecisionForm) -> Consequences | None:
    """The second page of a merge, or None if it has shown the current edition of the record that stays."""
    stays = row_of(TYPE_OF_ROW[type(row)], form.cleaned_data["other"])
    assert stays is not None
    mark = mark_of(stays)
    if form.cleaned_data["seen"] == mark:
        return None
    form.data = {**{name: form.data[name] for name in form.data}, "seen": mark}
    return consequences.of_merging_into(row, stays)


def mark_of(row: RecordRow) -> str:
    """The key and edition of a record, for ``MergeForm.seen``."""
    return f"{row.record_key}:{row.edition}"


def offered(row: RecordRow, actor: Actor) -> tuple[Decision, ...]:
    """The decisions that this person may take on this record now."""
    may_amend = may(actor, Action.AMEND)
    hidden = {
        # Who may amend without review does not submit a change.
        "submit": row.has_change and may_amend and not settings.REVIEW_REQUIRED,
        "discard": not (may_amend or row.work_author == actor.name),
        "publish": is_ones_own(row, actor),
        "amend": row.has_change and is_ones_own(row, actor),
    }
    found = (d for d in DECISIONS.values() if may_take(actor, d, row) and fits(d, row))
    return tuple(d for d in found if not hidden.get(d.name))


def steps_of(decision: Decision, row: RecordRow) -> tuple[Action | Task, ...]:
    """The steps that a person must be allowed to take for this decision."""
    is_scale = TYPE_OF_ROW[type(row)] == "scale"
    return (decision.step, Task.KEEP_SCALES) if is_scale and decision.name == "amend" else (decision.step,)


def may_take(actor: Actor, decision: Decision, row: RecordRow) -> bool:
    """Whether the actor's roles allow this decision on this record, whatever its state."""
    return all(may(actor, step) for step in steps_of(decision, row))


def is_ones_own(row: RecordRow, actor: Actor) -> bool:
    """Whether this person wrote the record, so that another has to approve it."""
    return settings.REVIEW_REQUIRED and actor.name in row.authors


def fits(decision: Decision, row: RecordRow) -> bool:
    """Whether the state of this record allows this decision."""
    record_type, state = TYPE_OF_ROW[type(row)], str(row.state)
    if decision.name in ("submit", "return"):
        return can(row.work_state, Action(decision.name))
    if decision.name == "discard":
        return row.has_change
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
        return consequences.has_erasable(row)
    assert isinstance(decision.step, Action)
    return can(state, decision.step)


def unfit_sentence(decision: Decision, row: RecordRow) -> str:
    """Why the state or type of this record does not allow this decision."""
    name = str(row._meta.verbose_name)
    if decision.name == "erase":
        return "Nothing of this record can be erased: if it is public, amend or withdraw it first."
    is_claim = TYPE_OF_ROW[type(row)] == "claim"
    if decision.name == "revive" and is_claim and (problem := revival_problem(row.record_key)):
        return problem
    if decision.name == "discard":
        return "No change to this record waits."
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
"""Decisions for some types of records only."""

DECISIONS: Final[Mapping[str, Decision]] = {
    decision.name: decision
    for decision in (
        Decision(
            "submit", "Submit", "Submit for review", "Submit for review", "It waits for review.",
            Action.SUBMIT, forms.DecisionForm, handlers.handle_submit, consequences.of_submitting,
        ),
        Decision(
            "return", "Return", "Return to its author", "Return with this comment", "It was returned.",
            Action.RETURN, forms.ReturnForm, handlers.handle_return, consequences.of_returning,
        ),
        Decision(
            "publish", "Publish", "Publish", "Publish now", "It is public.",
            Action.PUBLISH, forms.DecisionForm, handlers.handle_publish, consequences.of_publishing,
        ),
        Decision(
            "amend", "Amend", "Amend what is public", "Amend now", "It was amended.",
            Action.AMEND, forms.AmendForm, handlers.handle_amend, consequences.of_amending,
            takes_two=True,
        ),
        Decision(
            "discard", "Discard the change", "Discard the change", "Discard it", "The change was discarded.",
            Task.RECORD, forms.DecisionForm, handlers.handle_discard, consequences.of_discarding,
        ),
        Decision(
            "withdraw", "Withdraw", "Withdraw", "Withdraw for good", "It was withdrawn.",
            Action.WITHDRAW, forms.WithdrawForm, handlers.handle_withdraw, consequences.of_withdrawing,
            takes_two=True,
        ),
        Decision(
            "revive", "Publish again", "Publish again what was withdrawn", "Publish again",
            "It is public again.",
            Action.REVIVE, forms.ReviveForm, handlers.handle_revive, consequences.of_reviving,
            takes_two=True,
        ),
        Decision(
            "identify", "Identify", "Identify the speaker", "Say who it was", "The speaker was identified.",
            Action.AMEND, forms.IdentifyForm, handlers.handle_identify, consequences.of_identifying,
            takes_two=True,
        ),
        Decision(
            "merge", "Merge", "Merge into another", "Merge", "The two were merged.",
            Action.AMEND, forms.MergeForm, handlers.handle_merge, consequences.of_merging,
            takes_two=True, look=look_at_both,
        ),
        Decision(
            "rename", "Rename", "Change its address", "Rename", "It was renamed.",
            Action.AMEND, forms.RenameForm, handlers.handle_rename, consequences.of_renaming,
            takes_two=True,
        ),
        Decision(
            "erase", "Erase by law", "Erase by law", "Erase for good", "It was erased.",
            Task.ERASE, forms.EraseForm, handlers.handle_erase, consequences.of_erasing,
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
    handlers.handle_undo,
    consequences.of_undoing,
    takes_two=True,
)
"""Has no button. The history of a record links to it."""
ALL: Final[Mapping[str, Decision]] = {**DECISIONS, UNDO.name: UNDO}
