"""The home page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from claims.actions.editing.arranging import pick_question
from claims.domain.record.paths import compare_path
from claims.models import Position
from claims.queries.positions.lines import read_positions
from claims.queries.positions.no_change_watch import Watched
from claims.queries.site import home as front
from claims.queries.site.home import FrontPage, front_page
from claims.queries.site.home_question import FULLEST, PICKED, TOO_MANY, HomeQuestion
from tests.more_records import put_on_record
from tests.world import BOB, FOUNDED_AT, World
from tests.world_claims import claim, stance
from tests.world_shared import GAZETTE_FEBRUARY


def home() -> FrontPage:
    return front_page(now=FOUNDED_AT, updated=FOUNDED_AT)


def lead() -> HomeQuestion:
    found = home().lead
    assert found is not None
    return found


def watch() -> Watched:
    [line] = home().no_change
    return line


def test_the_fullest_position_begins_with_its_earliest_and_latest_statement(world: World) -> None:
    found = lead()
    assert (found.question, found.kicker) == ("Should the bridge over the Eder be built?", FULLEST)
    assert found.url == f"/positions/{world.ordered_position}/"
    assert [one.claim.key for one in found.quoted] == [world.first_support, world.turn]
    assert found.between.startswith("762 days")
    assert found.sentence is not None
    assert found.sentence.name == "position_changed"
    assert found.compare_url == compare_path([world.first_support, world.turn])


def test_all_layers_and_the_search_are_said_and_the_chart_names_every_answer(world: World) -> None:
    found = lead()
    assert found.layers[0][0] == "own_words"
    assert found.searched is not None
    assert found.searched.name == "days_searched"
    assert found.chart is not None
    assert found.chart.wide is not None
    assert {text.words for lane in found.chart.wide.lanes for text in lane.texts} >= {"Yes", "Later", "No"}


def test_the_question_that_editors_picked_leads_with_their_finding(world: World) -> None:
    position = {
        "type": "position", "slug": "toll", "question": "Should there be a toll?",
        "finding": "Nobody has said much about a toll.", "answers": [{"slug": "yes", "text": "Yes"}],
    }  # fmt: skip
    said = claim("A toll, yes", "anna-roe", "2019-02-07", GAZETTE_FEBRUARY, stances=[stance("toll", "yes")])
    put_on_record(position, said)
    pick_question(position=Position.objects.get(slug="toll"), by=BOB, at=FOUNDED_AT)
    found = lead()
    assert (found.kicker, found.question) == (PICKED, "Should there be a toll?")
    assert found.editors_finding == "Nobody has said much about a toll."
    assert (len(found.quoted), found.between, found.compare_url) == (1, "", "")


def test_a_pick_that_nobody_speaks_on_does_not_lead(world: World) -> None:
    put_on_record({"type": "position", "slug": "toll", "question": "Should there be a toll?"})
    pick_question(position=Position.objects.get(slug="toll"), by=BOB, at=FOUNDED_AT)
    assert lead().kicker == FULLEST


def test_too_many_statements_are_not_read_and_the_page_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front, "read_positions", lambda positions: read_positions(positions, most=1))
    found = lead()
    assert (found.quoted, found.chart) == ((), None)
    assert found.facts.endswith(TOO_MANY)
    assert home().no_change == ()


def test_one_line_says_what_the_site_is_with_the_years_of_the_record(world: World) -> None:
    assert home().about == (
        "What public figures said and when, in own words or as reported, with the source: 17 claims on"
        " The bridge over the Eder and 1 other topic, 2019–2022."
    )


def test_the_latest_are_what_named_people_said_with_one_item_for_each_page(world: World) -> None:
    latest = home().latest
    assert len(latest) == 8
    assert {row.key for row in latest} <= set(world.public_claims)
    assert latest[0].key == world.prediction
    assert world.summary not in {row.key for row in latest}
    of_pages = [(row.speaker_name, row.source_url) for row in latest]
    assert len(of_pages) == len(set(of_pages))
    assert any("on this page" in row.added_words for row in latest)


def test_no_change_claims_are_watched_with_what_the_record_gives(world: World) -> None:
    put_on_record(
        claim("Yes to the bridge", "viktor-lebed", "2018-07-01", GAZETTE_FEBRUARY,
              stances=[stance("build-the-bridge", "yes", of="palace")])
    )  # fmt: skip
    line = watch()
    assert line.claim.key == world.no_change
    assert line.outcome == ""
    assert line.computed
    assert line.editor == "No editor has confirmed it."
    assert line.position.url == f"/positions/build-the-bridge/?voice=palace#check-{world.no_change}"


def test_a_check_that_has_nothing_to_say_is_not_on_the_home_page(world: World) -> None:
    position = {"type": "position", "slug": "toll", "question": "Should there be a toll?"}
    before = len(home().no_change)
    put_on_record(
        position,
        claim("Nothing has changed on the toll", "anna-roe", "2019-02-07", GAZETTE_FEBRUARY,
              stances=[stance("toll", unchanged=True)]),
    )  # fmt: skip
    assert len(home().no_change) == before


def test_pairs_that_editors_linked_say_how_far_apart_they_were(world: World) -> None:
    pairs = home().pairs
    assert {pair.kind_words for pair in pairs} == {"Contradicts", "Repeats"}
    contradiction = next(pair for pair in pairs if pair.kind_words == "Contradicts")
    assert [side.key for side in contradiction.sides] == [world.first_support, world.turn]
    assert contradiction.apart == "762 days apart"
    assert world.turn in contradiction.compare_url


def test_the_other_questions_have_their_first_layer(world: World) -> None:
    [other] = home().positions
    assert other.row.slug == world.other_position
    assert other.on_record is not None
    assert other.on_record.layers


def test_the_corrections_of_the_month_are_counted_from_its_first_day(world: World) -> None:
    assert home().corrections == "2 corrections in March."
    later = front_page(now=datetime(2022, 4, 1, tzinfo=UTC))
    assert later.corrections == "No corrections in April."


def test_it_takes_twelve_queries(world: World, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(11):  # besides that for the state of the record
        home()
