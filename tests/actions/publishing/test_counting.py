"""All kept counts are those of a recount by brute force, whatever was done to the public record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from claims.actions.drafts.recording import change_draft
from claims.actions.merging.merging import merge, rename
from claims.actions.merging.unmerging import undo_move
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.projecting import project_all
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.errors import Refused
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord
from claims.models import Claim, FormerAddress, MonthCount, StanceCount
from claims.models.record_mapping import as_record
from tests.actions.drafts.small_records import AFTER, drafted, later, published
from tests.actions.importing.import_lines import CLAIM, SHARED, SPEAKER, lines
from tests.actions.publishing.test_counts import assert_kept_as_counted
from tests.records_in_and_out import import_text
from tests.recounted import assert_kept_as_recounted, kept, recounted
from tests.world import ANN, BOB, World

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]

WHY = "Both are one."


def test_the_counts_of_the_world_are_right(world: World) -> None:
    assert_kept_as_recounted()
    months, stances = kept()
    assert months[world.lebed, "", ""] == Claim.objects.published().filter(speaker__slug=world.lebed).count()
    assert months[world.lebed, world.topic, "2019-02"] == 2
    assert months[world.press_office, "", ""] == 2  # Once jointly.
    assert stances
    assert not any(world.unseen_topic in key or world.unseen_speaker in key for key in months)


def test_a_claim_counts_for_a_month_only_if_it_cannot_be_of_another(world: World) -> None:
    before = months_of_roe(world)
    published(world, "Some day in June", said="2017-06", said_note="?")
    published(world, "About the end of June", said="2017-06-30~", said_note="?")
    published(world, "In one of two days of May", said="2017-05-03/2017-05-04", said_note="?")
    published(world, "In spring or summer", said="2017-05/2017-06", said_note="?")
    published(world, "In the year", said="2017", said_note="?")
    published(world, "By June", said="../2017-06-02", said_note="?")
    published(world, "Nobody knows when", said="", said_note="?")
    found = months_of_roe(world)
    assert found.pop("") == before.pop("") + 7
    assert found == before | {"2017-05": 1, "2017-06": 1, "2017": 3}


def months_of_roe(world: World) -> dict[str, int]:
    rows = MonthCount.objects.filter(speaker=world.roe, topic="")
    return dict(rows.values_list("month", "claims"))


def test_a_count_that_falls_to_nothing_leaves_no_row(world: World) -> None:
    before = kept()
    found = published(world, "Words", said="2017-06-02", topics=[world.other_topic])
    assert kept() != before
    withdraw(key=found.key, reason_class="error", note="Why.", by=ANN, approver=BOB, at=AFTER)
    assert kept() == before


def test_a_merge_carries_the_counts_over_and_its_undoing_back(world: World) -> None:
    before = kept()
    for record_type, key, into in (
        ("speaker", world.roe, world.solano),
        ("topic", world.other_topic, world.topic),
    ):
        move = merge(record_type=record_type, key=key, into=into, note=WHY, by=ANN, approver=BOB, at=AFTER)
        assert not MonthCount.objects.filter(**{record_type: key}).exists()
        assert_kept_as_recounted()
        undo_move(former=move.pk, note="Two after all.", by=ANN, approver=BOB, at=later(1))
        assert kept() == before


def test_a_speaker_of_another_name_keeps_the_counts_under_the_new_one(world: World) -> None:
    rename(
        record_type="speaker", key=world.lebed, now_key="v-lebed", note=WHY, by=ANN, approver=BOB, at=AFTER
    )
    assert not StanceCount.objects.filter(speaker=world.lebed).exists()
    assert MonthCount.objects.filter(speaker="v-lebed").exists()
    assert_kept_as_recounted()


def test_a_projection_made_anew_counts_speakers_again(world: World) -> None:
    MonthCount.objects.update(claims=99)
    StanceCount.objects.all().delete()
    project_all()
    assert_kept_as_recounted()


def test_an_import_counts_what_it_publishes_and_what_it_amends(world: World) -> None:
    shared = [{**document, **({"slug": "nobody-else"} if document is SPEAKER else {})} for document in SHARED]
    shared[0] = {**shared[0], "slug": "herald"}
    shared[1] = {**shared[1], "outlet": "herald"}
    claim = {**CLAIM, "key": "1111111111", "speaker": "nobody-else", "topics": [world.topic]}
    import_text(lines(*shared, claim), publish=True)
    assert kept()[0]["nobody-else", world.topic, "2019-02"] == 1
    assert_kept_as_recounted()
    import_text(lines({**claim, "said": "2018-11", "said_note": "?"}), publish=True)
    assert kept()[0]["nobody-else", world.topic, "2018-11"] == 1
    assert_kept_as_recounted()


def _publish(world: World, number: int) -> None:
    positions = [{"position": world.other_position, "answer": "towns", "grounds": "So."}]
    published(world, f"Words {number}", stances=positions if number % 2 else [], topics=[world.other_topic])


def _change(world: World, number: int) -> None:
    keys = Claim.objects.published().order_by("key").values_list("key", flat=True)
    row = Claim.objects.get(key=keys[number % len(keys)])
    record = as_record(row)
    assert isinstance(record, ClaimRecord)
    said = ["", "2019", "2020-05-05"][number % 3]
    changed = replace(
        record,
        said=said,
        said_note="?",
        speaker=[world.roe, world.solano][number % 2],
        topics=(),
        stances=record.stances[: number % 2],
        words=replace(record.words, form="reported"),
    )
    amend(amendments=[Amendment(changed, ChangeClass.UPDATE, "Why.")], by=ANN, approver=BOB, at=AFTER)


def _withdraw(world: World, number: int) -> None:
    keys = Claim.objects.published().order_by("key").values_list("key", flat=True)
    withdraw(key=keys[number % len(keys)], reason_class="error", note="Why.", by=ANN, approver=BOB, at=AFTER)


def _draft(world: World, number: int) -> None:
    record = drafted(world, f"Words {number}")
    change_draft(record=replace(record, role="leader"), by=ANN, at=AFTER)


def _publish_unready(world: World, number: int) -> None:
    publish(places=[("claim", world.draft)], by=BOB, at=AFTER)


def _merge(world: World, number: int) -> None:
    pairs = [(world.roe, world.solano), (world.solano, world.lebed), (world.lebed, world.roe)]
    key, into = pairs[number % len(pairs)]
    merge(record_type="speaker", key=key, into=into, note=WHY, by=ANN, approver=BOB, at=AFTER)


def _take_back(world: World, number: int) -> None:
    move = FormerAddress.objects.filter(undone_at=None).order_by("-pk").first()
    if move is not None:
        undo_move(former=move.pk, note="No.", by=ANN, approver=BOB, at=AFTER)


def _speak_together(world: World, number: int) -> None:
    keys = Claim.objects.published().order_by("key").values_list("key", flat=True)
    record = as_record(Claim.objects.get(key=keys[number % len(keys)]))
    assert isinstance(record, ClaimRecord)
    changed = replace(record, with_=(world.ministry,), on_behalf_of=world.palace, said_note="?")
    amend(amendments=[Amendment(changed, ChangeClass.UPDATE, "Why.")], by=ANN, approver=BOB, at=AFTER)


STEPS: list[Callable[[World, int], None]] = [
    _publish,
    _change,
    _withdraw,
    _draft,
    _publish_unready,
    _merge,
    _take_back,
    _speak_together,
]


@settings(max_examples=settings().max_examples // 2)
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 30)), min_size=1, max_size=6))
def test_after_any_sequence_of_actions_the_counts_are_those_of_a_recount(
    world: World, steps: list[tuple[Callable[[World, int], None], int]]
) -> None:
    with transaction.atomic():
        for step, number in steps:
            try:
                with transaction.atomic():
                    step(world, number)
            except Refused:
                pass
            assert kept() == recounted()
        assert_kept_as_counted()
        transaction.set_rollback(True)
