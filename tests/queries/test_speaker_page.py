"""The page of one speaker."""

from __future__ import annotations

from claims.queries.speaker_page import SpeakerPage, speaker_page
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
    assert page_of(world.solano).offices[0].dates == "began 2017"


def test_names_in_other_scripts_are_told_with_their_language(world: World) -> None:
    page = page_of(world.lebed)
    assert page.original is not None
    assert page.original.lang == "ru"
    assert ("Víktor Lébed", "Spanish") in [(alias.text, alias.language) for alias in page.aliases]


def test_positions_give_first_and_latest_and_the_answers_with_counts(world: World) -> None:
    [line] = page_of(world.lebed).positions
    assert line.question == "Should the bridge over the Eder be built?"
    assert (line.first, line.latest) == ("7 Feb 2019", "10 Mar 2021")
    assert line.claims == sum(int(answer.rsplit("(", 1)[1].rstrip(")")) for answer in line.answers)
    assert "Says that nothing changed (1)" in line.answers


def test_a_body_shows_who_speaks_for_it_and_what_is_part_of_it(world: World) -> None:
    page = page_of(world.palace)
    assert [link.text for link in page.holders] == ["Viktor Lebed"]
    assert [link.text for link in page.parts] == ["Press office of the Palace"]
    assert page.behalf_count > 0
    assert page.claims


def test_a_speaker_without_a_name_is_explained_by_the_source_that_describes_him(world: World) -> None:
    for slug, source in ((world.person_at_court, world.dated_source), (world.senator, world.spanish_source)):
        page = page_of(slug)
        assert page.nameless
        assert page.described_in is not None
        assert source in page.described_in.url


def test_a_draft_has_no_page(world: World) -> None:
    assert speaker_page(world.unseen_speaker) is None
