"""Doing what was decided: from the answers of a form to the action."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.actions.merging.earlier_versions import earlier_content
from claims.actions.merging.identifying import identify
from claims.actions.merging.merging import merge, rename
from claims.actions.merging.unmerging import undo_move
from claims.actions.publishing.amending import Amendment
from claims.actions.publishing.correcting import correct
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import send_back, submit
from claims.actions.publishing.reviving import revive
from claims.actions.publishing.submitting_changes import return_change, submit_change
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.codec import incoming_record
from claims.domain.record.shared import Record
from claims.models import Claim
from claims.models.record_mapping import TYPE_OF_ROW, as_record
from claims.models.record_row import RecordRow

Answers = Mapping[str, Any]


def place_of(row: RecordRow) -> tuple[str, str]:
    """The type and key of a row's record."""
    return TYPE_OF_ROW[type(row)], row.record_key


@dataclass(frozen=True, slots=True)
class DecisionHandler:
    """Who takes a decision on which record, with which answers; ``approver`` lets what ``by`` proposed be."""

    row: RecordRow
    answers: Answers
    by: Actor
    at: datetime
    approver: Actor | None = None

    @property
    def place(self) -> tuple[str, str]:
        return place_of(self.row)


def do_submit(deed: DecisionHandler) -> None:
    if isinstance(deed.row, Claim) and deed.row.amends is not None:
        amendment = read_amendment(deed.answers, as_record(deed.row))
        submit_change(amendment=amendment, by=deed.by, at=deed.at, edition=deed.answers["edition"])
        return
    record_type, key = deed.place
    submit(record_type=record_type, key=key, by=deed.by, at=deed.at, edition=deed.answers["edition"])


def do_return(deed: DecisionHandler) -> None:
    record_type, key = deed.place
    told: dict[str, Any] = {"comment": deed.answers["comment"], "edition": deed.answers["edition"]}
    if isinstance(deed.row, Claim) and deed.row.amends is not None:
        return_change(key=deed.row.amends.record_key, by=deed.by, at=deed.at, **told)
    else:
        send_back(record_type=record_type, key=key, by=deed.by, at=deed.at, **told)


def do_publish(deed: DecisionHandler) -> None:
    editions = {deed.place: deed.answers["edition"]}
    publish(places=[deed.place], by=deed.by, at=deed.at, editions=editions)


def do_withdraw(deed: DecisionHandler) -> None:
    withdraw(
        key=deed.row.record_key,
        reason_class=deed.answers["reason_class"],
        survivor=deed.answers.get("survivor", ""),
        note=deed.answers["note"],
        by=deed.by,
        at=deed.at,
        approver=deed.approver,
        edition=deed.answers["edition"],
    )


def do_revive(deed: DecisionHandler) -> None:
    record = earlier_content("claim", deed.row.record_key, deed.answers["version"])
    change_class = ChangeClass(deed.answers["change_class"])
    revive(
        amendment=Amendment(record, change_class, deed.answers["note"]),
        by=deed.by,
        at=deed.at,
        approver=deed.approver,
        edition=deed.answers["edition"],
    )


def _moving(deed: DecisionHandler) -> dict[str, Any]:
    return {
        "key": deed.row.record_key,
        "note": deed.answers["note"],
        "by": deed.by,
        "at": deed.at,
        "approver": deed.approver,
        "edition": deed.answers["edition"],
    }


def do_merge(deed: DecisionHandler) -> None:
    """``seen`` is the mark of the record that stays as the page showed it; older proposals have none."""
    edition = deed.answers.get("seen", "").rpartition(":")[2]
    merge(
        record_type=deed.place[0],
        into=deed.answers["other"],
        into_edition=int(edition) if edition else None,
        **_moving(deed),
    )


def do_rename(deed: DecisionHandler) -> None:
    rename(record_type=deed.place[0], now_key=deed.answers["other"], **_moving(deed))


def do_identify(deed: DecisionHandler) -> None:
    identify(identified_as=deed.answers["other"], **_moving(deed))


def do_undo(deed: DecisionHandler) -> str:
    """``move`` is the primary key of the former address. Returns a sentence that names what had to stay."""
    back = undo_move(
        former=deed.answers["move"],
        note=deed.answers["note"],
        by=deed.by,
        at=deed.at,
        approver=deed.approver,
    )
    if not back.kept:
        return "It was taken back."
    return f"It was taken back. This has changed since, and stays as it is: {'; '.join(back.kept)}."


def read_amendment(answers: Answers, record: Record) -> Amendment:
    """A change to this content with the class and the note of a form."""
    names = ("note", "wrong", "right", "learned", "thanks")
    told = {name: answers[name].replace("\r\n", "\n") for name in names}
    return Amendment(record=record, change_class=ChangeClass(answers["change_class"]), **told)


def do_amend(deed: DecisionHandler) -> None:
    """``document`` is the record as it would be, as JSON; the other answers are those of the form."""
    record = incoming_record(json.loads(deed.answers["document"]))
    correct(
        amendment=read_amendment(deed.answers, record),
        written_by=deed.answers.get("written_by", ()),
        by=deed.by,
        at=deed.at,
        approver=deed.approver,
        edition=deed.answers["edition"],
        copy_edition=deed.answers.get("copy_edition"),
    )
