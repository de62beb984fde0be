"""Key phrases of compared claims, by the project's own stems."""

from __future__ import annotations

import pytest

from claims.queries.comparison.compared import find_comparison
from claims.queries.comparison.phrases import NOTHING, PhrasesShown, shown_phrases
from tests.world import World

pytestmark = pytest.mark.django_db


def phrases_of(*keys: str) -> PhrasesShown:
    return shown_phrases(find_comparison(keys))


def test_forms_of_one_stem_stand_in_one_row(world: World) -> None:
    (table,) = phrases_of(world.first_support, world.later_support, world.turn).tables
    rows = {row.label: [cell.variants for cell in row.cells] for group in table.groups for row in group.rows}
    assert rows["support the building of the bridge"] == [
        ("support the building of the bridge",),
        ("support the building of the bridge",),
        (),
    ]
    assert rows["bridge"] == [("bridge",), ("bridge",), ("bridge",)]
    assert [column.said_words for column in table.columns] == ["7 Feb 2019", "May 2020", "10 Mar 2021"]
    assert table.columns[0].note == "translated by The Strelsau Gazette"
    assert table.note


def test_words_of_other_languages_stand_apart(world: World) -> None:
    original = find_comparison([world.later_support, world.no_change])
    (table,) = shown_phrases(original).tables
    assert (table.lang, table.note) == ("ru", "")
    assert shown_phrases(find_comparison([world.turn])).apart == NOTHING
