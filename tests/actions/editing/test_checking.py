"""An editor's outcome of a consistency check."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from claims.actions.editing.coding import confirm_check
from claims.domain.errors import Conflict, InvalidValue, NotAllowed, Refused
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import Role
from claims.domain.record.claim import Check, ClaimRecord
from claims.models import Claim, Correction, Revision
from claims.models.record_mapping import as_record
from tests.world import ANN, World

AT = datetime(2022, 6, 1, 9, 0, tzinfo=UTC)


def confirm(world: World, **told: Any) -> str:
    values: dict[str, Any] = {
        "key": world.no_change,
        "position": world.ordered_position,
        "computed": "unclear",
        "tested": [world.first_support],
        "confirmed": "one_agrees",
        "reason": "Said at the same call, an hour earlier.",
        "by": ANN,
        "at": AT,
    }
    return confirm_check(**{**values, **told})


def record_of(key: str) -> ClaimRecord:
    record = as_record(Claim.objects.get(key=key))
    assert isinstance(record, ClaimRecord)
    return record


@pytest.fixture
def alone(settings: Settings) -> None:
    """An editor may amend without another."""
    settings.REVIEW_REQUIRED = False


def test_an_outcome_enters_the_record_as_an_update_with_its_reason(world: World, alone: None) -> None:
    assert confirm(world) == "amended"
    (stance,) = record_of(world.no_change).stances
    assert stance.check == Check(
        computed="unclear",
        confirmed="one_agrees",
        reason="Said at the same call, an hour earlier.",
        by="ann",
        on="2022-06-01",
        tested=(world.first_support,),
    )
    revision = Revision.objects.get(record_key=world.no_change, version=2)
    assert (revision.change_class, revision.author) == ("update", "ann")
    assert revision.note.startswith("Held against the record: one earlier statement, agrees.")
    assert Correction.objects.filter(revision=revision).exists()


def test_where_review_is_required_the_outcome_waits_for_another_editor(
    world: World, settings: Settings
) -> None:
    settings.REVIEW_REQUIRED = True
    assert confirm(world) == "proposed"
    assert record_of(world.no_change).stances[0].check is None
    with pytest.raises(Refused, match="waits already"):
        confirm(world)


def test_an_editor_may_overrule_what_an_editor_confirmed(world: World, alone: None) -> None:
    confirm(world)
    assert confirm(world, confirmed="unclear", reason="Of another bridge.", at=AT.replace(day=2)) == "amended"
    check = record_of(world.no_change).stances[0].check
    assert check is not None
    assert (check.confirmed, check.on) == ("unclear", "2022-06-02")


@pytest.mark.parametrize(
    ("told", "error", "sentence"),
    [
        ({"reason": "  "}, Refused, "An outcome needs a reason"),
        ({"confirmed": "fine"}, InvalidValue, "this is not an outcome"),
        ({"computed": "fine"}, InvalidValue, "this is not an outcome"),
        ({"position": "who-pays"}, Refused, "does not say that nothing has changed"),
        ({"edition": 99}, Conflict, "."),
        ({"by": Actor("carl")}, NotAllowed, "Only"),
        ({"by": Actor("carl", roles=frozenset({Role.ADMIN}))}, NotAllowed, "Only"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_changes_nothing(
    world: World, alone: None, told: dict[str, Any], error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        confirm(world, **told)
    assert Claim.objects.get(key=world.no_change).version == 1


def test_a_claim_that_gives_an_answer_is_not_checked(world: World, alone: None) -> None:
    with pytest.raises(Refused, match="does not say that nothing has changed"):
        confirm(world, key=world.first_support)
