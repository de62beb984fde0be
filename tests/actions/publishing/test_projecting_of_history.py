"""The projection of a record that changed in every way: what seals wrote one by one is what is made anew."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from claims.actions.merging.merging import merge, rename
from claims.actions.merging.unmerging import undo_move
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.projecting import project_all
from claims.actions.publishing.reviving import earlier_content, revive
from claims.actions.publishing.withdrawing import withdraw
from claims.database.append_only import ANEW
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.shared import SourceRecord
from claims.domain.search.query import parse_query
from claims.models import ClaimFacet, ClaimVersion, FacetCount, RecordVersion, Revision
from claims.models.projection import SERIALS
from claims.queries.history.verification import verify_database
from claims.search.base import match_of
from claims.search.engine import engine
from claims.search.index import rebuild
from claims.search.names import with_names
from tests.looking_back import change, claim_of, noon, record_of
from tests.projected import (
    facet_counts,
    indexed,
    projection,
    record_versions,
    values,
    versions,
)
from tests.sealed import all_sealed
from tests.world import ANN, BOB, World

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]

TABLES = (
    "claims_claimversion",
    "claims_claimfacet",
    "claims_facetcount",
    "claims_recordversion",
    "claims_recordreference",
    "claims_recordword",
    "claims_search",
)


@pytest.fixture(scope="module")
def world_on_record(history_on_record: World) -> World:
    return history_on_record


def taken_back(key: str, day: int) -> None:
    withdraw(key=key, reason_class="error", note="Not said.", by=ANN, approver=BOB, at=noon(day))


def published_again(key: str, day: int, **changed: Any) -> None:
    record: Any = earlier_content("claim", key)
    amendment = Amendment(replace(record, **changed), ChangeClass.UPDATE, "It was said after all.")
    revive(amendment=amendment, by=ANN, approver=BOB, at=noon(day))


def source_of(key: str) -> SourceRecord:
    found = record_of("source", key)
    assert isinstance(found, SourceRecord)
    return found


def row_of(key: str) -> ClaimVersion:
    return ClaimVersion.objects.valid(None).get(key=key)


def test_made_anew_the_projection_is_what_the_seals_wrote_one_by_one(world: World) -> None:
    before = projection()
    assert ClaimVersion.objects.filter(is_open=False).count() > 8
    assert RecordVersion.objects.exclude(valid_to=None).count() > 8
    project_all()
    assert projection() == before


def test_made_anew_after_withdrawals_revivals_and_moves_it_is_still_the_same(world: World) -> None:
    taken_back(world.turn, 26)
    taken_back(world.rated, 26)
    published_again(world.turn, 27, said="2021-03")
    rename(record_type="speaker", key=world.lebed, now_key="v-lebed", note="So he signs.", by=ANN,
           approver=BOB, at=noon(27))  # fmt: skip
    move = merge(record_type="outlet", key=world.voz, into=world.gazette, note="One house.", by=ANN,
                 approver=BOB, at=noon(28))  # fmt: skip
    undo_move(former=move.pk, note="Two houses.", by=ANN, approver=BOB, at=noon(29))
    before = projection()
    call_command("derive_records")
    assert projection() == before
    verify_database()


def test_made_anew_from_nothing_it_holds_the_same_in_the_same_order(world: World) -> None:
    def told() -> list[tuple[Any, ...]]:
        rows = ClaimVersion.objects.order_by("key", "version", "valid_from").prefetch_related("facets__value")
        return [
            (
                *(row.key, row.version, row.valid_from, row.valid_to, row.number // SERIALS),
                frozenset((link.value.facet, link.value.value) for link in row.facets.all()),
            )
            for row in rows
        ]

    before, counts = told(), facet_counts()
    anew = FacetCount.objects.create(facet=ANEW)
    for model in (ClaimFacet, ClaimVersion):
        model._base_manager.all().delete()
    anew.delete()
    project_all()
    assert (told(), facet_counts()) == (before, counts)
    verify_database()


def test_the_indexes_made_anew_are_those_that_were_kept(world: World) -> None:
    before = [indexed(engine(is_open=is_open)) for is_open in (True, False)]
    assert all(before)
    rebuild()
    assert [indexed(engine(is_open=is_open)) for is_open in (True, False)] == before


def test_each_index_holds_the_versions_of_its_kind_and_nothing_else(world: World) -> None:
    for is_open in (True, False):
        rows = ClaimVersion.objects.filter(is_open=is_open).order_by("number")
        assert [row[0] for row in indexed(engine(is_open=is_open))] == list(
            rows.values_list("number", flat=True)
        )


def test_nothing_that_is_projected_is_a_change_of_the_record(world: World) -> None:
    assert all_sealed()
    verify_database()


def test_a_source_that_tells_nothing_new_of_its_claims_writes_none_of_their_rows(world: World) -> None:
    before = projection()
    change(29, replace(source_of(world.wire_source), title="On the bridge", author="N. N."))
    after = projection()
    assert [after[name] for name in ("claim", "facet", "open", "ended")] == [
        before[name] for name in ("claim", "facet", "open", "ended")
    ]
    assert len(after["record"]) == len(before["record"]) + 1


def test_a_source_and_its_claim_changed_together_begin_one_row(world: World) -> None:
    source = replace(source_of(world.wire_source), outlet="voz", published="2019-03-29")
    change(29, replace(claim_of(world.bounded), role="in a statement"), source)
    old, now = ClaimVersion.objects.filter(key=world.bounded).order_by("valid_from")
    assert (old.valid_to, now.valid_from) == (noon(29), noon(29))
    assert (old.said_latest, now.said_latest) == (date(2019, 3, 30), date(2019, 3, 29))
    assert (values(old, "outlet"), values(now, "outlet")) == (["agency"], ["voz"])
    before = projection()
    project_all()
    assert projection() == before


def test_two_changes_in_one_instant_leave_what_was_valid_before_both_and_after_both(world: World) -> None:
    """Version 2 was erased and has no row; version 3 was valid for no time."""
    first, never, last = ClaimVersion.objects.filter(key=world.first_support).order_by("version")
    assert (first.version, first.valid_to) == (1, noon(5))
    assert (never.version, never.valid_from, never.valid_to) == (3, noon(20), noon(20))
    assert (last.version, last.valid_from, last.is_open) == (4, noon(20), True)
    ended = [number for number, *_ in record_versions(f"claim:{world.first_support}")]
    assert ended == [1, 3, 4]


def test_a_claim_that_is_withdrawn_leaves_nothing(world: World) -> None:
    numbers = set(ClaimVersion.objects.filter(key=world.first_support).values_list("number", flat=True))
    counts = facet_counts()
    assert len(numbers) == 3
    taken_back(world.first_support, 30)
    assert versions(world.first_support) == record_versions(f"claim:{world.first_support}") == []
    assert not ClaimFacet.objects.filter(version__in=numbers).exists()
    assert not ClaimFacet.objects.exclude(version__in=ClaimVersion.objects.all()).exists()
    for is_open in (True, False):
        assert numbers.isdisjoint(row[0] for row in indexed(engine(is_open=is_open)))
    assert facet_counts()["all", ""] == counts["all", ""] - 1
    verify_database()


def test_a_claim_that_is_public_again_has_its_past_again_under_the_same_versions(world: World) -> None:
    key = world.later_support
    before = versions(key)
    assert len(before) > 1
    taken_back(key, 29)
    assert versions(key) == []
    published_again(key, 30)
    *past, (last, since, _) = before
    assert versions(key) == [*past, (last, since, noon(29)), (last + 2, noon(30), None)]
    assert row_of(key).published_at == before[0][1]
    record = record_versions(f"claim:{key}")
    assert [row[0] for row in record] == [*range(1, last + 1), last + 2]
    verify_database()
    rows = projection()
    project_all()
    assert projection() == rows


def test_a_merge_keeps_the_past_of_the_speaker_who_went(world: World) -> None:
    place = f"speaker:{world.roe}"
    assert [row[0] for row in record_versions(place)] == [1, 2]
    assert record_versions(place)[-1][2] == noon(25)
    row = row_of(world.timed)
    assert versions(world.timed) == [(1, row.valid_from, None)]
    links = row.facets.filter(value__facet="speaker").values_list("value__value", "is_open")
    assert set(links) == {(world.roe, False), (world.solano, True)}
    assert ("speaker", world.roe) not in facet_counts()


def test_an_erased_version_of_a_claim_has_no_row_by_which_it_is_found(world: World) -> None:
    erased = Revision.objects.get(record_type="claim", record_key=world.first_support, version=2)
    assert not ClaimVersion.objects.filter(revision=erased).exists()


def test_a_speaker_with_a_new_name_is_found_by_it_on_past_days_too(world: World) -> None:
    before = indexed(engine(is_open=False))
    [renamed] = with_names([match_of(parse_query("Quesada"))])
    assert engine(is_open=False).matching(renamed) is None
    speaker: Any = record_of("speaker", world.solano)
    change(29, replace(speaker, name="María Quesada"))
    theirs = ClaimVersion.objects.filter(
        is_open=False, facets__value__facet="speaker", facets__value__value__in=[world.solano, world.roe]
    )
    [renamed] = with_names([match_of(parse_query("Quesada"))])
    found = engine(is_open=False).matching(renamed)
    assert found is not None
    ended = ClaimVersion.objects.filter(number__in=found.numbers).values_list("number", flat=True)
    assert set(ended) == set(theirs.values_list("number", flat=True)) != set()
    assert indexed(engine(is_open=False)) == before


def test_many_amendments_at_once_ask_hardly_more_of_it_than_one(world: World) -> None:
    def asked(*keys: str, day: int) -> int:
        amendments = [
            Amendment(
                replace(claim_of(key), context=f"A note of day {day}."), ChangeClass.UPDATE, "We know more."
            )
            for key in keys
        ]
        with CaptureQueriesContext(connection) as queries:
            amend(amendments=amendments, by=ANN, approver=BOB, at=noon(day))
        return sum(any(table in query["sql"] for table in TABLES) for query in queries)

    one = asked(world.turn, day=29)
    many = asked(world.turn, world.timed, world.rated, world.refusal, world.half_open, day=30)
    # Counts that fall by the same number fall together: one statement for each number up to that of claims.
    assert many <= one + 5
