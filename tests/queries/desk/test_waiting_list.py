"""What waits for a second editor, as far as no page of the desk asks for it."""

from __future__ import annotations

from itertools import product

from claims.actions.drafts.recording import record_draft
from claims.actions.merging.merging import merge
from claims.actions.publishing.publishing import publish
from claims.domain.record.shared import PositionRecord
from claims.models import Claim, Coding, Position
from claims.queries.desk.waiting_list import waiting_list
from tests.actions.drafts.small_records import AFTER, later
from tests.world import ANN, BOB, World


def test_two_coders_who_differ_on_a_position_that_was_merged_wait_for_nobody(world: World) -> None:
    slugs = ("a-toll", "the-toll")
    for slug in slugs:
        record_draft(record=PositionRecord(slug=slug, question=f"Is {slug} due?"), by=ANN, at=AFTER)
    publish(places=[("position", slug) for slug in slugs], by=BOB, at=AFTER)
    claim = Claim.objects.get(key=world.turn)
    for position, coder in product(Position.objects.filter(slug__in=slugs), ("ann", "bob")):
        Coding.objects.create(position=position, claim=claim, coder=coder, unchanged=coder == "ann", at=AFTER)
    assert differing() == ["/admin/code/a-toll/", "/admin/code/the-toll/"]
    merge(record_type="position", key="a-toll", into="the-toll", note="One.", by=ANN, approver=BOB, at=AFTER)
    assert differing() == ["/admin/code/the-toll/"]


def differing() -> list[str]:
    rows = waiting_list(now=later(1)).rows
    return sorted(one.url.partition("?")[0] for one in rows if one.work == "Two coders differ")
