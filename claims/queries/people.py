"""Whom an account stands for: its name and its roles, as the actions ask for them."""

from __future__ import annotations

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
