"""What the audit keeps of sign-ins: who came, left, or was not let in; no address and no password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.utils import timezone

from claims.actions.auditing import note_event
from claims.domain.history.permissions import Actor


def listen() -> None:
    """Note events from now on."""
    user_logged_in.connect(_came, dispatch_uid="audit-sign-in")
    user_logged_out.connect(_left, dispatch_uid="audit-sign-out")
    user_login_failed.connect(_failed, dispatch_uid="audit-sign-in-failed")


def _came(*, user: Any, **_: Any) -> None:
    note_event(action="sign_in", by=Actor(user.get_username()), at=timezone.now())


def _left(*, user: Any, **_: Any) -> None:
    if user is not None:
        note_event(action="sign_out", by=Actor(user.get_username()), at=timezone.now())


def _failed(*, credentials: dict[str, Any], request: Any = None, **_: Any) -> None:
    if getattr(request, "axes_locked_out", False):
        # A machine that goes on guessing would fill the audit.
        return
    name = str(credentials.get("username", ""))
    # What was typed into the wrong field may be a password: only names of accounts are kept.
    known = User.objects.filter(username=name).exists()
    note_event(action="sign_in_failed", by=Actor(name if known else ""), at=timezone.now())
