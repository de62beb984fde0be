"""Which records have a word in a name."""

from __future__ import annotations

from claims.models import RecordWord
from claims.search.names import begins, words_of_length
from tests.world import World


def test_words_are_found_by_their_beginning_in_any_script(world: World) -> None:
    for beginning, word in (("leb", "lebed"), ("лебе", "лебедь"), ("lebed", "lebed")):
        found = set(RecordWord.objects.filter(begins(beginning)).values_list("word", flat=True))
        assert word in found
        assert all(one.startswith(beginning) for one in found)


def test_words_of_names_are_listed_by_length_without_numbers(world: World) -> None:
    found = words_of_length(4, 6)
    assert {"lebed", "лебедь", "palace"} <= set(found)
    assert len(found) == len(set(found))
    assert {len(word) for word in found} <= {4, 5, 6}
    assert words_of_length(79, 80) == []
