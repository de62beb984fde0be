"""How often a voice said it, and who echoes it: the two sections of the claim page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from claims.actions.drafts.recording import record_draft
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import submit
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.history.workflow import ChangeClass
from claims.domain.positions.repeats import ONLY_LINKED
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_document
from claims.queries.claim.page import ClaimPage, Site, claim_page
from claims.queries.claim.related import MOST_REPEATS
from claims.queries.claim.repeats import SaidAgain
from claims.queries.records import public_record
from tests.actions.importing.import_lines import lines
from tests.records_in_and_out import import_text, told
from tests.world import ANN, BOB, FOUNDED_AT, World
from tests.world_claims import claim
from tests.world_shared import GAZETTE_FEBRUARY, VESTNIK_UNDATED, VOZ_MARCH

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.same_sql]
LATER = FOUNDED_AT + timedelta(days=400)
SITE = Site("Test Record", "https://record.example")


def said(
    said_on: str, *links: tuple[str, str], speaker: str = "anna-roe", source: str = "", **more: Any
) -> str:
    """Publish a claim with relations, pairs of kind and key; gives its key."""
    document = claim(
        f"The ferry is late again, said on {said_on or 'no day'} by {speaker}",
        speaker,
        said_on,
        source or (GAZETTE_FEBRUARY if said_on < "2019-02" and said_on else VOZ_MARCH),
        relations=[{"kind": kind, "to": to} for kind, to in links],
        **({"said_note": "The source dates it not."} if not said_on else {}),
        **more,
    )
    record = from_document(document)
    assert isinstance(record, ClaimRecord)
    record_draft(record=record, by=ANN, at=LATER)
    submit(record_type="claim", key=record.key, by=ANN, at=LATER)
    publish(places=[("claim", record.key)], by=BOB, at=LATER)
    return record.key


def page_of(key: str, **more: Any) -> ClaimPage:
    page = claim_page(key, site=SITE, **more)
    assert page is not None
    return page


def repeats_of(key: str) -> SaidAgain:
    found = page_of(key).repeats.repeats
    assert found is not None
    return found


def echoes_of(key: str) -> SaidAgain:
    found = page_of(key).repeats.echoes
    assert found is not None
    return found


def keys_of(section: SaidAgain) -> list[str]:
    return [saying.key for saying in section.sayings]


def test_a_repeat_of_a_repeat_is_one_of_the_group_from_every_end(world: World) -> None:
    first = said("2017-03-12")
    second = said("2018-01-01", ("repeats", first))
    third = said("2019-01-07", ("repeats", second))
    for key in (first, second, third):
        section = repeats_of(key)
        assert keys_of(section) == [first, second, third]
        assert section.sentence == (
            "Said on 3 occasions on our record, first 12 Mar 2017, latest 7 Jan 2019."
        )
        assert [saying.key for saying in section.sayings if saying.is_this] == [key]
        assert section.notes == (ONLY_LINKED,)


def test_each_tick_is_a_link_named_by_its_day_and_outlet(world: World) -> None:
    first = said("2017-03-12")
    second = said("2018-01-01", ("repeats", first), source=GAZETTE_FEBRUARY)
    marks = repeats_of(first).marks
    assert [mark.name for mark in marks] == [
        "12 Mar 2017, The Strelsau Gazette, this claim",
        "1 Jan 2018, The Strelsau Gazette",
    ]
    assert [mark.url.split("/")[2] for mark in marks] == [first, second]


def test_echoes_of_other_speakers_are_never_counted_among_the_repeats(world: World) -> None:
    first = said("2017-03-12")
    again = said("2018-01-01", ("repeats", first))
    echo = said("2018-02-01", ("echoes", first), speaker="maria-solano")
    later = said("2018-03-01", ("echoes", again), speaker="foreign-ministry")
    page = page_of(first)
    assert page.repeats.repeats is not None
    assert keys_of(page.repeats.repeats) == [first, again]
    section = echoes_of(first)
    assert [(saying.key, saying.way) for saying in section.sayings] == [
        (echo, "echoes this claim"),
        (later, "echoes a repeat of it"),
    ]
    assert section.sentence == (
        "Linked as echoes: 2 claims of 2 other speakers, first 1 Feb 2018, latest 1 Mar 2018."
    )
    assert section.marks[0].name.startswith("1 Feb 2018, María Solano")


def test_an_echo_knows_what_it_echoes(world: World) -> None:
    first = said("2017-03-12")
    echo = said("2018-02-01", ("echoes", first), speaker="maria-solano")
    page = page_of(echo)
    assert page.repeats.repeats is None
    assert [(saying.key, saying.way) for saying in echoes_of(echo).sayings] == [
        (first, "echoed by this claim")
    ]


def test_an_undated_repeat_is_listed_and_left_out_of_the_strip(world: World) -> None:
    first = said("2017-03-12")
    undated = said("", ("repeats", first), source=VESTNIK_UNDATED)
    section = repeats_of(first)
    assert keys_of(section) == [first, undated]
    assert [mark.mark.key for mark in section.marks] == [first]
    assert "1 claim has no date: listed, and left out of the strip." in section.notes
    assert section.sentence.startswith("Said on 1 or 2 occasions on our record;")


def test_a_summary_is_listed_and_not_counted(world: World) -> None:
    first = said("2017-03-12")
    summary = said("2018-01-01", ("repeats", first), words={"form": "summary"})
    section = repeats_of(first)
    assert keys_of(section) == [first, summary]
    assert section.sentence == "Said on 1 occasion on our record, 12 Mar 2017."
    assert section.notes[0] == "1 more is listed and not counted."
    assert section.sayings[1].why_not_counted.startswith("The source sums up")


def test_what_is_not_public_is_no_repeat(world: World) -> None:
    first = said("2017-03-12")
    second = said("2018-01-01", ("repeats", first))
    third = said("2018-06-01", ("repeats", second))
    document = claim(
        "Unseen repeat", "anna-roe", "2018-12-01", GAZETTE_FEBRUARY,
        relations=[{"kind": "repeats", "to": first}],
    )  # fmt: skip
    record_draft(record=from_document(document), by=ANN, at=LATER)
    assert keys_of(repeats_of(first)) == [first, second, third]
    withdraw(key=second, reason_class="error", note="No such words.", by=ANN, approver=BOB, at=LATER)
    assert page_of(first).repeats.repeats is None
    assert page_of(third).repeats.repeats is None


def test_a_frozen_version_shows_what_was_linked_when_it_stood(world: World) -> None:
    first = said("2017-03-12")
    second = said("2018-01-01", ("repeats", first))
    shown = public_record("claim", second)
    assert shown is not None
    assert isinstance(shown.record, ClaimRecord)
    unlinked = Amendment(replace(shown.record, relations=()), ChangeClass.CORRECTION, "It is no repeat.")
    amend(amendments=[unlinked], by=ANN, approver=BOB, at=LATER + timedelta(days=10))
    assert page_of(second).repeats.repeats is None
    frozen = page_of(second, version=1).repeats.repeats
    assert frozen is not None
    assert keys_of(frozen) == [first, second]


def test_a_past_day_shows_repeats_of_repeats_and_echoes_of_then(world: World) -> None:
    first = said("2017-03-12")
    second = said("2018-01-01", ("repeats", first))
    third = said("2019-01-07", ("repeats", second))
    echo = said("2018-02-01", ("echoes", second), speaker="maria-solano")
    for key in (second, echo):
        shown = public_record("claim", key)
        assert shown is not None
        assert isinstance(shown.record, ClaimRecord)
        unlinked = Amendment(replace(shown.record, relations=()), ChangeClass.CORRECTION, "Not linked.")
        amend(amendments=[unlinked], by=ANN, approver=BOB, at=LATER + timedelta(days=10))
    today = page_of(first).repeats
    assert (today.repeats, today.echoes) == (None, None)
    then = page_of(first, at=LATER + timedelta(days=5)).repeats
    assert then.repeats is not None
    assert then.echoes is not None
    assert keys_of(then.repeats) == [first, second, third]
    assert keys_of(then.echoes) == [echo]


def test_more_repeats_than_are_looked_at_are_told(world: World) -> None:
    many = [claim("The ferry is late", "anna-roe", "2010-01-01", VOZ_MARCH)]
    for n in range(MOST_REPEATS + 1):
        day, before = f"20{11 + n // 12}-{n % 12 + 1:02}-01", many[-1]["key"]
        relations = [{"kind": "repeats", "to": before}]
        many.append(claim("The ferry is late", "anna-roe", day, VOZ_MARCH, relations=relations))
    assert told(import_text(lines(*many), publish=True)) == []
    section = repeats_of(many[0]["key"])
    assert len(section.sayings) == MOST_REPEATS
    assert section.sentence == f"Said on at least {MOST_REPEATS} occasions on our record."
    assert section.notes[0] == f"More claims are linked than the {MOST_REPEATS} that are looked at here."


def test_the_number_of_queries_does_not_grow_with_repeats_and_echoes(world: World) -> None:
    first = said("2017-03-12")
    key = said("2018-01-01", ("repeats", first))
    said("2018-02-01", ("echoes", key), speaker="maria-solano")
    with CaptureQueriesContext(connection) as few:
        page_of(first)
    for month in range(2, 13):
        key = said(f"2018-{month:02}-01", ("repeats", key))
        said(f"2018-{month:02}-02", ("echoes", key), speaker="maria-solano")
    with CaptureQueriesContext(connection) as many:
        page = page_of(first)
    assert page.repeats.repeats is not None
    assert len(page.repeats.repeats.sayings) == 13
    assert len(many) == len(few) <= 10
