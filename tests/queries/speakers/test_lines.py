"""The lines of one speaker on positions."""

from __future__ import annotations

from typing import Any

from django.test import Client

from claims.queries.speakers.lines import SpeakerLine
from claims.queries.speakers.page import speaker_page
from tests.more_records import put_on_record
from tests.world import World
from tests.world_claims import claim, stance
from tests.world_shared import GAZETTE_FEBRUARY


def lines_of(slug: str) -> dict[str, SpeakerLine]:
    page = speaker_page(slug)
    assert page is not None
    return {line.slug: line for line in page.lines}


def said(answer: str, day: str, speaker: str = "anna-roe", **more: Any) -> dict[str, Any]:
    text = f"{speaker} says {answer} on {day}"
    return claim(text, speaker, day, GAZETTE_FEBRUARY, stances=[stance("build-the-bridge", answer)], **more)


def test_a_line_tells_number_by_day_period_coverage_answers_changes_and_latest_words(world: World) -> None:
    line = lines_of(world.palace)[world.ordered_position]
    assert line.facts == "3 statements, 7 Feb 2019 – 10 Mar 2021; searched in part."
    assert (line.days, line.claims, line.first, line.latest) == (3, 4, "7 Feb 2019", "10 Mar 2021")
    assert line.answers == ("No (1)", "Yes (2)", "Says that nothing changed (1)")
    assert line.changed == "line changed once"
    assert line.url == f"/positions/{world.ordered_position}/?voice=palace"
    assert line.latest_claim is not None
    assert line.latest_claim.key == world.turn
    assert line.spark is not None


def test_what_does_not_count_is_named_and_no_statement(world: World) -> None:
    line = lines_of(world.person_at_court)[world.ordered_position]
    assert (line.days, line.claims, line.not_counted) == (0, 1, 1)
    assert line.facts == "No statement counted; not searched. 1 statement shown apart and not counted."
    assert (line.changed, line.latest_claim) == ("", None)


def test_a_silence_is_told_only_where_searches_cover_it(world: World) -> None:
    put_on_record(said("yes", "2018-01-01"), said("yes", "2018-12-31"))
    assert lines_of(world.roe)[world.ordered_position].silence == ""
    searched = {
        "type": "coverage", "slug": "roe-2018", "voice": world.roe, "positions": [world.ordered_position],
        "terms": ["bridge"], "outlets": ["gazette"], "from": "2018", "to": "2018",
        "checked_on": "2022-02-01", "by": "ann", "hits": 0,
    }  # fmt: skip
    put_on_record(searched)
    line = lines_of(world.roe)[world.ordered_position]
    assert line.silence == "No statement found for 364 days (1 source searched)."


def test_the_page_shows_it(world: World, client: Client) -> None:
    text = client.get(f"/speakers/{world.palace}/").content.decode()
    assert "Line changed once" in text
    assert 'class="sparkline"' in text
    assert "3 statements, 7 Feb 2019 – 10 Mar 2021; searched in part." in text
    assert "The bridge will not be built" in text
