"""The versions that the address of a saved comparison names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.comparison.saved import (
    Fate,
    PinnedVersion,
    read_versions,
    since_sentence,
    versions_text,
)
from claims.domain.errors import InvalidQuery
from tests.cases import each_case

ONE, OTHER = "0123456789", "abcdefghjk"
KEYS = st.lists(st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=10, max_size=10), min_size=1, max_size=6)


def test_versions_stand_in_the_order_of_the_sorted_keys() -> None:
    assert read_versions("3,1", [OTHER, ONE]) == {ONE: 3, OTHER: 1}
    assert read_versions(" 3 , 1 ", [ONE.upper(), f" {OTHER}"]) == {ONE: 3, OTHER: 1}


@each_case(
    ("text", "sentence"),
    [
        ("3", "The address names 1 version for 2 statements"),
        ("3,1,2", "The address names 3 versions for 2 statements"),
        ("3,x", "“x” is not a version"),
        ("0,1", "“0” is not a version"),
        ("3,", "“” is not a version"),
        ("-1,1", "“-1” is not a version"),
        ("1234567,1", "“1234567” is not a version"),
        ("²,1", "“²” is not a version"),
    ],
)
def test_what_is_no_version_is_named(text: str, sentence: str) -> None:
    with pytest.raises(InvalidQuery) as raised:
        read_versions(text, [ONE, OTHER])
    assert raised.value.message == sentence


@each_case("keys", [[], [ONE, ONE], ["nonsense"], [f"{n:010d}" for n in range(7)]])
def test_only_keys_named_once_can_be_saved(keys: list[str]) -> None:
    with pytest.raises(InvalidQuery, match="each once"):
        read_versions(",".join("1" for _ in keys), keys)


@each_case(
    ("fate", "place", "sentence"),
    [
        ("stands", 0, ""),
        ("changed", 0, "The first statement has changed since: version 4 of 5 May 2026."),
        (
            "withdrawn",
            1,
            "The second statement was withdrawn on 6 May 2026: not said. "
            "The saved words stay in its history.",
        ),
        (
            "hidden",
            None,
            "The statement 0123456789 was withdrawn on 6 May 2026: not said. "
            "Its words are not shown any more.",
        ),
        ("erased", None, "The content of version 3 was erased by law: 0123456789 is not shown any more."),
    ],
)
def test_what_became_of_a_side_is_told(fate: Fate, place: int | None, sentence: str) -> None:
    side = PinnedVersion(ONE, 3, fate, 4, "5 May 2026", reason="not said", gone_on="6 May 2026")
    assert since_sentence(side, place) == sentence
    assert side.has_words is (fate not in ("hidden", "erased"))


@given(KEYS.flatmap(lambda keys: st.fixed_dictionaries({key: st.integers(1, 999_999) for key in keys})))
def test_versions_come_back_from_their_address(versions: dict[str, int]) -> None:
    assert read_versions(versions_text(versions), list(versions)) == versions


@given(st.text(), st.lists(st.text(max_size=12) | st.just(ONE), max_size=8))
def test_whatever_is_written_is_read_or_refused(text: str, keys: list[str]) -> None:
    try:
        versions = read_versions(text, keys)
    except InvalidQuery:
        return
    assert all(number > 0 for number in versions.values())
