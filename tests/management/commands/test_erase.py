"""``erase`` as an admin runs it on the server."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command

from claims.models import Erasure
from claims.queries.history.verification import verify_database
from tests.world import World


@pytest.fixture(autouse=True)
def people(db: None) -> None:
    for name, group in (("ada", "Admin"), ("eve", "Editor")):
        User.objects.create_user(name).groups.add(Group.objects.get(name=group))


def run(*args: str, **options: Any) -> str:
    out = StringIO()
    call_command("erase", *args, stdout=out, **options)
    return out.getvalue()


def refused(*args: str, **options: Any) -> tuple[str, int]:
    with pytest.raises(CommandError) as caught:
        run(*args, **options)
    assert not Erasure.objects.exists()
    return str(caught.value), caught.value.returncode


def test_without_a_choice_it_lists_what_can_be_erased(world: World) -> None:
    lines = run("claim", world.amended).splitlines()
    assert [line.split("  ")[0] for line in lines] == ["--content 1", "--content 2", "--note 2", "--note 3"]
    assert "The flood was not" in lines[0]
    assert not Erasure.objects.exists()


@pytest.mark.postgresql
def test_it_shows_what_goes_and_erases_it(world: World) -> None:
    told = run("claim", world.amended, content=[1, 2], note=[3], reason="Law.", by="ada", yes=True)
    assert "Version 1 (" in told
    assert "Public note on version 3" in told
    assert "Erased, under row" in told
    assert verify_database().erased == 3
    assert set(Erasure.objects.values_list("ledger_row__actor", flat=True)) == {"ada"}


@pytest.mark.parametrize(
    ("options", "message", "code"),
    [
        ({"by": ""}, "Say --by whom", 2),
        ({"by": "zoe"}, "There is no account zoe", 2),
        ({"by": "eve"}, "Only an admin may erase", 1),
        ({"yes": False}, "say --yes", 2),
        ({"reason": " "}, "needs its reason", 1),
        ({"content": [3]}, "is public now", 1),
        ({"content": [9]}, "There is no version 9", 1),
    ],
)
def test_what_is_missing_or_may_not_be_is_said_with_its_exit_code(
    world: World, options: dict[str, Any], message: str, code: int
) -> None:
    asked = {"content": [1], "reason": "Law.", "by": "ada", "yes": True, **options}
    told, returned = refused("claim", world.amended, **asked)
    assert message in told
    assert returned == code


def test_a_type_that_there_is_not_is_an_unusable_argument(world: World) -> None:
    for record_type in ("dragon", "tombstone"):
        told, code = refused(record_type, "x")
        assert "There is no type" in told
        assert code == 2


def test_a_record_of_which_nothing_can_be_erased_is_refused(world: World) -> None:
    for key in (world.timed, world.draft, "0000000000"):
        told, code = refused("claim", key)
        assert "Nothing of the claim" in told
        assert code == 1
