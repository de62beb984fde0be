"""``move_record`` as whoever runs the server uses it, for what a page of the desk has no time for."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command

from claims.models import Claim, Speaker
from claims.queries.history.verification import verify_database
from tests.looking_back import claim_of
from tests.world import World


@pytest.fixture(autouse=True)
def people(db: None) -> None:
    for name in ("ada", "eve"):
        User.objects.create_user(name).groups.add(Group.objects.get(name="Editor"))


def run(*args: str, **options: Any) -> str:
    out = StringIO()
    call_command(
        "move_record", *args, stdout=out, **{"note": "Why.", "by": "ada", "approver": "eve", **options}
    )
    return out.getvalue()


@pytest.mark.postgresql
def test_it_merges_and_takes_it_back(world: World) -> None:
    told = run("speaker", world.roe, world.solano)
    assert "4 public claims will be found there" in told
    assert Speaker.objects.get(slug=world.roe).state == "withdrawn"
    verify_database()
    run("speaker", world.roe, undo=True)
    assert Speaker.objects.get(slug=world.roe).state == "published"
    verify_database()


def test_it_renames(world: World) -> None:
    assert claim_of(world.turn).speaker == world.lebed
    run("speaker", world.lebed, "viktor-v-lebed", rename=True)
    assert Claim.objects.get(key=world.turn).speaker.slug == "viktor-v-lebed"
    verify_database()


@pytest.mark.parametrize(
    ("args", "options", "message", "code"),
    [
        (("speaker", "anna-roe"), {}, "Name the record that stays", 2),
        (("speaker", "anna-roe", "x"), {"undo": True}, "Name the record that stays", 2),
        (("speaker", "anna-roe"), {"undo": True}, "there is nothing to undo", 2),
        (("speaker", "anna-roe", "maria-solano"), {"by": ""}, "Say --by whom", 2),
        (("speaker", "anna-roe", "maria-solano"), {"by": "zoe"}, "There is no account zoe", 2),
        (("speaker", "anna-roe", "maria-solano"), {"note": " "}, "needs a note", 1),
        (("speaker", "anna-roe", "nobody"), {}, "There is no speaker nobody", 1),
        (("claim", "anna-roe", "nobody"), {}, "can neither be merged nor renamed", 1),
    ],
)
def test_what_it_cannot_do_is_refused_and_changes_nothing(
    world: World, args: tuple[str, ...], options: dict[str, Any], message: str, code: int
) -> None:
    with pytest.raises(CommandError, match=message) as refused:
        run(*args, **options)
    assert refused.value.returncode == code
    assert Speaker.objects.get(slug=world.roe).state == "published"
