"""Verification of former addresses, and of the question of the home page."""

from collections import Counter
from collections.abc import Iterable

from claims.domain.history.ledger import instant_text
from claims.domain.history.verify import Misfit, MovedRecord
from claims.models import AuditEvent, FormerAddress, FrontQuestion


def check_moves(moves: Iterable[MovedRecord]) -> None:
    """Compare the former addresses with the redirects of sealed revisions. Raises Misfit."""
    there = Counter(_move(row) for row in FormerAddress.objects.select_related("ledger_row"))
    sealed = Counter(moves)
    for move in sealed - there:
        undone = ", which was undone," if move.undone_at else ""
        raise Misfit(
            f"The {move.type} {move.key} leads to {move.now_key} by ledger row {move.sequence}{undone}"
            " and its former address is not there, or says something else."
        )
    for move in there - sealed:
        raise Misfit(
            f"The former address of the {move.type} {move.key} leads to {move.now_key}: no revision says so."
        )


def _move(row: FormerAddress) -> MovedRecord:
    return MovedRecord(
        type=row.record_type,
        key=row.key,
        now_key=row.now_key,
        kind=row.kind,
        at=instant_text(row.at),
        by=row.by,
        sequence=row.ledger_row.sequence,
        undone_at=instant_text(row.undone_at) if row.undone_at else "",
        undone_by=row.undone_by,
    )


def check_front_question() -> None:
    """Compare the question of the moment with the audit, which names who picked it. Raises Misfit."""
    event = AuditEvent.objects.filter(action="pick_question").order_by("pk").last()
    picked = event.detail.get("position", "") if event is not None and isinstance(event.detail, dict) else ""
    rows = FrontQuestion.objects.select_related("position")[:2]
    row = rows[0] if rows else None
    if len(rows) > 1:
        raise Misfit("There are two questions of the moment.")
    if row is None:
        if picked:
            raise Misfit(f"The question of the moment was {picked}, and is gone without an audit event.")
        return
    slug = row.position.slug
    if event is None or (slug, row.picked_by, row.picked_at) != (picked, event.actor, event.at):
        raise Misfit(f"The question of the moment is {slug}, and the audit does not say who picked it so.")
