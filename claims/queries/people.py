"""Accounts as actors: name and roles, as the actions need them."""

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db.models import prefetch_related_objects
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from claims.domain.history.permissions import GROUPS, Actor


def actor_of(user: AbstractUser | AnonymousUser) -> Actor:
    """The actor of an account. A superuser has every role; an account that is not active has none."""
    if not user.is_active:
        return Actor(user.get_username())
    if user.is_superuser:
        return Actor(user.get_username(), roles=frozenset(GROUPS.values()))
    # The account remembers its groups, for which a page asks several times.
    prefetch_related_objects([user], "groups")
    names = {group.name for group in user.groups.all()}
    return Actor(user.get_username(), roles=frozenset(GROUPS[name] for name in names & GROUPS.keys()))


def has_second_factor(user: AbstractUser) -> bool:
    """Whether the account signs in with a code too."""
    return bool(TOTPDevice.objects.filter(user=user).exists())


def recovery_codes_left(user: AbstractUser) -> int:
    """The number of unused recovery codes."""
    return int(StaticToken.objects.filter(device__user=user).count())
