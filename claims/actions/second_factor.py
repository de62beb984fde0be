"""The second factor of a sign-in: codes of an authenticator app, and recovery codes for when it is lost."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.contrib.auth.models import User
from django.db import transaction

from claims.actions.auditing import note_event
from claims.domain.actors import Actor
from claims.domain.errors import InvalidValue, Refused
from claims.domain.permissions import Task, check_may


def new_secret() -> str:
    """A secret to share with an authenticator app; it counts once ``enrol`` has seen a code made of it."""
    return str(generate_totp_secret())


@transaction.atomic
def enrol(*, user: User, secret: str, code: str, at: datetime) -> tuple[str, ...]:
    """Ask for a code at every sign-in from now on, and return the recovery codes.

    Raises InvalidValue where the code is not made of the secret, Refused where there is a second factor.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if Authenticator.objects.filter(user=user).exists():
        raise Refused("There is a second factor already: remove it first.")
    if not validate_totp_code(secret, code):
        raise InvalidValue("This is not the code that the app shows now.", field="code")
    TOTP.activate(user, secret)
    codes = RecoveryCodes.activate(user).get_unused_codes()
    note_event(action="enrol_second_factor", by=Actor(user.username), at=at)
    return tuple(codes)


def is_right(*, user: User, code: str, at: datetime) -> bool:
    """Whether the code is one of the app's or a recovery code; each is good for one sign-in."""
    for authenticator in Authenticator.objects.filter(user=user).order_by("-type"):
        if authenticator.wrap().validate_code(code):
            Authenticator.objects.filter(pk=authenticator.pk).update(last_used_at=at)
            return True
    return False


@transaction.atomic
def renew_recovery_codes(*, user: User, at: datetime) -> tuple[str, ...]:
    """Void the recovery codes and return new ones. Raises Refused where there is no second factor."""
    User.objects.select_for_update().get(pk=user.pk)
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        raise Refused("There is no second factor yet.")
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes = RecoveryCodes.activate(user).get_unused_codes()
    note_event(action="renew_recovery_codes", by=Actor(user.username), at=at)
    return tuple(codes)


@transaction.atomic
def remove(*, user: User, by: Actor, at: datetime) -> None:
    """Ask for no code any more: one's own, or by an admin that of somebody who lost it. Raises NotAllowed."""
    if by.name != user.username:
        check_may(by, Task.KEEP_PEOPLE)
    if Authenticator.objects.filter(user=user).delete()[0]:
        note_event(action="remove_second_factor", by=by, at=at, detail={"person": user.username})
