"""The page of one speaker."""

from __future__ import annotations

from typing import Any

import pytest

from claims.queries.speakers import facts
from claims.queries.speakers.list import speaker_index
from claims.queries.speakers.page import SpeakerPage, speaker_page
from tests.more_records import put_on_record
from tests.world import World


def page_of(slug: str) -> SpeakerPage:
    page = speaker_page(slug)
    assert page is not None
    return page


def test_offices_stand_as_the_source_gave_them(world: World) -> None:
    office = page_of(world.lebed).offices[0]
    assert (office.office, office.dates) == (
        "spokesman",
        "Jun 2018 – 2021",
    )
    assert office.body is not None
    assert office.body.url == "/speakers/palace/"
    assert "began 2017" in [office.dates for office in page_of(world.solano).offices]


def test_at_the_head_stand_offices_that_have_not_ended_or_else_the_latest(world: World) -> None:
    ended = [
        {"office": "clerk", "from": "1999", "to": "2003"},
        {"office": "mayor", "from": "2003", "to": "2013"},
    ]
    held = {"office": "regent", "from": "2017"}
    put_on_record(
        {"type": "speaker", "slug": "ada-former", "name": "Ada Former", "tenures": ended},
        {"type": "speaker", "slug": "ida-now", "name": "Ida Now", "tenures": [*ended, held]},
    )
    assert [office.office for office in page_of("ida-now").offices] == ["regent", "mayor", "clerk"]
    assert [office.office for office in page_of("ida-now").offices_at_the_head] == ["regent"]
    assert [office.office for office in page_of("ada-former").offices_at_the_head] == ["mayor"]
    in_list = {row.slug: row.offices for row in speaker_index({}).rows}
    assert in_list["ida-now"] == ("regent",)
    assert set(in_list["ada-former"]) == {"clerk", "mayor"}


def test_names_in_other_scripts_are_told_with_their_language(world: World) -> None:
    page = page_of(world.lebed)
    assert page.original is not None
    assert page.original.lang == "ru"
    assert ("Víktor Lébed", "Spanish") in [(alias.text, alias.language) for alias in page.aliases]


def test_a_speaker_with_many_stances_has_kept_counts_in_place_of_lines(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "MOST_STANCES", 1)
    page = page_of(world.lebed)
    assert page.lines == ()
    [line] = page.positions
    assert line.question == "Should the bridge over the Eder be built?"
    assert (line.first, line.latest) == ("7 Feb 2019", "10 Mar 2021")
    assert line.claims == sum(int(answer.rsplit("(", 1)[1].rstrip(")")) for answer in line.answers)
    assert "Says that nothing changed (1)" in line.answers


def test_it_takes_nineteen_queries_at_most(world: World, django_assert_max_num_queries: Any) -> None:
    for slug in (world.lebed, world.palace, world.solano, world.person_at_court, world.senator):
        with django_assert_max_num_queries(19):
            page_of(slug)


def test_a_speaker_without_claims_says_what_was_searched(world: World) -> None:
    searched = {
        "type": "coverage", "slug": "otto", "voice": "otto-lang", "outlets": ["gazette"], "terms": ["toll"],
        "from": "2019", "to": "2020", "hits": 0,
    }  # fmt: skip
    put_on_record({"type": "speaker", "slug": "otto-lang", "name": "Otto Lang"}, searched)
    page = page_of("otto-lang")
    assert page.claims == ()
    assert page.searches == ("The Strelsau Gazette, 2019 – 2020: nothing found",)


def test_a_body_shows_who_speaks_for_it_and_what_is_part_of_it(world: World) -> None:
    page = page_of(world.palace)
    assert [link.text for link in page.facts.holders] == ["Viktor Lebed"]
    assert [link.text for link in page.facts.parts] == ["Press office of the Palace"]
    assert page.facts.behalf > 0
    assert page.lines


def test_a_speaker_without_a_name_is_explained_by_the_source_that_describes_him(world: World) -> None:
    for slug, source in ((world.person_at_court, world.dated_source), (world.senator, world.spanish_source)):
        page = page_of(slug)
        assert page.nameless
        assert page.described_in is not None
        assert source in page.described_in.url


def test_a_draft_has_no_page(world: World) -> None:
    assert speaker_page(world.unseen_speaker) is None


def test_the_head_says_when_the_statements_were_made(world: World) -> None:
    assert page_of(world.person_at_court).period == "Feb 2019"
    assert page_of(world.lebed).period == "7 Feb 2019 – 11 Mar 2021"
