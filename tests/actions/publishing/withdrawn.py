"""Withdraw a claim, and publish it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from claims.actions.publishing.amending import Amendment
from claims.actions.publishing.reviving import revive
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.history.workflow import ChangeClass
from claims.models import Claim
from tests.actions.drafts.small_records import AFTER, later
from tests.world import ANN, BOB


def gone(key: str, *, at: datetime = AFTER, reason_class: str = "error", survivor: str = "") -> None:
    withdraw(
        key=key, reason_class=reason_class, survivor=survivor, note="Not said.", by=ANN, approver=BOB, at=at
    )


def again(record: Any, **more: Any) -> Claim:
    told = {"by": ANN, "approver": BOB, "at": later(1), **more}
    change_class = told.pop("change_class", ChangeClass.CORRECTION)
    note = told.pop("note", "It was said after all.")
    return revive(amendment=Amendment(record, change_class, note), **told)
