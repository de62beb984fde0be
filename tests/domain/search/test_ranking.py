"""How well a claim fits what was searched for, as one rule."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.search.ranking import Fit, fit

OLD = [("old",)]
BRIDGE = [("bridge",), ("bridges",)]
END = 20


def test_words_in_the_order_typed_fit_better_than_words_close_together() -> None:
    ordered = fit([OLD, BRIDGE], {"old": [5], "bridges": [6]}, END)
    turned = fit([OLD, BRIDGE], {"old": [6], "bridge": [5]}, END)
    far = fit([OLD, BRIDGE], {"old": [1], "bridge": [15]}, END)
    in_notes = fit([OLD, BRIDGE], {"old": [1], "bridge": [25]}, END)
    assert ordered > turned > far > in_notes


def test_the_closest_place_counts() -> None:
    assert fit([OLD, BRIDGE], {"old": [1, 12], "bridge": [7, 10]}, END) == Fit(False, 2, -3)


def test_a_phrase_is_found_as_a_whole() -> None:
    phrase = [("old", "bridge"), ("oldbridge",)]
    assert fit([phrase], {"old": [3], "bridge": [4]}, END) == Fit(True, 1, -2)
    assert fit([phrase], {"oldbridge": [3]}, END) == Fit(True, 1, -1)
    assert fit([phrase], {"old": [3], "bridge": [5]}, END).in_words == 0


@given(
    st.dictionaries(st.sampled_from("abc"), st.lists(st.integers(1, 30), max_size=4).map(sorted)),
    st.integers(0, 31),
)
def test_the_order_of_the_terms_decides_nothing_but_whether_they_stand_in_it(
    places: dict[str, list[int]], end: int
) -> None:
    one = fit([[("a",)], [("b",)], [("c",)]], places, end)
    other = fit([[("c",)], [("a",)], [("b",)]], places, end)
    assert one[1:] == other[1:]
    assert one.in_words == sum(any(place < end for place in places.get(word, ())) for word in "abc")
