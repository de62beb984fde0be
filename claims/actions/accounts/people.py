"""Invite people, change their groups, and close accounts. Accounts are never deleted."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from claims.actions.auditing import note_event
from claims.domain.errors import InvalidValue, NotAllowed, Refused
from claims.domain.history.permissions import Actor, Task, check_may


@transaction.atomic
def invite(*, name: str, email: str, groups: Iterable[str], by: Actor, at: datetime) -> User:
    """Create an account that nobody can use until the invitation is accepted, and return it.

    Raises NotAllowed if ``by`` is not an admin, Refused if the address or the name is in use, InvalidValue if
    one of them is invalid.
    """
    check_may(by, Task.KEEP_PEOPLE)
    name = User.normalize_username(name.strip())
    email = User.objects.normalize_email(email.strip())
    check_address(email)
    user = User(username=name, email=email, is_active=False, is_staff=True, date_joined=at)
    user.set_unusable_password()
    try:
        user.clean_fields(exclude=["password"])
        with transaction.atomic():
            user.save()
    except ValidationError as error:
        raise InvalidValue(
            "this is no user name", field="name", value=name, mend="letters, digits, @ . + - _"
        ) from error
    except IntegrityError as error:
        raise Refused(f"There is an account {name} already.") from error
    user.groups.set(_groups(groups))
    note_event(action="invite", by=by, at=at, detail={"person": name, "groups": sorted(groups)})
    return user


def check_address(email: str, *, besides: User | None = None) -> None:
    """Raise InvalidValue for an invalid address, Refused for one of another account.

    Each address has one account, so that a link to a new password is for one person.
    """
    try:
        validate_email(email)
    except ValidationError as error:
        raise InvalidValue("this is no e-mail address", field="email", value=email) from error
    others = User.objects.filter(email__iexact=email)
    if (others.exclude(pk=besides.pk) if besides else others).exists():
        raise Refused(f"There is an account with the address {email} already.")


@transaction.atomic
def accept_invitation(*, user: User, password: str, at: datetime) -> None:
    """Activate the account with the password that its owner chose. Raises Refused if it is active already."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        raise Refused("This invitation has been accepted already.")
    user.is_active = True
    user.set_password(password)
    user.save(update_fields=["is_active", "password"])
    note_event(action="accept_invitation", by=Actor(user.username), at=at)


@transaction.atomic
def change_person(*, user: User, email: str, groups: Iterable[str], by: Actor, at: datetime) -> None:
    """Change an address and groups.

    Raises NotAllowed if ``by`` is not an admin or changes their own groups, Refused as ``invite`` does.
    """
    check_may(by, Task.KEEP_PEOPLE)
    user = User.objects.select_for_update().get(pk=user.pk)
    email = User.objects.normalize_email(email.strip())
    wanted, had = _groups(groups), set(user.groups.all())
    detail: dict[str, object] = {"person": user.username}
    if email != user.email:
        check_address(email, besides=user)
        detail["address"] = "changed"
    if set(wanted) != had:
        if user.username == by.name:
            raise NotAllowed("Your own groups are changed by another admin.")
        detail |= {"groups": sorted(g.name for g in wanted), "before": sorted(g.name for g in had)}
    if len(detail) == 1:
        return
    user.email = email
    user.save(update_fields=["email"])
    user.groups.set(wanted)
    note_event(action="change_person", by=by, at=at, detail=detail)


@transaction.atomic
def deactivate(*, user: User, by: Actor, at: datetime) -> None:
    """Close an account: its sessions end, its password and its links become invalid, its name stays.

    Raises NotAllowed if ``by`` is not an admin, Refused for one's own account.
    """
    check_may(by, Task.KEEP_PEOPLE)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.username == by.name:
        raise Refused("Your own account is closed by another admin.")
    user.is_active = False
    # Sessions depend on the password, so they do not come back if the account is opened again.
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    note_event(action="deactivate", by=by, at=at, detail={"person": user.username})


def note_invited_again(*, user: User, by: Actor, at: datetime) -> None:
    """Store that a new link was sent. Raises NotAllowed, and Refused if the account is active."""
    check_may(by, Task.KEEP_PEOPLE)
    if user.is_active:
        raise Refused("This account is open; a forgotten password is set anew from the sign-in page.")
    note_event(action="invite", by=by, at=at, detail={"person": user.username})


def _groups(names: Iterable[str]) -> list[Group]:
    return list(Group.objects.filter(name__in=list(names)))
