"""People, as the actions keep them: whoever asks, by page or by shell."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User

from claims.actions.accounts.people import (
    accept_invitation,
    change_person,
    deactivate,
    invite,
    note_invited_again,
)
from claims.domain.errors import InvalidValue, NotAllowed, Refused
from claims.domain.history.permissions import IMPORTER, Actor
from claims.domain.history.workflow import Role
from claims.models import AuditEvent
from claims.queries.people import actor_of
from tests.world import FOUNDED_AT

pytestmark = pytest.mark.django_db
ADMIN = Actor("ada", roles=frozenset({Role.ADMIN}))
EDITOR = Actor("jan", roles=frozenset({Role.EDITOR, Role.CONTRIBUTOR}))
PASSWORD = "a heron stood in the river"


def invited(name: str = "olga", email: str = "olga@ruritania.example") -> User:
    return invite(name=name, email=email, groups=["Editor"], by=ADMIN, at=FOUNDED_AT)


def test_an_invitation_is_accepted_once() -> None:
    user = invited()
    accept_invitation(user=user, password=PASSWORD, at=FOUNDED_AT)
    with pytest.raises(Refused, match="accepted already"):
        accept_invitation(user=user, password="another", at=FOUNDED_AT)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert actor_of(user).roles == {Role.EDITOR}


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("name", "email", "error"),
    [
        ("olga", "other@ruritania.example", Refused),
        ("other", "OLGA@ruritania.example", Refused),
        ("other", "olga", InvalidValue),
        ("two words", "other@ruritania.example", InvalidValue),
        ("", "other@ruritania.example", InvalidValue),
        ("x" * 151, "other@ruritania.example", InvalidValue),
    ],
)
def test_a_name_and_an_address_have_one_account(name: str, email: str, error: type[Exception]) -> None:
    invited()
    with pytest.raises(error):
        invited(name, email)
    assert User.objects.count() == 1
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize("by", [EDITOR, IMPORTER], ids=["editor", "system"])
def test_only_an_admin_keeps_people(by: Actor) -> None:
    user = invited()
    for deed in (
        lambda: invite(name="x", email="x@ruritania.example", groups=[], by=by, at=FOUNDED_AT),
        lambda: change_person(user=user, email=user.email, groups=["Admin"], by=by, at=FOUNDED_AT),
        lambda: deactivate(user=user, by=by, at=FOUNDED_AT),
        lambda: note_invited_again(user=user, by=by, at=FOUNDED_AT),
    ):
        with pytest.raises(NotAllowed, match="Only an admin may invite people"):
            deed()
    assert {group.name for group in user.groups.all()} == {"Editor"}


def test_no_group_is_given_that_there_is_not() -> None:
    Group.objects.create(name="Everything")
    user = invite(name="x", email="x@ruritania.example", groups=["Root"], by=ADMIN, at=FOUNDED_AT)
    assert not user.groups.exists()
    assert actor_of(user).roles == frozenset()


def test_who_is_not_active_has_no_role() -> None:
    user = invited()
    assert actor_of(user).roles == frozenset()
    root = User.objects.create_superuser("root")
    assert actor_of(root).roles == {Role.CONTRIBUTOR, Role.EDITOR, Role.ADMIN}
    root.is_active = False
    assert actor_of(root).roles == frozenset()
