"""Merging, renaming and undoing, as readers see the claims: their words stay and they are found elsewhere."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from msgspec.structs import replace

from claims.actions.merging.merging import merge, rename
from claims.actions.merging.unmerging import undo_move
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.projecting import project_all
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.shared import SourceRecord, SpeakerRecord
from claims.models import ClaimVersion, FormerAddress, Source, Speaker
from claims.models.record_mapping import as_record
from claims.queries.history.export import history_texts
from claims.queries.history.verification import verify_database, verify_export
from claims.queries.lists.page_of_claims import list_claims
from claims.queries.lists.selected_claims import SelectedClaims
from claims.queries.lists.selection import read_selection
from claims.queries.stances.attributed import read_stances
from tests.actions.drafts.small_records import AFTER, later, published
from tests.actions.merging.merged import holds
from tests.looking_back import claim_of
from tests.projected import facet_counts, projection
from tests.records_in_and_out import exported, import_text, told
from tests.world import ANN, BOB, World

pytestmark = pytest.mark.slow

WHO: dict[str, Any] = {"by": ANN, "approver": BOB, "note": "They are one."}
A_DAY = timedelta(days=1)


def merged(world: World, at: datetime = AFTER + 2 * A_DAY, **more: str) -> FormerAddress:
    """Anna Roe turns out to be María Solano."""
    asked: dict[str, Any] = {"record_type": "speaker", "key": world.roe, "into": world.solano, **more}
    return merge(**asked, at=at, **WHO)


def undone(move: FormerAddress, at: datetime) -> None:
    undo_move(former=move.pk, at=at, **WHO)


def listed(at: datetime | None = None, **asked: str) -> set[str]:
    """The keys of a list, today or at the end of a day."""
    given = {name: [value] for name, value in asked.items()} | {"size": ["100"]}
    given |= {"as_of": [at.date().isoformat()]} if at else {}
    return set(list_claims(SelectedClaims(read_selection(given))).keys)


@pytest.mark.postgresql
def test_a_list_of_the_one_that_stays_holds_the_claims_of_both_and_a_day_before_those_of_then(
    world: World,
) -> None:
    roe, solano = listed(speaker=world.roe), listed(speaker=world.solano)
    assert roe
    assert solano
    move = merged(world)
    before, since = AFTER + A_DAY, AFTER + 3 * A_DAY
    assert (listed(speaker=world.solano), listed(speaker=world.roe)) == (roe | solano, set())
    assert (listed(before, speaker=world.solano), listed(before, speaker=world.roe)) == (solano, roe)
    assert listed(since, speaker=world.solano) == roe | solano
    undone(move, AFTER + 4 * A_DAY)
    last = AFTER + 5 * A_DAY
    for day in (before, last, None):
        assert (listed(day, speaker=world.solano), listed(day, speaker=world.roe)) == (solano, roe)
    assert listed(since, speaker=world.solano) == roe | solano  # So our record stood on that day.


@pytest.mark.postgresql
def test_a_search_for_a_name_of_the_one_that_stays_finds_what_was_sealed_under_the_other(
    world: World,
) -> None:
    theirs = listed(speaker=world.roe) | listed(speaker=world.solano)
    merged(world)
    speaker = as_record(Speaker.objects.get(slug=world.solano))
    assert isinstance(speaker, SpeakerRecord)
    changed = Amendment(replace(speaker, name="María Quesada"), ChangeClass.UPDATE, "A new name.")
    amend(amendments=[changed], by=ANN, approver=BOB, at=AFTER + 3 * A_DAY)
    assert theirs <= listed(q="Quesada")
    assert theirs <= listed(q="speaker:solano")
    found = listed(q="bridge", speaker=world.solano)
    assert found == listed(q="bridge") & theirs
    assert found & {key for key in theirs if claim_of(key).speaker == world.roe}
    holds()


@pytest.mark.postgresql
def test_topics_and_outlets_are_found_under_the_one_that_stays(world: World) -> None:
    both = listed(topic=world.topic) | listed(topic=world.other_topic)
    merged(world, record_type="topic", key=world.topic, into=world.other_topic)
    assert listed(topic=world.other_topic) == both
    assert facet_counts()["topic", world.other_topic] == len(both)
    chain = [{"hop": 1, "how": "direct_quote", "source": world.month_source},
             {"hop": 2, "how": "wire", "outlet": world.vestnik}]  # fmt: skip
    wired = published(world, "As the wire has it", chain=chain)
    outlets = listed(outlet=world.vestnik) | listed(outlet=world.gazette)
    move = merged(world, record_type="outlet", key=world.vestnik, into=world.gazette, at=AFTER + 3 * A_DAY)
    assert claim_of(wired.key).chain == wired.chain
    assert listed(outlet=world.gazette) == outlets
    holds()
    undone(move, AFTER + 4 * A_DAY)
    assert wired.key in listed(outlet=world.vestnik)
    holds()


@pytest.mark.postgresql
def test_a_chain_of_merges_is_followed_to_its_end_and_back_step_by_step(world: World) -> None:
    stood = {slug: listed(speaker=slug) for slug in (world.roe, world.solano, world.lebed)}
    before = projection()
    first = merged(world)
    second = merged(world, key=world.solano, into=world.lebed, at=AFTER + 3 * A_DAY)
    assert listed(speaker=world.lebed) == set().union(*stood.values())
    assert listed(AFTER + 2 * A_DAY, speaker=world.solano) == stood[world.roe] | stood[world.solano]
    holds()
    undone(second, AFTER + 4 * A_DAY)
    assert listed(speaker=world.solano) == stood[world.roe] | stood[world.solano]
    holds()
    undone(first, AFTER + 5 * A_DAY)
    assert {slug: listed(speaker=slug) for slug in stood} == stood
    assert projection()["facet"] == before["facet"]
    holds()


def test_a_claim_by_both_is_counted_once_and_is_by_both_again(world: World) -> None:
    both = published(world, "We say it together", **{"with": [world.solano]})
    before = facet_counts()
    number = len(listed(speaker=world.roe) | listed(speaker=world.solano))
    move = merged(world)
    assert facet_counts()["speaker", world.solano] == number
    holds()
    undone(move, AFTER + 3 * A_DAY)
    assert facet_counts() == before
    assert both.key in listed(speaker=world.roe) & listed(speaker=world.solano)
    holds()


def test_what_is_derived_anew_is_what_the_merge_left(world: World) -> None:
    merged(world)
    rename(record_type="topic", key=world.topic, now_key="the-bridge", at=AFTER + 3 * A_DAY, **WHO)
    source = as_record(Source.objects.get(key=world.month_source))
    assert isinstance(source, SourceRecord)
    moved = Amendment(replace(source, outlet=world.voz), ChangeClass.UPDATE, "Another outlet.")
    amend(amendments=[moved], by=ANN, approver=BOB, at=AFTER + 4 * A_DAY)
    assert ClaimVersion.objects.filter(is_open=False).exists()
    before = projection()
    project_all()
    assert projection() == before
    holds()


@pytest.mark.postgresql
def test_a_renamed_speaker_keeps_its_lists_under_the_new_slug(world: World, client: Client) -> None:
    theirs = listed(speaker=world.roe)
    move = rename(record_type="speaker", key=world.roe, now_key="anna-stone", at=AFTER + 2 * A_DAY, **WHO)
    assert listed(speaker="anna-stone") == theirs
    assert listed(AFTER + A_DAY, speaker=world.roe) == theirs
    assert client.get("/claims/?speaker=anna-roe")["Location"] == "/claims/?speaker=anna-stone"
    holds()
    undone(move, AFTER + 3 * A_DAY)
    assert listed(speaker=world.roe) == theirs
    holds()


def test_json_has_the_record_as_it_was_sealed_and_the_survivor_among_its_names(
    world: World, client: Client
) -> None:
    merged(world)
    claim = client.get(f"/api/v1/claims/{world.timed}/").json()
    assert claim["speaker"] == world.roe
    assert claim["names"]["speaker"][world.roe] == "María Solano"
    answer: Any = client.get("/claims.csv?speaker=maria-solano")
    rows = b"".join(answer.streaming_content).decode()
    (row,) = [line for line in rows.splitlines() if line.startswith(world.timed)]
    assert f"{world.solano},María Solano" in row


def test_the_line_of_the_one_that_stays_has_the_stances_of_both(world: World) -> None:
    positions = [world.ordered_position, world.other_position]
    before = [one for found in read_stances(positions).on.values() for one in found]
    assert {world.solano, world.lebed} <= {one.speaker for one in before}
    merged(world, key=world.solano, into=world.lebed)
    after = [one for found in read_stances(positions).on.values() for one in found]
    assert {one.key for one in after} == {one.key for one in before}
    assert world.solano not in {slug for one in after for slug in (one.speaker, one.own, *one.with_)}
    of_both = {one.key for found in read_stances(positions, of=[world.lebed]).on.values() for one in found}
    assert {one.key for one in before if one.speaker in (world.lebed, world.solano)} <= of_both
    then = [one for found in read_stances(positions, at=AFTER).on.values() for one in found]
    assert world.solano in {one.speaker for one in then}


def test_an_export_comes_back_without_a_change_and_verifies(world: World) -> None:
    merged(world)
    rename(record_type="topic", key=world.topic, now_key="the-bridge", at=later(3), **WHO)
    text = exported()
    assert f'"speaker":"{world.roe}"' in text
    plan = import_text(text, publish=True)
    assert (told(plan), list(plan.to_do())) == ([], [])
    whole = text + "".join(f"{line}\n" for line in history_texts())
    assert verify_export(BytesIO(whole.encode()), "e.jsonl").records == verify_database().records
    plan = import_text(whole, publish=True)
    assert (told(plan), list(plan.to_do())) == ([], [])


def test_words_of_a_file_are_found_under_the_former_key_of_their_speaker(world: World) -> None:
    found = published(world, "Words that were sealed before")
    merged(world)
    document = json.loads(
        json.dumps(
            {
                "type": "claim",
                "words": {"text": found.words.text, "language": "en", "form": "quoted"},
                "speaker": world.solano,
                "said": found.said,
                "chain": [{"hop": 1, "how": "direct_quote", "source": world.month_source}],
            }
        )
    )
    plan = import_text(json.dumps(document))
    assert [step.place for step in plan.steps.values()] == [("claim", found.key)]


def test_a_merge_of_the_former_kind_which_amended_every_claim_holds_and_is_undone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs, before = listed(speaker=world.roe), facet_counts()
    texts = {key: claim_of(key) for key in theirs}
    with monkeypatch.context() as then:
        then.setattr("claims.actions.merging.moving.is_amended", lambda *_: True)
        then.setattr("claims.domain.record.merging.KEEPS_SLUGS", ())
        move = merged(world)
    assert {claim_of(key).speaker for key in theirs} == {world.solano}
    assert listed(AFTER + A_DAY, speaker=world.roe) == theirs
    holds()
    undone(move, AFTER + 4 * A_DAY)
    assert {key: claim_of(key) for key in theirs} == texts
    assert facet_counts() == before
    holds()
