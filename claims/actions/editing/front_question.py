"""Choose the question at the top of the home page."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from claims.actions.auditing import note_event
from claims.actions.publishing.projecting import note_change
from claims.domain.errors import Refused
from claims.domain.history.permissions import Actor, check_may
from claims.domain.history.workflow import Action
from claims.models import FrontQuestion, Position
from claims.models.record_row import PUBLIC


@transaction.atomic
def pick_question(*, position: Position, by: Actor, at: datetime) -> FrontQuestion:
    """Show this position at the top of the home page.

    Raises NotAllowed if ``by`` is not an editor, Refused if the position is not public.
    """
    check_may(by, Action.PUBLISH)
    if position.state != PUBLIC:
        raise Refused("Only a position that is public can be the question of the moment.")
    chosen = {"position": position, "picked_by": by.name, "picked_at": at}
    question, _ = FrontQuestion.objects.update_or_create(place=1, defaults=chosen)
    _note(by, at, {"position": position.slug})
    return question


@transaction.atomic
def unpick_question(*, by: Actor, at: datetime) -> None:
    """Show the fullest position again. Raises NotAllowed if ``by`` is not an editor."""
    check_may(by, Action.PUBLISH)
    if FrontQuestion.objects.all().delete()[0]:
        _note(by, at, {"position": ""})


def _note(by: Actor, at: datetime, detail: dict[str, str]) -> None:
    """Add an audit event, and make cached pages invalid."""
    note_event(action="pick_question", by=by, at=at, detail=detail)
    note_change()
