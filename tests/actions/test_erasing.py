"""Erasing what the law does not let us keep: the content goes, the chain stays whole."""

from __future__ import annotations

import pytest
from django.db import connection

from claims.actions.erasing import erase
from claims.domain.errors import Refused
from claims.models import AuditEvent, Erasure, LedgerRow, Revision, RevisionContent
from tests.actions.drafts import AFTER
from tests.world import BOB, World


def revision(key: str, version: int) -> Revision:
    return Revision.objects.get(record_key=key, version=version)


def test_an_old_content_is_erased_under_a_ledger_row_that_says_so(world: World) -> None:
    first = revision(world.amended, 1)
    digest = first.digest
    erase(revision=first, reason="A court’s order.", by=BOB, at=AFTER)
    assert not RevisionContent.objects.filter(revision=first).exists()
    assert revision(world.amended, 1).digest == digest
    latest = LedgerRow.objects.order_by("-sequence")[0]
    assert (latest.kind, latest.summary) == ("erasure", "A court’s order.")
    assert Erasure.objects.get(revision=first).ledger_row == latest
    assert AuditEvent.objects.filter(action="erase", record_key=world.amended, version=1).exists()
    connection.check_constraints()


def test_the_words_of_a_withdrawn_claim_can_be_erased(world: World) -> None:
    erase(revision=revision(world.withdrawn, 1), reason="Privacy.", by=BOB, at=AFTER)
    assert not RevisionContent.objects.filter(text__contains="Zurückgezogen").exists()


def test_what_is_public_now_is_not_erased(world: World) -> None:
    with pytest.raises(Refused, match="public now"):
        erase(revision=revision(world.amended, 3), reason="A court’s order.", by=BOB, at=AFTER)


def test_an_erasure_needs_its_reason_and_happens_once(world: World) -> None:
    first = revision(world.amended, 1)
    with pytest.raises(Refused, match="reason"):
        erase(revision=first, reason="", by=BOB, at=AFTER)
    erase(revision=first, reason="A court’s order.", by=BOB, at=AFTER)
    with pytest.raises(Refused, match="erased already"):
        erase(revision=first, reason="A court’s order.", by=BOB, at=AFTER)
