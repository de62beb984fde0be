"""Which role may do what."""

from __future__ import annotations

import pytest

from claims.domain.errors import NotAllowed, Refused
from claims.domain.history.permissions import (
    FIXTURES,
    IMPORTER,
    Actor,
    Task,
    check_may,
    check_may_record,
    may,
    roles_for,
)
from claims.domain.history.workflow import Action, Role
from tests.cases import each_case

PEOPLE = (Role.CONTRIBUTOR, Role.EDITOR, Role.ADMIN)
TABLE: dict[Action | Task, tuple[bool, bool, bool, bool]] = {
    # contributor, editor, admin, the system
    Action.SUBMIT: (True, True, False, False),
    Action.RETURN: (False, True, False, False),
    Action.PUBLISH: (False, True, False, False),
    Action.PUBLISH_BATCH: (False, False, False, True),
    Action.AMEND: (False, True, False, True),
    Action.WITHDRAW: (False, True, False, True),
    Action.REVIVE: (False, True, False, True),
    Task.RECORD: (True, True, False, True),
    Task.KEEP_SCALES: (False, False, True, True),
    Task.DISCARD: (False, False, True, True),
    Task.ERASE: (False, False, True, False),
    Task.KEEP_PEOPLE: (False, False, True, False),
    Task.READ_AUDIT: (False, False, True, False),
    Task.ASSIGN: (False, True, False, False),
    Task.UNDO_IMPORT: (False, False, True, True),
}


def person(*roles: Role) -> Actor:
    return Actor("anna", roles=frozenset(roles))


def test_the_table_here_holds_everything_that_can_be_done() -> None:
    assert set(TABLE) == {*Action, *Task}


@each_case("deed", TABLE)
def test_each_role_may_do_what_the_table_says(deed: Action | Task) -> None:
    actors = [*(person(role) for role in PEOPLE), IMPORTER]
    assert tuple(may(actor, deed) for actor in actors) == TABLE[deed]
    assert may(FIXTURES, deed) == may(IMPORTER, deed)


@each_case("deed", TABLE)
def test_nobody_without_a_role_may_do_anything(deed: Action | Task) -> None:
    with pytest.raises(NotAllowed, match=r"^Only an? .+ may .+\.$"):
        check_may(person(), deed)


@each_case("deed", TABLE)
def test_a_person_is_no_import_whatever_he_calls_himself(deed: Action | Task) -> None:
    assert not may(Actor("import", roles=frozenset({Role.IMPORT})), deed)


@each_case("deed", TABLE)
def test_of_several_roles_one_is_enough(deed: Action | Task) -> None:
    if roles_for(deed) != {Role.IMPORT}:
        check_may(person(*PEOPLE), deed)


def test_a_refusal_names_who_may() -> None:
    with pytest.raises(Refused) as caught:
        check_may(person(Role.CONTRIBUTOR), Action.PUBLISH)
    assert caught.value.message == "Only an editor may publish."
    with pytest.raises(Refused) as caught:
        check_may(person(Role.ADMIN), Action.SUBMIT)
    assert caught.value.message == "Only a contributor or an editor may submit."


def test_rating_scales_are_an_admins_and_all_else_is_not() -> None:
    check_may_record(person(Role.ADMIN), "scale")
    check_may_record(person(Role.EDITOR), "claim")
    for role, record_type in ((Role.EDITOR, "scale"), (Role.ADMIN, "claim")):
        with pytest.raises(NotAllowed):
            check_may_record(person(role), record_type)
