"""The second factor of a sign-in: codes of an authenticator app, and recovery codes for when it is lost."""

import re
import string
from base64 import b32decode, b32encode
from datetime import datetime
from secrets import token_bytes
from typing import Final

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.crypto import get_random_string
from django_otp import devices_for_user
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from claims.actions.auditing import note_event
from claims.domain.errors import InvalidValue, Refused
from claims.domain.history.permissions import Actor, Task, check_may

KEPT_FORM: Final = "sent_before_second_factor"
"""The key of a session for a form that was sent before the second factor was set up."""
RECOVERY_CODES: Final = 10
RECOVERY_CODE_DIGITS: Final = 8


def end_sessions_with_forms() -> None:
    """End all sessions that keep a form: nobody can say what stands in one. Its person signs in again."""
    for session in Session.objects.all():
        if KEPT_FORM in session.get_decoded():
            session.delete()


def new_secret() -> str:
    """A secret for an authenticator app, in base 32. It is stored by ``enrol``."""
    return b32encode(token_bytes(20)).decode()


def address_for_app(*, user: User, secret: str) -> str:
    """The ``otpauth`` address that an authenticator app reads from a QR code."""
    return str(TOTPDevice(user=user, key=b32decode(secret).hex()).config_url)


@transaction.atomic
def enrol(*, user: User, secret: str, code: str, at: datetime) -> tuple[str, ...]:
    """Require a code at every sign-in from now on, and return the recovery codes.

    Raises InvalidValue if the code does not fit the secret, Refused if there is a second factor already.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if TOTPDevice.objects.filter(user=user).exists():
        raise Refused("There is a second factor already: remove it first.")
    code = _plain(code)
    if not (code.isdecimal() and TOTP(b32decode(secret)).verify(int(code), tolerance=1)):
        raise InvalidValue("This is not the code that the app shows now.", field="code")
    TOTPDevice.objects.create(user=user, key=b32decode(secret).hex())
    codes = _new_recovery_codes(user)
    note_event(action="enrol_second_factor", by=Actor(user.username), at=at)
    return codes


@transaction.atomic
def is_right(*, user: User, code: str) -> bool:
    """Whether a code of the app or a recovery code is valid. Each can be used once."""
    return any(device.verify_token(_plain(code)) for device in devices_for_user(user, for_verify=True))


@transaction.atomic
def renew_recovery_codes(*, user: User, at: datetime) -> tuple[str, ...]:
    """Replace the recovery codes, and return the new ones. Raises Refused if there is no second factor."""
    User.objects.select_for_update().get(pk=user.pk)
    if not TOTPDevice.objects.filter(user=user).exists():
        raise Refused("There is no second factor yet.")
    codes = _new_recovery_codes(user)
    note_event(action="renew_recovery_codes", by=Actor(user.username), at=at)
    return codes


@transaction.atomic
def remove(*, user: User, by: Actor, at: datetime) -> None:
    """Remove a second factor: one's own, or as an admin another person's. Raises NotAllowed."""
    if by.name != user.username:
        check_may(by, Task.KEEP_PEOPLE)
    StaticDevice.objects.filter(user=user).delete()
    if TOTPDevice.objects.filter(user=user).delete()[0]:
        note_event(action="remove_second_factor", by=by, at=at, detail={"person": user.username})


def _plain(code: str) -> str:
    """A typed code without spaces and hyphens."""
    return re.sub(r"[\W_]", "", code)


def _new_recovery_codes(user: User) -> tuple[str, ...]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user)
    codes = tuple(get_random_string(RECOVERY_CODE_DIGITS, string.digits) for _ in range(RECOVERY_CODES))
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes
