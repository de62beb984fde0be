"""The kept counts are those that counting would give, whatever was done."""

from __future__ import annotations

import pytest
from django.db import transaction
from msgspec.structs import replace

from claims.actions.drafts.recording import propose_change
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.projecting import project_all
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.shared import SourceRecord
from claims.models import Claim, Source
from claims.models.record_mapping import as_record
from tests.actions.drafts.small_records import AFTER, drafted, published, submitted
from tests.projected import facet_counts, projection, public_version
from tests.world import ANN, BOB, World

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


def assert_kept_as_counted() -> None:
    before = projection()
    with transaction.atomic():
        project_all()
        assert projection() == before
        transaction.set_rollback(True)


def test_the_counts_of_the_world_are_right(world: World) -> None:
    assert_kept_as_counted()
    counts = facet_counts()
    assert counts["all", ""] == len(world.public_claims) == Claim.objects.published().count()
    assert counts["speaker", world.lebed] == 5
    assert counts["unchanged", world.ordered_position] == 1
    assert counts["answer", f"{world.ordered_position}:yes"] == 3
    assert counts["rating", f"{world.scale}:half"] == 1
    assert counts["speaker", world.press_office] == 2  # once jointly
    assert ("topic", world.unseen_topic) not in counts
    assert not any(value < 0 for value in counts.values())


def test_an_undated_claim_counts_for_no_year(world: World) -> None:
    undated = Claim.objects.published().filter(said_year=None).count()
    years = sum(number for (facet, _), number in facet_counts().items() if facet == "year")
    assert years == Claim.objects.published().count() - undated
    assert undated > 0
    assert ("year", "") not in facet_counts()


def test_drafts_and_working_copies_do_not_count(world: World) -> None:
    before, at = facet_counts(), public_version()
    drafted(world)
    submitted(world, "The bridge needs a gate")
    claim = as_record(Claim.objects.get(key=world.turn))
    assert isinstance(claim, ClaimRecord)
    propose_change(record=replace(claim, role="leader"), by=ANN, at=AFTER)
    assert (facet_counts(), public_version()) == (before, at)


def test_every_change_of_the_public_record_moves_the_version(world: World) -> None:
    seen = [public_version()]
    found = published(world)
    seen.append(public_version())
    amendment = Amendment(replace(found, role="leader"), ChangeClass.UPDATE, "Why.")
    amend(amendments=[amendment], by=ANN, approver=BOB, at=AFTER)
    seen.append(public_version())
    withdraw(key=found.key, reason_class="error", note="Why.", by=ANN, approver=BOB, at=AFTER)
    seen.append(public_version())
    assert seen == sorted(set(seen))


def test_a_source_that_moves_to_another_outlet_takes_its_claims_along(world: World) -> None:
    source = as_record(Source.objects.get(key=world.spanish_source))
    assert isinstance(source, SourceRecord)
    at = public_version()
    amendment = Amendment(replace(source, outlet=world.gazette), ChangeClass.CORRECTION, "Why.")
    amend(amendments=[amendment], by=ANN, approver=BOB, at=AFTER)
    assert ("outlet", world.voz) not in facet_counts()
    assert public_version() > at
    assert_kept_as_counted()
