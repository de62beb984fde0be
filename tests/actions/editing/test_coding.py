"""Coding a claim: the first sets its stance, the second leaves the record alone, a third settles."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from pytest_django.fixtures import Settings

from claims.actions.drafts.recording import propose_change
from claims.actions.editing.coding import Judgement, code, code_blind
from claims.domain.errors import Conflict, InvalidValue, NotAllowed, Refused
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import Role
from claims.domain.record.claim import Check, Stance
from claims.models import AuditEvent, Claim, Coding, Correction, Revision
from claims.models.record_mapping import claim_in_work, claim_record
from tests.actions.drafts.small_records import AFTER, counted, drafted, later
from tests.world import ANN, BOB, World

pytestmark = pytest.mark.django_db
CAROL = Actor("carol", roles=frozenset({Role.CONTRIBUTOR, Role.EDITOR}))
YES = Judgement(answer="yes", grounds="He wants it.")


@pytest.fixture(autouse=True)
def _alone(settings: Settings) -> None:
    settings.REVIEW_REQUIRED = False


def coded(world: World, claim: str, judgement: Judgement = YES, by: Actor = ANN, **more: Any) -> str:
    place = world.ordered_position
    return code(position=place, claim=claim, judgement=judgement, note="Coded.", by=by, at=AFTER, **more)


def blind(world: World, claim: str, judgement: Judgement, by: Actor = BOB) -> str:
    place = world.ordered_position
    return code_blind(position=place, claim=claim, judgement=judgement, note="", by=by, at=AFTER)


def stances(key: str) -> tuple[Stance, ...]:
    return claim_record(Claim.objects.get(key=key)).stances


@pytest.mark.postgresql
def test_a_draft_gets_its_stance_in_place(world: World) -> None:
    found = drafted(world)
    assert coded(world, found.key, Judgement(answer="later", of=world.palace, grounds="“in time”")) == "draft"
    (stance,) = stances(found.key)
    assert (stance.answer, stance.of, stance.grounds) == ("later", world.palace, "“in time”")
    assert Coding.objects.get().coder == "ann"


def test_a_public_claim_is_amended_as_an_update_with_the_note(world: World) -> None:
    before = Claim.objects.get(key=world.rated).version
    assert coded(world, world.rated) == "amended"
    row = Claim.objects.get(key=world.rated)
    revision = Revision.objects.get(record_key=world.rated, version=before + 1)
    assert (row.version, revision.change_class, revision.note) == (before + 1, "update", "Coded.")
    assert Correction.objects.filter(revision=revision).exists()


def test_where_review_is_required_it_waits_in_a_working_copy(world: World, settings: Settings) -> None:
    settings.REVIEW_REQUIRED = True
    before = counted()
    assert coded(world, world.rated) == "proposed"
    assert counted() == before
    assert not stances(world.rated)
    (stance,) = claim_in_work(Claim.objects.get(key=world.rated)).stances
    assert stance.answer == "yes"
    with pytest.raises(Refused, match="waits already"):
        coded(world, world.rated, Judgement(answer="no", grounds="He refuses it."))


def test_a_contributor_proposes_and_nobody_else_codes(world: World) -> None:
    cora = Actor("cora", roles=frozenset({Role.CONTRIBUTOR}))
    assert coded(world, world.rated, by=cora) == "proposed"
    with pytest.raises(NotAllowed):
        coded(world, world.amended, by=Actor("nobody"))


@pytest.mark.parametrize(
    ("judgement", "field"),
    [
        (Judgement(answer="perhaps", grounds="He says so."), "answer"),
        (Judgement(answer="yes", grounds="  "), "grounds"),
        (Judgement(unchanged=True), "grounds"),
        (Judgement(answer="yes", grounds="a\u202eb"), "grounds"),
        (Judgement(answer="yes", grounds="He says so.", condition="x" * 2001), "condition"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_kept(
    world: World, judgement: Judgement, field: str
) -> None:
    with pytest.raises(InvalidValue) as refused:
        coded(world, world.rated, judgement)
    assert refused.value.field == field
    assert not Coding.objects.exists()


def test_what_is_not_there_and_what_has_changed_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="There is no position nothing"):
        code(position="nothing", claim=world.rated, judgement=YES, note="", by=ANN, at=AFTER)
    with pytest.raises(Refused, match="withdrawn"):
        coded(world, world.withdrawn)
    with pytest.raises(Conflict):
        coded(world, world.rated, edition=99)


def test_no_stance_is_kept_as_a_coding_and_leaves_the_claim_alone(world: World) -> None:
    before = counted()
    assert coded(world, world.rated, Judgement()) == "kept"
    assert counted() == before
    coding = Coding.objects.get()
    assert (coding.answer, coding.unchanged) == (None, False)


def test_a_second_coder_leaves_the_record_alone(world: World) -> None:
    coded(world, world.rated)
    before = counted()
    assert blind(world, world.rated, Judgement(answer="no")) == "blind"
    assert counted() == before
    assert stances(world.rated)[0].answer == "yes"
    assert {(one.coder, one.answer) for one in Coding.objects.all()} == {("ann", "yes"), ("bob", "no")}
    assert AuditEvent.objects.latest("pk").action == "code_blind"
    with pytest.raises(Refused, match="already"):
        blind(world, world.rated, YES)
    with pytest.raises(Refused, match="already"):
        blind(world, world.rated, YES, by=ANN)


def test_what_was_on_record_before_is_kept_as_the_first_answer(world: World) -> None:
    blind(world, world.first_support, Judgement(unchanged=True))
    assert {(one.coder, one.answer, one.unchanged) for one in Coding.objects.all()} == {
        ("", "yes", False),
        ("bob", None, True),
    }


def test_there_has_to_be_something_to_code_a_second_time(world: World) -> None:
    with pytest.raises(Refused, match="Nobody has coded"):
        blind(world, world.rated, YES)
    with pytest.raises(Refused, match="You wrote"):
        blind(world, world.first_support, YES, by=ANN)


@pytest.mark.postgresql
def test_who_codes_openly_what_two_have_coded_settles_it(world: World) -> None:
    coded(world, world.rated)
    blind(world, world.rated, Judgement(answer="no"))
    assert coded(world, world.rated, Judgement(answer="no", grounds="He refuses."), by=CAROL) == "amended"
    assert stances(world.rated)[0].answer == "no"
    assert {(one.coder, one.answer, one.settled_by) for one in Coding.objects.all()} == {
        ("ann", "yes", "carol"),
        ("bob", "no", "carol"),
    }


@pytest.mark.postgresql
def test_the_first_answers_stay_what_they_were_once_there_are_two(world: World) -> None:
    coded(world, world.rated)
    coded(world, world.rated, Judgement(answer="later", grounds="He puts it off."))
    assert Coding.objects.get().answer == "later"
    blind(world, world.rated, Judgement(answer="no"))
    coded(world, world.rated, Judgement(answer="no", grounds="He refuses."))
    assert Coding.objects.get(coder="ann").answer == "later"


def test_settling_may_take_a_stance_away(world: World) -> None:
    blind(world, world.first_support, Judgement())
    assert coded(world, world.first_support, Judgement(), by=CAROL) == "amended"
    assert not [one for one in stances(world.first_support) if one.position == world.ordered_position]


def test_a_confirmed_check_stays_only_with_what_was_checked(world: World) -> None:
    found = drafted(
        world,
        stances=[
            {"position": world.ordered_position, "unchanged": True, "grounds": "He says so.",
             "check": {"confirmed": "agrees", "reason": "It does.", "by": "bob"}}
        ],
    )  # fmt: skip
    coded(world, found.key, Judgement(unchanged=True, grounds="Said in so many words."))
    assert stances(found.key)[0].check == Check(confirmed="agrees", reason="It does.", by="bob")
    coded(world, found.key, Judgement(unchanged=True, answer="yes", grounds="Said in so many words."))
    assert stances(found.key)[0].check is None


def test_other_stances_of_the_claim_stay(world: World) -> None:
    before = stances(world.promise)
    coded(world, world.promise, Judgement(answer="later", grounds="He puts it off."))
    kept = [one for one in stances(world.promise) if one.position != world.ordered_position]
    assert kept == [one for one in before if one.position != world.ordered_position]


def test_a_change_that_waits_is_not_overwritten(world: World) -> None:
    record = claim_record(Claim.objects.get(key=world.rated))
    propose_change(record=replace(record, role="mayor"), by=BOB, at=later(1))
    with pytest.raises(Refused, match="waits already"):
        coded(world, world.rated)
