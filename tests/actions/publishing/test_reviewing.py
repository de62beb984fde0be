"""Submitting a draft, and returning it with a comment."""

from __future__ import annotations

import pytest

from claims.actions.publishing.reviewing import send_back, submit
from claims.domain.errors import Refused
from claims.models import AuditEvent, Claim
from tests.actions.drafts.small_records import AFTER, drafted, state_of, submitted
from tests.world import ANN, BOB, World


def test_a_draft_is_submitted_and_returned_and_submitted_again(world: World) -> None:
    found = drafted(world)
    submit(record_type="claim", key=found.key, by=ANN, at=AFTER)
    assert state_of(found) == ("submitted", 0)
    row = send_back(record_type="claim", key=found.key, comment="Which page?", by=BOB, at=AFTER)
    assert (row.state, row.edition) == ("returned", 3)
    submit(record_type="claim", key=found.key, by=ANN, at=AFTER)
    assert state_of(found) == ("submitted", 0)
    events = AuditEvent.objects.filter(record_key=found.key).order_by("pk").values_list("action", flat=True)
    assert list(events) == ["record", "submit", "return", "submit"]
    assert AuditEvent.objects.get(record_key=found.key, action="return").detail == {"comment": "Which page?"}


def test_a_draft_is_not_returned_without_a_comment(world: World) -> None:
    found = submitted(world)
    with pytest.raises(Refused, match="comment"):
        send_back(record_type="claim", key=found.key, comment=" ", by=BOB, at=AFTER)
    assert state_of(found) == ("submitted", 0)


@pytest.mark.parametrize("name", ["submitted", "turn", "withdrawn"])
def test_only_what_its_author_has_is_submitted(world: World, name: str) -> None:
    key = getattr(world, name)
    with pytest.raises(Refused):
        submit(record_type="claim", key=key, by=ANN, at=AFTER)


@pytest.mark.parametrize("name", ["draft", "returned", "turn", "withdrawn"])
def test_only_what_is_submitted_is_returned(world: World, name: str) -> None:
    key = getattr(world, name)
    before = Claim.objects.get(key=key).state
    with pytest.raises(Refused):
        send_back(record_type="claim", key=key, comment="No.", by=BOB, at=AFTER)
    assert Claim.objects.get(key=key).state == before


def test_what_is_not_there_is_named(world: World) -> None:
    with pytest.raises(Refused, match="There is no claim 0000000000"):
        submit(record_type="claim", key="0000000000", by=ANN, at=AFTER)
