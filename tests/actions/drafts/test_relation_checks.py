"""Relations that cannot hold are refused wherever a claim is written, with the reason."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from claims.actions.drafts.recording import change_draft, propose_change, record_draft
from claims.actions.merging.merging import merge
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.publishing import publish
from claims.domain.errors import Refused
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord, Relation
from claims.domain.record.shared import Record
from claims.models import Claim, Source, Speaker
from claims.models.record_mapping import as_record
from tests.actions.drafts.small_records import AFTER, claim_record, counted, drafted, published, submitted
from tests.world import ANN, BOB, World

pytestmark = pytest.mark.django_db


def change(record: Record, **changes: object) -> None:
    amendment = Amendment(replace(record, **changes), ChangeClass.UPDATE, "Why.")
    amend(amendments=[amendment], by=ANN, approver=BOB, at=AFTER)


def on_record(key: str) -> ClaimRecord:
    record = as_record(Claim.objects.get(key=key))
    assert isinstance(record, ClaimRecord)
    return record


def test_a_relation_against_the_dates_enters_no_draft(world: World) -> None:
    relations = [{"kind": "responds_to", "to": world.turn}]
    with pytest.raises(Refused, match=r"relations\[0\].kind: .*said later: .*10 Mar 2021"):
        drafted(world, relations=relations)
    found = drafted(world)
    for write in (change_draft, propose_change):
        key = found.key if write is change_draft else world.rated
        record = replace(on_record(key), relations=(Relation(kind="responds_to", to=world.turn),))
        with pytest.raises(Refused, match="said later"):
            write(record=record, by=ANN, at=AFTER)


def test_an_amendment_with_such_a_relation_changes_nothing(world: World) -> None:
    before = counted()
    found = on_record(world.first_support)
    with pytest.raises(Refused, match="was said after"):
        change(on_record(world.turn), relations=(Relation(kind="precedes", to=world.first_support),))
    with pytest.raises(Refused, match="another speaker"):
        change(on_record(world.rated), relations=(Relation(kind="repeats", to=world.first_support),))
    with pytest.raises(Refused, match="nobody echoes himself"):
        change(on_record(world.turn), relations=(Relation(kind="echoes", to=world.first_support),))
    assert counted() == before
    assert on_record(world.first_support) == found


def test_the_day_of_a_claim_cannot_move_past_what_answers_it(world: World) -> None:
    found = on_record(world.first_support)
    with pytest.raises(Refused, match=f"said: the claim {world.later_support} “.*change that relation first"):
        change(found, said="2021-05")


def test_the_day_of_a_source_caps_what_was_said(world: World) -> None:
    """The summary is undated, in a source of February 2019; what was said in March was said later."""
    with pytest.raises(Refused, match="by its source not after 2019-02"):
        change(on_record(world.summary), relations=(Relation(kind="contradicts", to=world.bounded),))


@pytest.mark.postgresql
def test_the_day_of_a_source_cannot_move_past_what_its_claims_come_after(world: World) -> None:
    undated = {"said": "", "said_note": "The source gives no day.", "speaker": world.roe}
    later = published(world, "It stands", relations=[{"kind": "repeats", "to": world.timed}], **undated)
    source = as_record(Source.objects.get(key=world.month_source))
    before = counted()
    with pytest.raises(Refused, match=f"published: a relation of the claim {later.key} would not hold"):
        change(source, published="1999-01-01")
    assert counted() == before
    change(source, title="The same page")


def test_nobody_is_identified_as_the_speaker_whom_he_echoes(world: World) -> None:
    echo = Relation(kind="echoes", to=world.later_support)
    change(on_record(world.unidentified), relations=(echo,))
    senator = as_record(Speaker.objects.get(slug=world.senator))
    with pytest.raises(Refused, match=f"identified_as: .*{world.unidentified} would not .*nobody echoes"):
        change(senator, identified_as=world.lebed)
    change(senator, identified_as=world.roe)


@pytest.mark.postgresql
def test_precedes_runs_in_no_circle_over_what_is_public(world: World) -> None:
    unknown = {"said": "", "said_note": "The source gives no day."}
    first = published(world, "One", **unknown)
    second = published(world, "Two", relations=[{"kind": "precedes", "to": first.key}], **unknown)
    third = published(world, "Three", relations=[{"kind": "precedes", "to": second.key}], **unknown)
    with pytest.raises(Refused, match="runs in a circle"):
        change(first, relations=(Relation(kind="precedes", to=third.key),))
    with pytest.raises(Refused, match="points to what came before"):
        change(
            second,
            relations=(
                Relation(kind="precedes", to=first.key),
                Relation(kind="hedges", to=first.key),
            ),
        )


def test_a_way_over_claims_without_a_day_is_held_against_the_dates(world: World) -> None:
    between = published(world, "One", said="", said_note="The source gives no day.",
                        relations=[{"kind": "precedes", "to": world.amended}])  # fmt: skip
    with pytest.raises(Refused, match=f"{world.rated} .* precedes {world.amended} .*the dates say otherwise"):
        change(on_record(world.rated), relations=(Relation(kind="precedes", to=between.key),))


def test_two_drafts_that_make_a_circle_are_not_published_together(world: World) -> None:
    first = submitted(world, "One")
    second = submitted(world, "Two", relations=[{"kind": "precedes", "to": first.key}])
    change_draft(
        record=replace(on_record(first.key), relations=(Relation(kind="precedes", to=second.key),)),
        by=ANN,
        at=AFTER,
    )
    with pytest.raises(Refused, match="circle"):
        publish(places=[("claim", first.key), ("claim", second.key)], by=BOB, at=AFTER)


def test_who_echoes_another_is_not_merged_with_him_unseen(world: World) -> None:
    change(on_record(world.rated), relations=(Relation(kind="echoes", to=world.first_support),))
    with pytest.raises(Refused, match="nobody echoes himself"):
        merge(
            record_type="speaker", key=world.roe, into=world.lebed, note="One and the same.",
            by=ANN, approver=BOB, at=AFTER,
        )  # fmt: skip


def test_a_relation_of_a_claim_that_is_new_may_point_to_a_tombstone(world: World) -> None:
    record = claim_record("New", world, relations=[{"kind": "echoes", "to": world.withdrawn}])
    assert record_draft(record=record, by=ANN, at=AFTER).version == 0
