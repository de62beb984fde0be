"""Silence on a page of a position: only a search that covers it says so."""

from __future__ import annotations

import pytest

from claims.queries.positions.sequence import GapRow
from tests.more_records import put_on_record
from tests.queries.positions.asked_pages import page_of
from tests.world import World
from tests.world_claims import claim


def test_no_page_says_silence_without_a_search_that_covers_it(world: World) -> None:
    told = [row for row in page_of(world.ordered_position).said.rows if isinstance(row, GapRow)]
    assert told[-1].gap == "not_searched"
    assert [sentence.name for sentence in told[-1].sentences] == ["not_searched"]
    assert not told[-1].searched
    others = page_of(world.ordered_position, voice=world.lebed).said.rows
    assert {row.gap for row in others if isinstance(row, GapRow)} == {"not_searched"}
    search = {
        "type": "coverage", "slug": "palace-whole", "voice": world.palace, "terms": ["bridge"],
        "positions": [world.ordered_position], "outlets": ["gazette"],
        "from": "2020-05-31", "to": "2021-03-09",
        "checked_on": "2022-02-02", "hits": 0,
    }  # fmt: skip
    put_on_record(search)
    silent = [row for row in page_of(world.ordered_position).said.rows if isinstance(row, GapRow)]
    assert [gap.gap for gap in silent][-1] == "silence"
    assert silent[-1].sentences[0].name == "silence"
    assert silent[-1].searched == "Searched: The Strelsau Gazette, on 2 Feb 2022."


def test_a_search_that_is_no_record_yet_makes_no_silence(world: World) -> None:
    search = {
        "type": "coverage", "slug": "palace-draft", "voice": world.palace, "terms": ["bridge"],
        "positions": [world.ordered_position], "outlets": ["gazette"], "from": "2018", "to": "2021-12",
        "checked_on": "2022-02-02", "hits": 0,
    }  # fmt: skip
    before = page_of(world.ordered_position)
    put_on_record(search, public=False)
    assert page_of(world.ordered_position) == before


def test_what_was_searched_is_named_and_what_was_not_is_our_gap(world: World) -> None:
    page = page_of(world.ordered_position)
    [searched] = page.searches
    assert (searched.voice, searched.period) == ("The Palace with its parts", "1 May 2019 – 30 Apr 2020")
    assert searched.outlets == "The Strelsau Gazette, Эдерский вестник"
    assert (searched.checked, searched.by, searched.result) == ("1 Feb 2022", "ann", "Nothing found (0 hits)")
    assert not page.not_searched
    other = page_of(world.other_position)
    assert other.searches == ()
    assert other.not_searched == "Not searched yet. This is a gap in our work, not in the record."


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ("2019-03", "2019-06", "Mar 2019 – Jun 2019"),
        ("2019", "2019", "2019"),
        ("2019-03-01~", "2019-06-30", "c. 1 Mar 2019 – 30 Jun 2019"),
        ("", "2019-06", "start not noted – Jun 2019"),
        ("2019-03-05", "", "5 Mar 2019 – the day of the search"),
    ],
)
def test_a_search_is_told_no_more_precisely_than_it_is_recorded(
    world: World, starts: str, ends: str, words: str
) -> None:
    put_on_record({
        "type": "coverage", "slug": "a-search", "voice": world.palace, "terms": ["bridge"],
        "positions": [world.ordered_position], "outlets": ["gazette"], "from": starts, "to": ends,
        "checked_on": "2022-02-02", "hits": 0,
    })  # fmt: skip
    assert words in {search.period for search in page_of(world.ordered_position).searches}


def test_a_reported_silence_stands_beside_what_is_on_record_and_is_no_stance(world: World) -> None:
    silent = claim(
        "The palace has said nothing of the bridge since spring", world.roe, "2020-10-01", world.month_source,
        kind="reported_silence", about=[world.ordered_position],
    )  # fmt: skip
    before = page_of(world.ordered_position)
    [key] = put_on_record(silent)
    page = page_of(world.ordered_position)
    assert [row.key for row in page.silences] == [key]
    assert page.layers == before.layers
    assert page.count == before.count
