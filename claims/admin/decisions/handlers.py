"""Handlers of the decisions. Each calls an action with the answers of the form."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.actions.drafts.drafting import discard_draft
from claims.actions.merging.merging import identify, merge, rename
from claims.actions.merging.unmerging import undo_move
from claims.actions.publishing.amending import Amendment, correct
from claims.actions.publishing.erasing import erase
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import NOTES, send_back, submit, submit_change
from claims.actions.publishing.reviving import earlier_content, revive
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.codec import incoming_record
from claims.domain.record.shared import Record
from claims.models.record_mapping import TYPE_OF_ROW, record_in_work
from claims.models.record_row import RecordRow

Answers = Mapping[str, Any]


def place_of(row: RecordRow) -> tuple[str, str]:
    """The type and key of a row's record."""
    return TYPE_OF_ROW[type(row)], row.record_key


@dataclass(frozen=True, slots=True)
class TakenDecision:
    """A decision that ``by`` takes on a record, with the answers of its form.

    ``approver`` is the second editor, if ``by`` proposed it.
    """

    row: RecordRow
    answers: Answers
    by: Actor
    at: datetime
    approver: Actor | None = None

    @property
    def place(self) -> dict[str, Any]:
        """The arguments of an action that name the record."""
        record_type, key = place_of(self.row)
        return {"record_type": record_type, "key": key}

    @property
    def once(self) -> dict[str, Any]:
        """The arguments of an action that one person takes."""
        return {"by": self.by, "at": self.at, "edition": self.answers["edition"]}

    @property
    def approved(self) -> dict[str, Any]:
        """The arguments of an action that a second editor may have to approve."""
        return {**self.once, "approver": self.approver}

    @property
    def noted(self) -> dict[str, Any]:
        """The arguments of such an action that names only the key of the record, and has a public note."""
        return {**self.approved, "key": self.row.record_key, "note": self.answers["note"]}


def handle_submit(taken: TakenDecision) -> None:
    if taken.row.has_change:
        amendment = read_amendment(taken.answers, record_in_work(taken.row))
        submit_change(amendment=amendment, **taken.once)
    else:
        submit(**taken.place, **taken.once)


def handle_return(taken: TakenDecision) -> None:
    send_back(**taken.place, comment=taken.answers["comment"], **taken.once)


def handle_publish(taken: TakenDecision) -> None:
    place = place_of(taken.row)
    publish(places=[place], by=taken.by, at=taken.at, editions={place: taken.answers["edition"]})


def handle_discard(taken: TakenDecision) -> None:
    discard_draft(row=taken.row, **taken.once)


def handle_withdraw(taken: TakenDecision) -> None:
    withdraw(
        reason_class=taken.answers["reason_class"],
        survivor=taken.answers.get("survivor", ""),
        **taken.noted,
    )


def handle_revive(taken: TakenDecision) -> None:
    record = earlier_content("claim", taken.row.record_key, taken.answers["version"])
    change_class = ChangeClass(taken.answers["change_class"])
    revive(amendment=Amendment(record, change_class, taken.answers["note"]), **taken.approved)


def handle_merge(taken: TakenDecision) -> None:
    """``seen`` is the key and edition of the record that stays. Older proposals lack it."""
    edition = taken.answers.get("seen", "").rpartition(":")[2]
    merge(
        record_type=taken.place["record_type"],
        into=taken.answers["other"],
        into_edition=int(edition) if edition else None,
        **taken.noted,
    )


def handle_rename(taken: TakenDecision) -> None:
    rename(record_type=taken.place["record_type"], now_key=taken.answers["other"], **taken.noted)


def handle_identify(taken: TakenDecision) -> None:
    identify(identified_as=taken.answers["other"], **taken.noted)


def handle_undo(taken: TakenDecision) -> str:
    """``move`` is the primary key of the former address. Returns a sentence on what could not be undone."""
    kept = undo_move(
        former=taken.answers["move"],
        note=taken.answers["note"],
        by=taken.by,
        at=taken.at,
        approver=taken.approver,
    )
    if not kept:
        return "It was taken back."
    return f"It was taken back. This has changed since, and stays as it is: {'; '.join(kept)}."


def read_amendment(answers: Answers, record: Record) -> Amendment:
    """A change to ``record`` with the kind of change and the notes of a form."""
    texts = {name: answers[name].replace("\r\n", "\n") for name in NOTES}
    return Amendment(record=record, change_class=ChangeClass(answers["change_class"]), **texts)


def handle_amend(taken: TakenDecision) -> None:
    """``document`` is the changed record as JSON. The other answers come from the form."""
    record = incoming_record(json.loads(taken.answers["document"]))
    correct(
        amendment=read_amendment(taken.answers, record),
        written_by=taken.answers.get("written_by", ()),
        **taken.approved,
    )


def handle_erase(taken: TakenDecision) -> None:
    """Erase the chosen ``parts``, each named as in ``EraseForm``."""
    chosen = [name.split() for name in taken.answers["parts"]]
    erase(
        **taken.place,
        contents=[int(version) for part, version in chosen if part == "content"],
        notes=[int(version) for part, version in chosen if part == "note"],
        reason=taken.answers["reason"],
        **taken.once,
    )
