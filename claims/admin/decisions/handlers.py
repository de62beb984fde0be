"""Handlers of the decisions. Each calls an action with the answers of the form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.actions.drafts.drafting import discard_draft
from claims.actions.merging.earlier_versions import earlier_content
from claims.actions.merging.merging import identify, merge, rename
from claims.actions.merging.unmerging import undo_move
from claims.actions.publishing.amending import Amendment
from claims.actions.publishing.correcting import correct
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import send_back, submit
from claims.actions.publishing.reviving import revive
from claims.actions.publishing.submitting_changes import NOTES, submit_change
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
    def place(self) -> tuple[str, str]:
        return place_of(self.row)


def _approval(taken: TakenDecision) -> dict[str, Any]:
    """The arguments of every action that a second editor may have to approve."""
    return {
        "by": taken.by,
        "at": taken.at,
        "approver": taken.approver,
        "edition": taken.answers["edition"],
    }


def _with_note(taken: TakenDecision) -> dict[str, Any]:
    return {"key": taken.row.record_key, "note": taken.answers["note"], **_approval(taken)}


def handle_submit(taken: TakenDecision) -> None:
    if taken.row.has_change:
        amendment = read_amendment(taken.answers, record_in_work(taken.row))
        submit_change(amendment=amendment, by=taken.by, at=taken.at, edition=taken.answers["edition"])
        return
    record_type, key = taken.place
    submit(record_type=record_type, key=key, by=taken.by, at=taken.at, edition=taken.answers["edition"])


def handle_return(taken: TakenDecision) -> None:
    record_type, key = taken.place
    answers: dict[str, Any] = {"comment": taken.answers["comment"], "edition": taken.answers["edition"]}
    send_back(record_type=record_type, key=key, by=taken.by, at=taken.at, **answers)


def handle_publish(taken: TakenDecision) -> None:
    editions = {taken.place: taken.answers["edition"]}
    publish(places=[taken.place], by=taken.by, at=taken.at, editions=editions)


def handle_discard(taken: TakenDecision) -> None:
    discard_draft(row=taken.row, by=taken.by, at=taken.at, edition=taken.answers["edition"])


def handle_withdraw(taken: TakenDecision) -> None:
    withdraw(
        reason_class=taken.answers["reason_class"],
        survivor=taken.answers.get("survivor", ""),
        **_with_note(taken),
    )


def handle_revive(taken: TakenDecision) -> None:
    record = earlier_content("claim", taken.row.record_key, taken.answers["version"])
    change_class = ChangeClass(taken.answers["change_class"])
    revive(amendment=Amendment(record, change_class, taken.answers["note"]), **_approval(taken))


def handle_merge(taken: TakenDecision) -> None:
    """``seen`` is the key and edition of the record that stays. Older proposals lack it."""
    edition = taken.answers.get("seen", "").rpartition(":")[2]
    merge(
        record_type=taken.place[0],
        into=taken.answers["other"],
        into_edition=int(edition) if edition else None,
        **_with_note(taken),
    )


def handle_rename(taken: TakenDecision) -> None:
    rename(record_type=taken.place[0], now_key=taken.answers["other"], **_with_note(taken))


def handle_identify(taken: TakenDecision) -> None:
    identify(identified_as=taken.answers["other"], **_with_note(taken))


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
        **_approval(taken),
    )
