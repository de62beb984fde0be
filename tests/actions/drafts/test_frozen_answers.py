"""Answers and ratings that claims are coded with stay what they are; the refusal names the claims."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from claims.actions.drafts.recording import propose_change
from claims.actions.publishing.amending import Amendment, amend
from claims.domain.errors import Refused
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord, Stance
from claims.domain.record.shared import PositionRecord
from claims.models import Claim, Position
from claims.models.record_mapping import as_record
from tests.actions.drafts.small_records import AFTER
from tests.world import ANN, BOB, World

pytestmark = pytest.mark.django_db


def position(world: World) -> PositionRecord:
    record = as_record(Position.objects.get(slug=world.ordered_position))
    assert isinstance(record, PositionRecord)
    return record


def change(record: PositionRecord) -> None:
    amend(amendments=[Amendment(record, ChangeClass.UPDATE, "Why.")], by=ANN, approver=BOB, at=AFTER)


def test_an_answer_in_use_is_not_altered_and_every_stance_is_named(world: World) -> None:
    found = position(world)
    before = Position.objects.get(slug=found.slug).version
    answers = tuple(
        replace(one, rule="Whoever does not refuse.") if one.slug == "yes" else one for one in found.answers
    )
    with pytest.raises(Refused) as refused:
        change(replace(found, answers=answers))
    for key in (world.first_support, world.later_support, world.promise):
        words = str(Claim.objects.get(key=key))
        assert f"{key} “{words}”" in refused.value.message
    assert Position.objects.get(slug=found.slug).version == before


def test_a_working_copy_that_is_coded_with_an_answer_is_named_by_its_claim(world: World) -> None:
    claim = as_record(Claim.objects.get(key=world.rated))
    assert isinstance(claim, ClaimRecord)
    free = next(one for one in position(world).answers if one.slug not in ("yes", "no"))
    stance = Stance(position=world.ordered_position, answer=free.slug, grounds="He says so.")
    propose_change(record=replace(claim, stances=(stance,)), by=ANN, at=AFTER)
    found = position(world)
    kept = tuple(one for one in found.answers if one.slug != free.slug)
    with pytest.raises(Refused, match=f"{free.slug}: it is taken away, and has a change to {world.rated} “"):
        change(replace(found, answers=kept))


def test_what_nobody_is_coded_with_may_change(world: World) -> None:
    found = position(world)
    free = next(one for one in found.answers if one.slug not in ("yes", "no"))
    answers = tuple(replace(one, text="Something else") if one == free else one for one in found.answers)
    change(replace(found, answers=answers))
    assert "Something else" in {one.text for one in position(world).answers}
