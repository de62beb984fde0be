"""The home page."""

from __future__ import annotations

from typing import Any

import pytest

from claims.actions.editing.front_question import pick_question
from claims.models import Position
from claims.queries.positions.lines import read_positions
from claims.queries.positions.no_change_watch import Watched
from claims.queries.site import home as front
from claims.queries.site.home import FrontPage, front_page
from claims.queries.site.home_question import BUSIEST, PICKED, TOO_MANY, HomeQuestion
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


def test_the_position_with_most_claims_leads_with_the_finding_and_its_facts(world: World) -> None:
    found = lead()
    assert (found.question, found.kicker) == ("Should the bridge over the Eder be built?", BUSIEST)
    assert found.url == f"/positions/{world.ordered_position}/?voice=palace"
    assert found.finding is not None
    assert found.finding.sentence == (
        "Between May 2020 and 10 Mar 2021 the recorded line of the Palace moved from “Yes” to “No”,"
        " across the middle (1 change of position)."
    )
    assert found.facts == "3 statements, 7 Feb 2019 – 10 Mar 2021; searched in part."
    assert found.as_of == "Our record as of 1 Mar 2022."


def test_the_strip_draws_the_same_line_and_names_the_answers(world: World) -> None:
    found = lead()
    assert found.strip is not None
    assert found.strip.label.startswith(f"The Palace: {found.facts}")
    assert found.answers == ("Yes", "Later", "No")


def test_the_editors_own_finding_comes_first_and_never_without_the_facts(world: World) -> None:
    position = {
        "type": "position", "slug": "toll", "question": "Should there be a toll?", "ordered": True,
        "finding": "Nobody has said much about a toll.", "answers": [{"slug": "yes", "text": "Yes"}],
    }  # fmt: skip
    said = claim("A toll, yes", "anna-roe", "2019-02-07", GAZETTE_FEBRUARY, stances=[stance("toll", "yes")])
    put_on_record(position, said)
    pick_question(position=Position.objects.get(slug="toll"), by=BOB, at=FOUNDED_AT)
    found = lead()
    assert (found.kicker, found.question) == (PICKED, "Should there be a toll?")
    assert found.editors_finding == "Nobody has said much about a toll."
    assert found.facts == "1 statement, 7 Feb 2019; not searched."


def test_a_pick_that_nobody_speaks_on_does_not_lead(world: World) -> None:
    put_on_record({"type": "position", "slug": "toll", "question": "Should there be a toll?"})
    pick_question(position=Position.objects.get(slug="toll"), by=BOB, at=FOUNDED_AT)
    assert lead().kicker == BUSIEST


def test_too_many_statements_are_not_read_and_the_page_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front, "read_positions", lambda positions: read_positions(positions, most=1))
    found = lead()
    assert (found.finding, found.strip) == (None, None)
    assert found.facts.endswith(TOO_MANY)
    line = watch()
    assert (line.outcome, line.computed) == ("not checked yet", "")
    assert line.position.url == f"/positions/{world.ordered_position}/"


def test_the_latest_claims_are_eight_of_the_public_ones_newest_first(world: World) -> None:
    keys = [row.key for row in home().latest]
    assert len(keys) == 8
    assert set(keys) <= set(world.public_claims)
    assert keys[0] == world.prediction


def test_no_change_claims_are_watched_with_what_the_record_gives(world: World) -> None:
    put_on_record(
        claim("Yes to the bridge", "viktor-lebed", "2018-07-01", GAZETTE_FEBRUARY,
              stances=[stance("build-the-bridge", "yes", of="palace")])
    )  # fmt: skip
    line = watch()
    assert line.claim.key == world.no_change
    assert (line.outcome, line.is_confirmed) == ("", False)
    assert line.computed == "One earlier statement on our record (1 Jul 2018; not searched), agrees."
    assert line.editor == "Suggested by software; no editor has confirmed it."
    assert "among them another answer" in line.afterwards
    assert line.position.url == f"/positions/build-the-bridge/?voice=palace#check-{world.no_change}"


def test_pairs_that_editors_linked_say_how_far_apart_they_were(world: World) -> None:
    pairs = home().pairs
    assert {pair.kind_words for pair in pairs} == {"Contradicts", "Repeats"}
    contradiction = next(pair for pair in pairs if pair.kind_words == "Contradicts")
    assert [side.key for side in contradiction.sides] == [world.first_support, world.turn]
    assert contradiction.apart == "762 days apart"
    assert world.turn in contradiction.compare_url


def test_positions_stand_by_their_claims(world: World) -> None:
    assert [row.slug for row in home().positions] == [world.ordered_position, world.other_position]


def test_it_takes_eleven_queries(world: World, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(11):
        home()
