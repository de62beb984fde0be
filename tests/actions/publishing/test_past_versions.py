"""What is kept of what the record held: as it changes, and made anew from the revisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.rebuilding import rebuild
from claims.actions.publishing.reviving import revive
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.shared import SourceRecord
from claims.models import Claim, FormerClaim, FormerMember, Tally, Unsealed
from claims.queries.history.verification import verify_database
from claims.search.index import rebuild as rebuild_index
from tests.looking_back import build_history, change, claim_of, noon, record_of
from tests.world import ANN, BOB, World

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]


def kept() -> set[tuple[Any, ...]]:
    """All that is kept, without primary keys."""
    members: dict[int, set[tuple[str, str]]] = {}
    for former, facet, member in FormerMember.objects.values_list("former", "facet", "member"):
        members.setdefault(former, set()).add((facet, member))
    columns = [field.attname for field in FormerClaim._meta.concrete_fields if field.attname != "id"]
    return {
        (*values, frozenset(members[pk])) for pk, *values in FormerClaim.objects.values_list("pk", *columns)
    }


def indexed() -> list[tuple[Any, ...]]:
    text = "rowid, stems" if connection.vendor == "sqlite" else "claim_id, document::text"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {text} FROM claims_search_former ORDER BY 1")
        return list(cursor.fetchall())


@pytest.fixture(scope="module")
def late(world_on_record: World, django_db_blocker: Any) -> Iterator[str]:
    with django_db_blocker.unblock():
        yield build_history(world_on_record)


def test_what_is_made_anew_is_what_the_seals_wrote(world: World, late: str) -> None:
    before = kept()
    assert len(before) > 8
    assert rebuild() == FormerClaim.objects.count()
    assert kept() == before


def test_the_index_made_anew_is_the_index_that_was_kept(world: World, late: str) -> None:
    before = indexed()
    assert before
    rebuild_index()
    assert indexed() == before


def test_the_index_holds_what_is_held_and_nothing_else(world: World, late: str) -> None:
    assert [row[0] for row in indexed()] == sorted(FormerClaim.objects.values_list("pk", flat=True))


def test_nothing_that_is_kept_is_a_change_of_the_record(world: World, late: str) -> None:
    assert not Unsealed.objects.exists()
    verify_database()


def test_a_claim_that_is_withdrawn_leaves_nothing(world: World, late: str) -> None:
    assert FormerClaim.objects.filter(claim__key=world.first_support).exists()
    withdraw(
        key=world.first_support, reason_class="error", note="Not said.", by=ANN, approver=BOB, at=noon(30)
    )
    assert not FormerClaim.objects.filter(claim__key=world.first_support).exists()
    assert not FormerMember.objects.exclude(former__in=FormerClaim.objects.all()).exists()
    assert [row[0] for row in indexed()] == sorted(FormerClaim.objects.values_list("pk", flat=True))


def test_two_changes_in_one_instant_keep_what_held_before_both(world: World, late: str) -> None:
    first = FormerClaim.objects.filter(claim__key=world.first_support).order_by("held_from")
    assert [row.version for row in first] == [1]
    assert first[0].held_to == noon(5)


def test_a_source_that_tells_nothing_new_of_its_claims_keeps_nothing(world: World, late: str) -> None:
    before = kept()
    source = record_of("source", world.wire_source)
    assert isinstance(source, SourceRecord)
    change(29, replace(source, title="On the bridge", author="N. N."))
    assert kept() == before


def test_a_source_and_its_claim_changed_together_keep_one_time(world: World, late: str) -> None:
    source, claim = record_of("source", world.wire_source), claim_of(world.bounded)
    assert isinstance(source, SourceRecord)
    change(29, replace(claim, role="in a statement"), replace(source, outlet="voz", published="2019-03-29"))
    row = FormerClaim.objects.get(claim__key=world.bounded)
    assert row.said_latest.isoformat() == "2019-03-30"
    outlets = row.members.filter(facet="outlet").values_list("member", flat=True)
    assert list(outlets) == ["agency"]
    before = kept()
    rebuild()
    assert kept() == before


def test_many_amendments_at_once_ask_no_more_of_it_than_one(world: World, late: str) -> None:
    def asked(*keys: str, day: int) -> int:
        amendments = [
            Amendment(
                replace(claim_of(key), context=f"A note of day {day}."), ChangeClass.UPDATE, "We know more."
            )
            for key in keys
        ]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            amend(amendments=amendments, by=ANN, approver=BOB, at=noon(day))
        return sum("claims_former" in query["sql"] for query in queries)

    one = asked(world.turn, day=29)
    many = asked(world.turn, world.timed, world.rated, world.refusal, world.half_open, day=30)
    assert many <= one + 1


def test_counts_of_today_know_nothing_of_it(world: World) -> None:
    before = set(Tally.objects.exclude(facet="version").values_list("facet", "member", "value"))
    record = claim_of(world.refusal)
    change(29, replace(record, context="Asked twice."))
    after = set(Tally.objects.exclude(facet="version").values_list("facet", "member", "value"))
    assert after == before
    assert FormerClaim.objects.get(claim__key=world.refusal).held_to - noon(29) == timedelta(0)


def test_a_claim_that_is_public_again_has_its_past_again(world: World, late: str) -> None:
    key = world.later_support
    claim = Claim.objects.get(key=key)
    before = {row for row in kept() if row[0] == claim.pk}
    amendment = Amendment(claim_of(key), ChangeClass.UPDATE, "It was said after all.")
    withdraw(key=key, reason_class="error", note="Not said.", by=ANN, approver=BOB, at=noon(29))
    revive(amendment=amendment, by=ANN, approver=BOB, at=noon(30))
    after = {row for row in kept() if row[0] == claim.pk}
    assert after > before
    assert [row[3] for row in after - before] == [noon(29)]
    verify_database()
