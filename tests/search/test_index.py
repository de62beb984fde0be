"""The full-text index: the same answers on both databases, and nothing that is not public."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.codec import from_document, to_document
from claims.domain.record.shared import SpeakerRecord
from claims.domain.search.query import parse_query
from claims.models import Claim, ClaimVersion
from claims.queries.lists.page_of_claims import list_claims
from claims.queries.lists.selected_claims import SelectedClaims
from claims.queries.lists.selection import read_selection
from claims.queries.records import public_record
from claims.search.base import match_of
from claims.search.engine import engine, names_engine
from claims.search.index import NAMED, rebuild
from claims.search.names import with_names
from tests.cases import each_case
from tests.projected import indexed
from tests.world import ANN, BOB, World

LATER = datetime(2023, 1, 1, tzinfo=UTC)


def found(text: str) -> set[str]:
    """The keys of the public claims that a search finds."""
    held = engine().matching(*with_names([match_of(parse_query(text))]))
    versions = ClaimVersion.objects.valid(None).filter(pk__in=[] if held is None else held.numbers)
    return set(versions.values_list("key", flat=True))


def found_ended(text: str) -> set[tuple[str, int]]:
    """The keys and versions of what ended that a search finds."""
    held = engine(is_open=False).matching(*with_names([match_of(parse_query(text))]))
    versions = ClaimVersion.objects.filter(pk__in=[] if held is None else held.numbers)
    return set(versions.values_list("key", "version"))


def test_a_speaker_is_found_by_his_name_in_either_script(world: World) -> None:
    theirs = {world.first_support, world.no_change, world.later_support, world.turn, world.refusal}
    assert found("Lebed") >= theirs
    assert found("Лебедь") == found("лебедя") == found("LÉBED") >= theirs
    assert found("Solano") == found("Солано")


@each_case("asked", ["bridges", "BRIDGE", "bridge’s", "supporting the bridge"])
def test_english_words_are_found_in_any_form(world: World, asked: str) -> None:
    assert world.first_support in found(asked)


@each_case("asked", ["поддерживать", "мост", "строительства", "по-прежнему"])
def test_russian_words_are_found_in_any_form(world: World, asked: str) -> None:
    assert world.later_support in found(asked)


@each_case("asked", ["céntimo", "CENTIMO", "ni un céntimo"])
def test_spanish_words_are_found_with_accents_and_without(world: World, asked: str) -> None:
    assert world.not_a_cent in found(asked)


def test_words_are_found_in_a_translation_too(world: World) -> None:
    assert world.no_change in found("position changed")


def test_all_words_must_be_there(world: World) -> None:
    assert found("bridge flood") == found("bridge") & found("flood")


def test_a_phrase_is_found_where_its_words_stand_side_by_side(world: World) -> None:
    assert found('"one voice"') == {world.bounded}
    assert found('"voice one"') == set()


def test_a_phrase_does_not_cross_from_one_field_to_the_next(world: World) -> None:
    assert world.first_support in found('"of the bridge"')
    assert found('"bridge our position"') == set()
    assert found('"bridge viktor"') == set()


def test_what_is_excluded_is_not_found(world: World) -> None:
    assert found("bridge -flood") == found("bridge") - found("flood")
    assert found('bridge -"one voice"') == found("bridge") - {world.bounded}


def test_joint_speakers_and_whoever_is_spoken_for_are_found(world: World) -> None:
    assert world.bounded in found('"press office"')
    assert world.turn in found("palace")


@each_case(
    ("asked", "words"),
    [
        ("NEAR(bridge palace)", "near bridge palace"),
        ("bridge OR zebra", "bridge or zebra"),
        ("bridge & !palace", "bridge palace"),
        ("brid*", "brid"),
        ("^bridge", "bridge"),
        ("'bridge') <-> \\", "bridge"),
    ],
)
def test_the_syntax_of_an_engine_is_words(world: World, asked: str, words: str) -> None:
    assert found(asked) == found(words)


def test_better_matches_come_first(world: World) -> None:
    keys = list_claims(SelectedClaims(read_selection({"q": ["flood"]}))).keys
    assert keys[0] == world.amended


def test_drafts_and_withdrawn_claims_are_not_found(world: World) -> None:
    for word in ("ungesehen", "Zurückgezogen", "Унгезеен"):
        assert found(word) == set()


def test_a_withdrawn_claim_leaves_the_index(world: World) -> None:
    withdraw(key=world.timed, reason_class="error", note="Not said.", by=ANN, approver=BOB, at=LATER)
    assert found("spokesman wait") == set()


def test_a_speaker_with_a_new_name_is_found_by_it(world: World) -> None:
    record = public_record("speaker", world.roe)
    assert record is not None
    assert isinstance(record.record, SpeakerRecord)
    document = to_document(record.record)
    document["aliases"] = [*document.get("aliases", []), {"text": "Косуля", "language": "ru"}]
    amendment = Amendment(
        record=from_document(document), change_class=ChangeClass.UPDATE, note="Her name in Russian."
    )
    assert found("Косуля") == set()
    amend(amendments=[amendment], by=ANN, at=LATER, approver=BOB)
    assert found("Косуля") == set(
        Claim.objects.published().filter(speaker__slug=world.roe).values_list("key", flat=True)
    )


@pytest.mark.parametrize("record_type", ["speaker", "outlet"])
def test_a_new_name_writes_one_document_for_each_way_of_naming_and_none_of_a_claim(
    world: World, record_type: str
) -> None:
    """The cost of a new name does not depend on how many claims there are."""
    key, name = {"speaker": (world.lebed, "Lebed"), "outlet": ("gazette", "Gazette")}[record_type]
    record: Any = public_record(record_type, key)
    amendment = Amendment(
        record=replace(record.record, name="Quondam"), change_class=ChangeClass.UPDATE, note="A new name."
    )
    before = [indexed(engine(is_open=is_open)) for is_open in (True, False)]
    names, theirs = set(indexed(names_engine())), found(name)
    with CaptureQueriesContext(connection) as asked:
        amend(amendments=[amendment], by=ANN, at=LATER, approver=BOB)
    assert not [sql for sql in (one["sql"] for one in asked) if re.search(r"claims_search(_ended)?\b", sql)]
    assert [indexed(engine(is_open=is_open)) for is_open in (True, False)] == before
    assert len(set(indexed(names_engine())) - names) == len(NAMED[record_type])
    assert theirs >= found("quondam") != set()


def test_earlier_words_are_found_among_what_ended_and_not_today(world: World) -> None:
    assert found_ended('"not the towns"') == {(world.amended, 1), (world.amended, 2)}
    assert world.amended not in found('"not the towns"')
    assert world.amended in found("flood towns")


def test_an_index_made_anew_finds_the_same(world: World) -> None:
    before = {asked: found(asked) for asked in ("bridge", "Лебедь", "palace", "the")}
    rebuild()
    assert {asked: found(asked) for asked in before} == before
