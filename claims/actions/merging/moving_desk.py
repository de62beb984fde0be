"""Moves rows of the desk that point to a merged or renamed position or source."""

from __future__ import annotations

from typing import Any, Final

from django.db import models

from claims.actions.auditing import note_event
from claims.actions.drafts.writing import row_of
from claims.actions.merging.moving import Deciders
from claims.models import AuditEvent, Coding, FormerAddress, FrontQuestion
from claims.models.desk import SourcePassage, Worksheet

DESK_MOVED: Final = "move_desk_rows"
"""The audit event that lists the moved rows of the desk."""
_ROWS: Final[dict[str, tuple[type[models.Model], ...]]] = {
    "position": (Coding, FrontQuestion),
    "source": (SourcePassage, Worksheet),
}
"""The tables that point to records of a type, by a column named like the type."""


def move_desk_rows(move: FormerAddress, who: Deciders) -> None:
    """Let these rows point to the record that stays, unless it has such a row already."""
    moved = {
        model._meta.label: _moved(move, model, _to_move(move, model), move.now_key, who)
        for model in _ROWS.get(move.record_type, ())
    }
    if any(moved.values()):
        _note(move, {"move": move.pk, "moved": moved}, who)


def move_desk_rows_back(move: FormerAddress, who: Deciders) -> None:
    """Let the moved rows point to the former record again."""
    event = AuditEvent.objects.filter(action=DESK_MOVED, at=move.at, detail__move=move.pk).first()
    if event is None:
        return
    for model in _ROWS.get(move.record_type, ()):
        there = {f"{move.record_type}__{_column(move)}": move.now_key}
        rows = model._base_manager.filter(pk__in=event.detail["moved"].get(model._meta.label, ()), **there)
        _moved(move, model, rows, move.key, who)


def _to_move(move: FormerAddress, model: type[models.Model]) -> models.QuerySet[Any]:
    path = f"{move.record_type}__{_column(move)}"
    rows = model._base_manager.filter(**{path: move.key})
    there = model._base_manager.filter(**{path: move.now_key})
    if model is Coding:
        same = there.filter(claim=models.OuterRef("claim"), coder=models.OuterRef("coder"))
        return rows.exclude(models.Exists(same))
    return rows.none() if model is Worksheet and there.exists() else rows


def _moved(
    move: FormerAddress, model: type[models.Model], rows: models.QuerySet[Any], key: str, who: Deciders
) -> list[int]:
    found = list(rows.order_by("pk").values_list("pk", flat=True))
    changes: dict[str, Any] = {move.record_type: row_of(move.record_type, key)}
    if found and model is FrontQuestion:
        changes |= {"picked_by": who.by.name, "picked_at": who.at}
        note_event(action="pick_question", by=who.by, at=who.at, detail={"position": key})
    model._base_manager.filter(pk__in=found).update(**changes)
    return found


def _column(move: FormerAddress) -> str:
    return "key" if move.record_type == "source" else "slug"


def _note(move: FormerAddress, detail: dict[str, Any], who: Deciders) -> None:
    note_event(
        action=DESK_MOVED,
        by=who.by,
        at=who.at,
        record_type=move.record_type,
        record_key=move.key,
        detail=detail,
    )
