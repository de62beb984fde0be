"""Whom an account stands for: its name and its roles, as the actions ask for them."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractUser, AnonymousUser

from claims.domain.actors import GROUPS, Actor


def actor_of(user: AbstractUser | AnonymousUser) -> Actor:
    """The person behind an account. A superuser has every role; who is not active, or not signed in, none."""
    if not user.is_active:
        return Actor(user.get_username())
    if user.is_superuser:
        return Actor(user.get_username(), roles=frozenset(GROUPS.values()))
    names = user.groups.values_list("name", flat=True)
    return Actor(user.get_username(), roles=frozenset(GROUPS[name] for name in names if name in GROUPS))


def has_second_factor(user: AbstractUser) -> bool:
    """Whether a sign-in asks for a code."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def recovery_codes_left(user: AbstractUser) -> int:
    """How many recovery codes have not been used."""
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(row.wrap().get_unused_codes()) if row else 0
