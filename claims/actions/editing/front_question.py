"""Pick the question of the moment, with which the home page begins."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction

from claims.actions.auditing import note_event
from claims.actions.publishing.counts import VERSION, add
from claims.domain.errors import Refused
from claims.domain.history.permissions import Actor, check_may
from claims.domain.history.workflow import Action
from claims.models import FrontQuestion, Position
from claims.models.record_row import PUBLIC


@transaction.atomic
def pick_question(*, position: Position, by: Actor, at: datetime) -> FrontQuestion:
    """Begin the home page with this position.

    Raises NotAllowed for anybody but an editor, Refused for a position that is not public.
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
    """Begin the home page with the fullest position again. Raises NotAllowed for anybody but an editor."""
    check_may(by, Action.PUBLISH)
    if FrontQuestion.objects.all().delete()[0]:
        _note(by, at, {"position": ""})


def _note(by: Actor, at: datetime, detail: dict[str, str]) -> None:
    """Add an audit event, and make cached pages invalid."""
    note_event(action="pick_question", by=by, at=at, detail=detail)
    add(Counter({(VERSION, ""): 1}))
