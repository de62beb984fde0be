"""The index of speakers, people first."""

from __future__ import annotations

import pytest

from claims.queries.paging import StaleCursor
from claims.queries.speakers import list as speaker_list
from claims.queries.speakers.list import speaker_index
from tests.world import World


def test_people_stand_first_by_name_and_the_nameless_at_the_end(world: World) -> None:
    rows = speaker_index({}).rows
    assert [(row.group, row.slug) for row in rows] == [
        ("People", world.roe),
        ("People", world.solano),
        ("People", world.lebed),
        ("Organisations and offices", world.ministry),
        ("Organisations and offices", world.press_office),
        ("Organisations and offices", world.palace),
        ("Groups", world.officials),
        ("Anonymous", world.person_at_court),
        ("Not identified", world.senator),
    ]


def test_a_row_says_office_count_and_period(world: World) -> None:
    lebed = next(row for row in speaker_index({}).rows if row.slug == world.lebed)
    assert (lebed.offices, lebed.institution) == (("spokesman",), "The Palace")
    assert (lebed.claims, lebed.positions) == (5, 1)
    assert lebed.period == "7 Feb 2019 – 11 Mar 2021"


@pytest.mark.parametrize("name", ["Лебедь", "лебедь", "lebed", "LEBED", "Lébed", "víktor leb"])
def test_a_speaker_is_found_by_any_name_in_any_script(world: World, name: str) -> None:
    assert [row.slug for row in speaker_index({"name": name}).rows] == [world.lebed]


def test_a_draft_is_not_found_by_name(world: World) -> None:
    part = speaker_index({"name": "Ungesehen"})
    assert (part.rows, part.count) == ((), 0)


def test_the_pages_together_hold_every_speaker_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [row.slug for row in speaker_index({}).rows]
    monkeypatch.setattr(speaker_list, "PAGE", 2)
    found: list[str] = []
    after = ""
    while True:
        part = speaker_index({"after": after})
        assert part.count == len(whole)
        found += [row.slug for row in part.rows]
        if not (after := part.after):
            break
    assert found == whole


def test_a_cursor_that_is_a_draft_is_stale(world: World) -> None:
    with pytest.raises(StaleCursor):
        speaker_index({"after": world.unseen_speaker})
