"""Every state, role and action: done where the table allows it, else refused, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import transaction
from msgspec import structs
from pytest_django.fixtures import Settings

from claims.actions.drafts.drafting import discard_draft
from claims.actions.drafts.recording import change_draft, propose_change, record_draft
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.erasing import erase
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import send_back, submit
from claims.actions.publishing.reviving import earlier_content, revive
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.errors import NotAllowed, Refused
from claims.domain.history.permissions import IMPORTER, Actor
from claims.domain.history.workflow import TRANSITIONS, Action, ChangeClass, Role, State
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.shared import ScaleRecord, TopicRecord
from claims.models import AuditEvent, Claim, RatingScale, Revision
from claims.models.record_mapping import as_record
from tests.actions.drafts.small_records import (
    AFTER,
    claim_record,
    counted,
    drafted,
    on_record,
    published,
    row,
)
from tests.world import World

pytestmark = pytest.mark.slow

ACTORS = {
    "nobody": Actor("jan"),
    "contributor": Actor("jan", roles=frozenset({Role.CONTRIBUTOR})),
    "editor": Actor("jan", roles=frozenset({Role.EDITOR})),
    "admin": Actor("jan", roles=frozenset({Role.ADMIN})),
    "system": IMPORTER,
}
# Which claim of the world stands where.
STANDING = {
    State.DRAFT: "draft",
    State.SUBMITTED: "submitted",
    State.RETURNED: "returned",
    State.PUBLISHED: "turn",
    State.WITHDRAWN: "withdrawn",
}
DecisionHandler = Callable[[Claim, Actor], object]


def _amend(claim: Claim, by: Actor) -> None:
    record = as_record(claim)
    assert isinstance(record, ClaimRecord)
    amendment = Amendment(structs.replace(record, role="another role"), ChangeClass.UPDATE, "Why.")
    amend(amendments=[amendment], by=Actor("anna"), approver=by, at=AFTER)


def _revive(claim: Claim, by: Actor) -> None:
    record = earlier_content("claim", claim.key or "") if claim.version else as_record(claim)
    amendment = Amendment(record, ChangeClass.CORRECTION, "Why.")
    revive(amendment=amendment, by=by, approver=replace(by, name="another"), at=AFTER)


DEEDS: dict[Action, DecisionHandler] = {
    Action.SUBMIT: lambda claim, by: submit(record_type="claim", key=claim.key or "", by=by, at=AFTER),
    Action.RETURN: lambda claim, by: send_back(
        record_type="claim", key=claim.key or "", comment="Why.", by=by, at=AFTER
    ),
    Action.PUBLISH: lambda claim, by: publish(places=[("claim", claim.key or "")], by=by, at=AFTER),
    Action.AMEND: _amend,
    Action.WITHDRAW: lambda claim, by: withdraw(
        key=claim.key or "",
        reason_class="error",
        note="Why.",
        by=by,
        approver=replace(by, name="another"),
        at=AFTER,
    ),
    Action.REVIVE: _revive,
}


def allowed(state: State, action: Action, who: str) -> bool:
    actor = ACTORS[who]
    if action is Action.PUBLISH and actor.is_system:
        action = Action.PUBLISH_BATCH
    row = TRANSITIONS.get((state, action))
    return row is not None and not actor.acts_as.isdisjoint(row.roles)


@pytest.mark.parametrize("action", DEEDS)
@pytest.mark.parametrize("state", STANDING)
def test_the_table_decides(world: World, state: State, action: Action) -> None:
    for who in ACTORS:
        with transaction.atomic():
            check_decision(world, state, action, who)
            transaction.set_rollback(True)


def check_decision(world: World, state: State, action: Action, who: str) -> None:
    """The action succeeds and is kept in the audit, or it is refused and changes nothing."""
    claim = Claim.objects.get(key=getattr(world, STANDING[state]))
    assert claim.state == state
    before = (claim.state, claim.version, claim.edition, *counted(), AuditEvent.objects.count())
    if allowed(state, action, who):
        DEEDS[action](claim, ACTORS[who])
        assert AuditEvent.objects.filter(record_key=claim.key, actor=ACTORS[who].name).exists() or (
            action is Action.AMEND
        )
        return
    with pytest.raises(Refused):
        DEEDS[action](claim, ACTORS[who])
    claim.refresh_from_db()
    after = (claim.state, claim.version, claim.edition, *counted(), AuditEvent.objects.count())
    assert after == before


@pytest.mark.parametrize("who", ["contributor", "admin"])
def test_who_may_not_is_told_who_may(world: World, who: str) -> None:
    claim = Claim.objects.get(key=world.submitted)
    with pytest.raises(NotAllowed, match="Only an editor may publish"):
        DEEDS[Action.PUBLISH](claim, ACTORS[who])


@pytest.mark.parametrize("who", ["nobody", "admin"])
def test_drafts_are_written_by_contributors_and_editors(world: World, who: str) -> None:
    by, draft, public = ACTORS[who], drafted(world), published(world, "The bridge needs a gate")
    deeds: tuple[Callable[[], object], ...] = (
        lambda: record_draft(record=claim_record("Other words", world), by=by, at=AFTER),
        lambda: change_draft(record=structs.replace(draft, role="leader"), by=by, at=AFTER),
        lambda: propose_change(record=structs.replace(public, role="leader"), by=by, at=AFTER),
        lambda: record_draft(record=TopicRecord(slug="fairs", name="Fairs"), by=by, at=AFTER),
        lambda: change_draft(record=TopicRecord(slug=world.unseen_topic, name="Fairs"), by=by, at=AFTER),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed, match="Only a contributor or an editor may write drafts"):
            deed()
    assert on_record(draft).role == ""


@pytest.mark.parametrize("who", ["contributor", "editor"])
def test_drafts_are_deleted_and_contents_erased_by_admins_alone(world: World, who: str) -> None:
    draft, first = drafted(world), Revision.objects.get(record_key=world.amended, version=1)
    with pytest.raises(NotAllowed, match="Only an admin may delete drafts"):
        discard_draft(row=row(draft), by=ACTORS[who], at=AFTER)
    with pytest.raises(NotAllowed, match="Only an admin may erase"):
        erase(
            record_type=first.record_type,
            key=first.record_key,
            contents=[first.version],
            reason="A court’s order.",
            by=ACTORS[who],
            at=AFTER,
        )
    discard_draft(row=row(draft), by=ACTORS["admin"], at=AFTER)
    erase(
        record_type=first.record_type,
        key=first.record_key,
        contents=[first.version],
        reason="A court’s order.",
        by=ACTORS["admin"],
        at=AFTER,
    )


def test_a_working_copy_is_dropped_by_its_author_or_an_editor(world: World) -> None:
    public, author = published(world), Actor("olga", roles=frozenset({Role.CONTRIBUTOR}))
    for by in (author, ACTORS["editor"]):
        copy = propose_change(record=structs.replace(public, role="leader"), by=author, at=AFTER)
        with pytest.raises(NotAllowed):
            discard_draft(row=copy, by=ACTORS["contributor"], at=AFTER)
        discard_draft(row=copy, by=by, at=AFTER)
        assert not Claim.objects.get(key=public.key).has_change


def test_rating_scales_are_kept_by_admins_alone(world: World) -> None:
    scale = as_record(RatingScale.objects.get(slug=world.scale))
    assert isinstance(scale, ScaleRecord)
    other = structs.replace(scale, slug="other-scale")
    with pytest.raises(NotAllowed, match="Only an admin may make and change rating scales"):
        record_draft(record=other, by=ACTORS["editor"], at=AFTER)
    record_draft(record=other, by=ACTORS["admin"], at=AFTER)
    amendment = Amendment(structs.replace(scale, name="Another name"), ChangeClass.UPDATE, "Why.")
    with pytest.raises(NotAllowed, match="rating scales"):
        amend(amendments=[amendment], by=Actor("olga"), approver=ACTORS["editor"], at=AFTER)
    author = Actor("olga", roles=frozenset({Role.ADMIN}))
    amend(amendments=[amendment], by=author, approver=ACTORS["editor"], at=AFTER)


def test_who_wrote_a_change_does_not_let_it_through_where_review_is_required(
    world: World, settings: Settings
) -> None:
    claim = as_record(Claim.objects.get(key=world.turn))
    assert isinstance(claim, ClaimRecord)
    amendment = Amendment(structs.replace(claim, role="another role"), ChangeClass.UPDATE, "Why.")
    editor = ACTORS["editor"]
    with pytest.raises(Refused, match="Somebody other than jan"):
        amend(amendments=[amendment], by=editor, at=AFTER)
    settings.REVIEW_REQUIRED = False
    amend(amendments=[amendment], by=editor, at=AFTER)
    latest = Revision.objects.get(record_key=world.turn, version=2)
    assert (latest.author, latest.approver) == ("jan", "jan")
