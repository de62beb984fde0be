"""Audit events for sign-ins, sign-outs and failed sign-ins, without IP addresses and passwords."""

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.utils import timezone

from claims.actions.auditing import note_event
from claims.domain.history.permissions import Actor


def listen() -> None:
    """Connect the signals."""
    user_logged_in.connect(_on_sign_in, dispatch_uid="audit-sign-in")
    user_logged_out.connect(_on_sign_out, dispatch_uid="audit-sign-out")
    user_login_failed.connect(_on_failure, dispatch_uid="audit-sign-in-failed")


def _on_sign_in(*, user: Any, **_: Any) -> None:
    note_event(action="sign_in", by=Actor(user.get_username()), at=timezone.now())


def _on_sign_out(*, user: Any, **_: Any) -> None:
    if user is not None:
        note_event(action="sign_out", by=Actor(user.get_username()), at=timezone.now())


def _on_failure(*, credentials: dict[str, Any], request: Any = None, **_: Any) -> None:
    if getattr(request, "axes_locked_out", False):
        # Repeated attempts would fill the audit.
        return
    name = str(credentials.get("username", ""))
    # The typed name may be a password: only names of existing accounts are stored.
    known = User.objects.filter(username=name).exists()
    note_event(action="sign_in_failed", by=Actor(name if known else ""), at=timezone.now())
