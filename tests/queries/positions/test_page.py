"""One position: what is on record in layers, the line of a voice, and the list in sequence."""

from __future__ import annotations

from typing import Any

import pytest

from claims.domain.errors import InvalidQuery
from claims.queries.paging import StaleCursor
from claims.queries.positions import page as module
from claims.queries.positions import voices
from claims.queries.positions.page import position_page
from claims.queries.positions.sequence import EventRow, GapRow, Said
from tests.more_records import put_on_record
from tests.queries.positions.asked_pages import TODAY, asked, keys_on, page_of, said_on
from tests.world import World
from tests.world_claims import claim, stance


def test_answers_stand_in_their_order_with_rule_side_and_example(world: World) -> None:
    page = page_of(world.ordered_position)
    assert page.record.ordered
    assert [(choice.text, choice.rule, choice.side) for choice in page.choices] == [
        ("No", "refuses it", "against"),
        ("Later", "puts it off", "middle"),
        ("Yes", "wants it", "for"),
    ]
    examples = [choice.example.key if choice.example else "" for choice in page.choices]
    assert examples == [world.turn, "", world.first_support]


def test_the_page_follows_the_voice_with_the_most_statements(world: World) -> None:
    page = page_of(world.ordered_position)
    assert page.voice == "The Palace"
    assert page.finding is not None
    assert [choice.note for choice in page.choices] == ["in own words: 1", "", "in own words: 2"]
    chosen = [link for link in page.voices if link.chosen]
    assert [(link.label, link.note) for link in chosen] == [("The Palace", "4 statements")]


def test_another_voice_can_be_followed(world: World) -> None:
    page = page_of(world.ordered_position, voice=world.solano)
    assert page.voice == "María Solano"
    assert page.finding is not None
    assert "1 statement of 15 Mar 2019" in page.finding.facts
    assert keys_on(page) == keys_on(page_of(world.ordered_position))


def test_a_body_can_be_followed_with_its_parts_and_an_office_by_its_holders(world: World) -> None:
    part = claim("We build", world.press_office, "2019-06-01", world.month_source,
                 stances=[stance(world.ordered_position, "yes")])  # fmt: skip
    put_on_record(part)
    whole = page_of(world.ordered_position, voice=world.palace, parts="1")
    assert whole.line_count == page_of(world.ordered_position, voice=world.palace).line_count + 1
    assert "The Palace with its parts" in [link.label for link in whole.voices if link.chosen]
    office = page_of(world.ordered_position, voice=world.palace, office="spokesman")
    assert office.voice == "spokesman (The Palace)"
    assert office.line_count == 3


def test_only_so_many_voices_are_offered_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_OFFERED", 1)
    page = page_of(world.ordered_position, voice=world.solano)
    assert [link.chosen for link in page.voices_offered] == [False, True]
    assert sorted([*page.voices_offered, *page.voices_left], key=str) == sorted(page.voices, key=str)


def test_voices_that_are_not_listed_are_counted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = page_of(world.ordered_position)
    monkeypatch.setattr(voices, "MOST_LISTED", 1)
    page = page_of(world.ordered_position, voice=world.solano)
    assert [link.label for link in page.voices if link.chosen] == ["María Solano"]
    assert len(page.voices) + int(page.voices_beyond) == len(everybody.voices)
    assert everybody.voices_beyond == ""


@pytest.mark.parametrize(
    "parameters",
    [
        {"voice": "nobody"},
        {"voice": "viktor-lebed", "parts": "2"},
        {"parts": "1"},
        {"office": "spokesman"},
        {"voice": "palace", "office": "cook"},
        {"voice": "palace", "office": "spokesman", "parts": "1"},
        {"as_of": "soon"},
        {"known_by": "2019-13"},
    ],
)
def test_what_the_position_does_not_have_is_named(world: World, parameters: dict[str, str]) -> None:
    with pytest.raises(InvalidQuery) as refused:
        page_of(world.ordered_position, **parameters)
    assert refused.value.field in parameters


def test_statements_stand_in_order_of_time(world: World) -> None:
    keys = keys_on(page_of(world.ordered_position))
    assert keys.index(world.first_support) < keys.index(world.later_support) < keys.index(world.turn)


def test_people_not_named_have_a_layer_of_their_own_and_no_line(world: World) -> None:
    page = page_of(world.ordered_position)
    assert "not_named" in dict(page.layers)
    rows = {row.claim.key: (row.layer, row.is_in_line) for row in said_on(page)}
    assert rows[world.anonymous] == ("From people not named, or said of them by others", False)
    with pytest.raises(InvalidQuery):
        page_of(world.ordered_position, voice=world.person_at_court)


def test_the_layers_are_those_of_the_voice_that_is_asked_for(world: World) -> None:
    everybody = dict(page_of(world.ordered_position).layers)
    palace = dict(page_of(world.ordered_position, voice=world.palace).layers)
    assert world.anonymous in everybody["not_named"].keys
    assert "not_named" not in palace
    assert palace["own_words"].keys < everybody["own_words"].keys


def test_the_page_begins_with_the_earliest_and_the_latest_words(world: World) -> None:
    page = page_of(world.ordered_position)
    assert [one.claim.key for one in page.quoted][-1] == world.turn
    assert "days" in page.between


def test_leads_stand_beside_what_is_on_record(world: World) -> None:
    lead = {"type": "lead", "slug": "a-toll", "about": "a toll", "where": "appearance", "said": "2020-02-02",
            "positions": [world.ordered_position], "url": "https://voz.example/toll"}  # fmt: skip
    before = page_of(world.ordered_position).leads
    put_on_record(lead)
    leads = page_of(world.ordered_position).leads
    assert len(leads.all) == len(before.all) + 1
    assert leads.sentence is not None
    put_on_record({**lead, "slug": "unseen"}, public=False)
    assert page_of(world.ordered_position).leads == leads


def test_a_claim_that_nothing_changed_is_held_against_the_record(world: World) -> None:
    page = page_of(world.ordered_position)
    [check] = page.checks
    assert check.claim.key == world.no_change
    assert check.words.baseline == "since Jun 2018"
    assert check.words.computed
    row = next(row for row in said_on(page) if row.claim.key == world.no_change)
    assert (row.unchanged, row.checked_at) == (True, check.place)


def test_a_change_of_position_is_a_comparison_of_the_nearest_statements(world: World) -> None:
    page = page_of(world.ordered_position)
    [change] = page.changes.changes
    assert (change.before.claim.key, change.after.claim.key) == (world.later_support, world.turn)
    assert (change.before.answer, change.after.answer) == ("Yes", "No")
    assert change.days == "between 283 and 313 days"
    assert set(change.compare_url.removeprefix("/compare/").strip("/").split(",")) == {
        world.later_support, world.turn,
    }  # fmt: skip


def test_an_order_that_is_not_known_is_told(world: World) -> None:
    rows = said_on(page_of(world.ordered_position))
    notes = {row.claim.key: row.order_note for row in rows}
    assert "Same day as the one above." in {notes[world.first_support], notes[world.no_change]}


def test_what_happened_stands_among_what_was_said(world: World) -> None:
    rows = page_of(world.ordered_position).said.rows
    [event] = [row for row in rows if isinstance(row, EventRow)]
    assert (event.number, event.event.slug) == (1, world.event)
    assert [link.text for link in event.event.sources] == ["Palace stands by the bridge"]
    assert rows.index(event) == 0


def test_a_long_interval_stands_after_the_statement_that_it_follows(world: World) -> None:
    rows = page_of(world.ordered_position).said.rows
    gaps = [row for row in rows if isinstance(row, GapRow)]
    assert gaps
    assert all(gap.voice == "The Palace" and gap.sentences for gap in gaps)
    before = rows[rows.index(gaps[-1]) - 1]
    assert isinstance(before, Said)
    assert before.claim.key == world.later_support


def test_statements_of_unknown_day_are_listed_beside_the_line(world: World) -> None:
    page = page_of(world.other_position)
    assert [row.claim.key for row in page.undated] == [world.summary]
    assert world.summary not in keys_on(page)
    assert page.count == len(keys_on(page)) + 1


def test_the_pages_of_a_list_hold_everything_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = page_of(world.ordered_position)
    monkeypatch.setattr(module, "PAGE", 2)
    rows: list[object] = []
    after = ""
    while True:
        page = page_of(world.ordered_position, after=after)
        rows += page.said.rows
        assert (page.finding, page.checks, page.changes) == (whole.finding, whole.checks, whole.changes)
        if not (after := page.said.after):
            break
    assert rows == list(whole.said.rows)


def test_a_cursor_that_is_no_stance_is_stale(world: World) -> None:
    with pytest.raises(StaleCursor):
        page_of(world.ordered_position, after=world.draft)


def test_a_draft_has_no_page(world: World) -> None:
    assert position_page(world.unseen_position, asked(), today=TODAY) is None


def test_the_words_of_the_editors_stand_beside_those_of_the_software(world: World) -> None:
    told = {"type": "position", "slug": "a-toll", "question": "Should there be a toll?",
            "answers": [{"slug": "yes", "text": "Yes"}], "finding": "Nobody wants to say."}  # fmt: skip
    put_on_record(told)
    page = page_of("a-toll")
    assert (page.editors_finding, page.finding, page.chart) == ("Nobody wants to say.", None, None)
    assert page.facts == "No claims yet."


@pytest.mark.same_sql
def test_the_page_takes_thirteen_queries_however_much_is_on_record(
    world: World, django_assert_max_num_queries: Any
) -> None:
    more = [
        claim(f"We build arch {n}", world.roe, f"2020-0{n}-01", world.month_source,
              stances=[stance(world.ordered_position, "yes" if n % 2 else "no")])
        for n in range(1, 8)
    ]  # fmt: skip
    put_on_record(*more)
    with django_assert_max_num_queries(13):
        page_of(world.ordered_position)
