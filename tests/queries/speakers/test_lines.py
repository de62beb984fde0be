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
    assert "4 statements on 3 days, 7 Feb 2019 – 10 Mar 2021" in line.facts
    assert (line.claims, line.first, line.latest) == (4, "7 Feb 2019", "10 Mar 2021")
    assert line.answers == ("No (1)", "Yes (2)", "Says that nothing changed (1)")
    assert line.changed == "1 change of position"
    assert line.url == f"/positions/{world.ordered_position}/?voice=palace"
    assert line.latest_claim is not None
    assert line.latest_claim.key == world.turn
    assert line.spark is not None


def test_a_silence_is_told_only_where_searches_cover_it(world: World) -> None:
    put_on_record(said("yes", "2017-12-31"), said("yes", "2019-01-01"))
    assert lines_of(world.roe)[world.ordered_position].silence == ""
    searched = {
        "type": "coverage", "slug": "roe-2018", "voice": world.roe, "positions": [world.ordered_position],
        "terms": ["bridge"], "outlets": ["gazette"], "from": "2018", "to": "2018",
        "checked_on": "2022-02-01", "by": "ann", "hits": 0,
    }  # fmt: skip
    put_on_record(searched)
    line = lines_of(world.roe)[world.ordered_position]
    assert line.silence == "Nothing found for 365 days (1 outlet searched)."


def test_the_page_shows_it(world: World, client: Client) -> None:
    text = client.get(f"/speakers/{world.palace}/").content.decode()
    assert "1 change of position" in text
    assert 'class="sparkline"' in text
    assert lines_of(world.palace)[world.ordered_position].facts in text
    assert "The bridge will not be built" in text
