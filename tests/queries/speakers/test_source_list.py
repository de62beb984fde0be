"""The index of sources."""

from __future__ import annotations

import pytest

from claims.queries.paging import StaleCursor
from claims.queries.speakers import source_list
from claims.queries.speakers.source_list import source_index
from tests.world import World


def test_sources_stand_newest_first_and_the_undated_at_the_end(world: World) -> None:
    part = source_index({})
    assert part.count == len(part.rows) == 6
    assert part.rows[0].key == world.spanish_source
    assert part.rows[-1].key == world.undated_source
    assert part.rows[-1].published == "no date"


def test_a_row_names_outlet_language_and_the_number_of_claims(world: World) -> None:
    row = next(row for row in source_index({}).rows if row.key == world.dated_source)
    assert (row.outlet, row.language, row.published) == ("The Strelsau Gazette", "English", "7 Feb 2019")
    assert row.claims > 0


def test_the_pages_together_hold_every_source_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [row.key for row in source_index({}).rows]
    monkeypatch.setattr(source_list, "PAGE", 4)
    first = source_index({})
    second = source_index({"after": first.after})
    assert [row.key for row in (*first.rows, *second.rows)] == whole
    assert second.after == ""


def test_a_cursor_that_is_a_draft_is_stale(world: World) -> None:
    with pytest.raises(StaleCursor):
        source_index({"after": world.unseen_source})
