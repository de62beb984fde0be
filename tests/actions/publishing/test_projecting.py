"""The public projection: each seal lets rows come or end, and deletes only what was withdrawn."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from claims.actions.merging.merging import merge, rename
from claims.actions.merging.unmerging import undo_move
from claims.actions.publishing.projecting import project_all
from claims.domain.record.shared import SourceRecord, SpeakerRecord
from claims.models import ClaimVersion, RecordVersion
from claims.models.projection import SERIALS, first_number
from claims.queries.history.verification import verify_database
from claims.queries.stances.attributed import read_stances
from tests.looking_back import change, claim_of, noon, record_of
from tests.projected import (
    facet_counts,
    projection,
    public_version,
    record_versions,
    values,
    versions,
)
from tests.world import ANN, BOB, World

pytestmark = pytest.mark.slow


def source_of(key: str) -> SourceRecord:
    found = record_of("source", key)
    assert isinstance(found, SourceRecord)
    return found


def claims_in(source: str) -> set[str]:
    """The keys of the public claims that cite a source today."""
    rows = ClaimVersion.objects.valid(None).filter(facets__value__facet="source", facets__value__value=source)
    return set(rows.values_list("key", flat=True))


def row_of(key: str) -> ClaimVersion:
    return ClaimVersion.objects.valid(None).get(key=key)


def ended_at_most(before: dict[str, set[tuple[Any, ...]]]) -> None:
    """Assert that every row of claims and records from before is still there, and at most ended."""
    for model, name in ((ClaimVersion, "claim"), (RecordVersion, "record")):
        columns = [field.attname for field in model._meta.concrete_fields if field.attname != "id"]
        may_end = {columns.index(one) for one in ("valid_to", "is_open") if one in columns}

        def stays(row: tuple[Any, ...], may_end: set[int] = may_end) -> tuple[Any, ...]:
            return tuple(value for place, value in enumerate(row) if place not in may_end)

        after = projection()[name]
        ended = {row for row in before[name] if row[columns.index("valid_to")] is not None}
        assert ended <= after
        assert {stays(row) for row in before[name]} <= {stays(row) for row in after}


@pytest.mark.postgresql
def test_an_amended_claim_gets_a_new_row_and_the_old_one_ends(world: World) -> None:
    before, old = projection(), row_of(world.refusal)
    change(5, replace(claim_of(world.refusal), said="2021-03-12", topics=(world.other_topic,)))
    ended_at_most(before)
    new, ended = row_of(world.refusal), ClaimVersion.objects.get(number=old.number)
    assert (ended.is_open, ended.valid_to, new.valid_from) == (False, noon(5), noon(5))
    assert (new.version, new.published_at) == (old.version + 1, old.published_at)
    assert (values(new, "topic"), values(ended, "topic")) == ([world.other_topic], [world.topic])
    assert old.number < first_number(date(2021, 3, 12)) < new.number < first_number(date(2021, 3, 13))
    assert len(projection()["claim"]) == len(before["claim"]) + 1


@pytest.mark.postgresql
def test_claims_that_become_public_together_are_written_in_the_order_of_their_days(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.actions.publishing.projecting.TOGETHER", 1)
    first, second = sorted([world.refusal, world.two_roads])
    change(5, replace(claim_of(first), said="2021-03-14"), replace(claim_of(second), said="2021-03-13"))
    assert row_of(second).number % SERIALS < row_of(first).number % SERIALS


@pytest.mark.postgresql
def test_a_source_that_moves_to_another_outlet_and_day_gives_its_claims_new_rows(world: World) -> None:
    before, theirs = projection(), claims_in(world.month_source)
    assert world.later_support in theirs
    change(
        8, replace(source_of(world.month_source), outlet=world.voz, published="2020-05-03", archived_url="")
    )
    ended_at_most(before)
    new = set(ClaimVersion.objects.filter(valid_from=noon(8)).values_list("key", flat=True))
    assert new == theirs
    old, now = ClaimVersion.objects.filter(key=world.later_support).order_by("valid_from")
    assert (old.version, old.valid_to) == (now.version, now.valid_from) == (1, noon(8))
    assert (values(old, "outlet"), values(now, "outlet")) == ([world.gazette], [world.voz])
    assert (old.said_latest, now.said_latest) == (date(2020, 5, 31), date(2020, 5, 3))
    assert now.number < old.number


def test_a_claim_changed_twice_in_one_instant_has_a_row_that_was_never_valid(world: World) -> None:
    change(5, replace(claim_of(world.turn), role="leader"))
    before = versions(world.turn)
    change(5, replace(claim_of(world.turn), role="leader of the opposition"))
    assert versions(world.turn) == [before[0], (2, noon(5), noon(5)), (3, noon(5), None)]
    verify_database()


def test_a_source_that_moves_twice_in_one_instant_gives_its_claims_a_row_that_was_never_valid(
    world: World,
) -> None:
    source = source_of(world.month_source)
    change(8, replace(source, outlet=world.voz))
    change(8, replace(source, outlet=world.agency))
    row = row_of(world.later_support)
    assert (row.valid_from, values(row, "outlet")) == (noon(8), [world.agency])
    assert [end for _, _, end in versions(world.later_support)] == [noon(8), noon(8), None]
    before = projection()
    project_all()
    assert projection() == before


@pytest.mark.postgresql
def test_a_source_that_moves_away_and_back_in_one_instant_verifies(world: World) -> None:
    source = source_of(world.month_source)
    change(8, replace(source, outlet=world.voz))
    change(8, source)
    verify_database()
    before = projection()
    project_all()
    assert projection() == before


@pytest.mark.postgresql
def test_a_merge_that_is_undone_leaves_the_gap_between(world: World) -> None:
    before, counts = projection(), facet_counts()
    move = merge(record_type="speaker", key=world.roe, into=world.solano, note="One.", by=ANN, approver=BOB,
                 at=noon(5))  # fmt: skip
    ended_at_most(before)
    undo_move(former=move.pk, note="Two.", by=ANN, approver=BOB, at=noon(6))
    ended_at_most(before)
    (first, since, _), *_ = record_versions(f"speaker:{world.roe}")
    assert record_versions(f"speaker:{world.roe}") == [(first, since, noon(5)), (3, noon(6), None)]
    assert values(ClaimVersion.objects.get(key=world.timed), "speaker") == [world.roe]
    assert facet_counts() == counts
    assert projection()["facet"] == before["facet"]


@pytest.mark.postgresql
def test_a_renamed_record_keeps_its_past_under_the_old_key(world: World) -> None:
    old = f"topic:{world.other_topic}"
    ((_, since, _),) = record_versions(old)
    rename(record_type="topic", key=world.other_topic, now_key="tolls", note="Wider.", by=ANN, approver=BOB,
           at=noon(5))  # fmt: skip
    assert record_versions(old) == [(1, since, noon(5))]
    assert record_versions("topic:tolls") == [(1, noon(5), None)]


def test_a_change_that_alters_no_value_alters_no_count(world: World) -> None:
    before, at = facet_counts(), public_version()
    change(29, replace(claim_of(world.refusal), role="leader"))
    assert facet_counts() == before
    assert public_version() > at
    assert [ended for _, _, ended in versions(world.refusal)] == [noon(29), None]


def test_a_source_without_an_address_any_more_gives_the_stances_of_its_claims_new_rows(world: World) -> None:
    before = read_stances([world.ordered_position], at=noon(8)).on[world.ordered_position]
    change(8, replace(source_of(world.dated_source), url="", archived_url=""))
    now = {one.key: one for one in read_stances([world.ordered_position]).on[world.ordered_position]}
    assert world.first_support in claims_in(world.dated_source)
    assert not now[world.first_support].reach.can_be_opened
    assert read_stances([world.ordered_position], at=noon(7)).on[world.ordered_position] == before


def test_a_speaker_with_another_name_gives_no_claim_a_new_row(world: World) -> None:
    before = projection()["claim"]
    lebed = record_of("speaker", world.lebed)
    assert isinstance(lebed, SpeakerRecord)
    change(8, replace(lebed, name="Viktor Lebed the Younger"))
    assert projection()["claim"] == before
    told = {one.key: one for one in read_stances([world.ordered_position]).on[world.ordered_position]}
    assert told[world.first_support].speaker_name == "Viktor Lebed the Younger"
