"""What makes two records one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.errors import InvalidValue
from claims.domain.record.identity import Assertion, is_key, key_of, source_key
from tests.cases import each_case

WORDS = "The harbour’s rules haven’t changed at all"


def identity(
    words: str = WORDS, speaker: str = "anna-oravec", said: str = "2019-02-07", occurrence: int = 1
) -> str:
    return Assertion(words, speaker, said).identity(occurrence)


IDENTITY = identity()
TEXTS = st.text(st.characters()).filter(str.strip)


def test_a_claim_typed_on_another_keyboard_has_the_same_identity() -> None:
    typed = "“The harbour's rules haven't\u00a0changed at all.”"
    assert Assertion(typed, "anna-oravec", "2019-02-07").identity() == IDENTITY


@each_case(
    "changed",
    [
        {"words": "The harbour’s rules have changed"},
        {"speaker": "jan-oravec"},
        {"said": "2019-02"},
        {"occurrence": 2},
    ],
)
def test_each_part_of_an_identity_counts(changed: dict[str, str | int]) -> None:
    assert identity(**changed) != IDENTITY  # type: ignore[arg-type]


def test_an_identity_once_made_never_changes() -> None:
    assert IDENTITY == "bc9bef8516d5da9987be21bca51d276e4817fedbbc6f0aad7f652b836b847ef0"
    assert key_of(IDENTITY) == "qjdyz18ptq"


@each_case(
    ("one", "other"),
    [
        ("5%", "-5%"),
        ("1,5 раза", "15 раз"),
        ("¿Vienes?", "Vienes."),
        ("نمو ٥٪", "نمو −٥٪"),
        ("מ־5", "מ־5²"),
        ("$5", "€5"),
    ],
)
def test_what_may_mean_something_else_is_another_claim(one: str, other: str) -> None:
    pair = [Assertion(words, "a", "2019").identity() for words in (one, other)]
    assert len(set(pair)) == 2


def test_words_of_punctuation_alone_are_told_apart() -> None:
    identities = {Assertion(words, "a", "").identity() for words in ("…", "?!")}
    assert len(identities) == 2


@given(TEXTS, st.text())
def test_every_claim_has_a_key(words: str, said: str) -> None:
    assert is_key(key_of(Assertion(words, "a", said).identity()))


@each_case("parts", [{"words": " "}, {"speaker": ""}, {"occurrence": 0}])
def test_a_claim_without_words_speaker_or_occurrence_has_no_identity(parts: dict[str, str | int]) -> None:
    with pytest.raises(InvalidValue):
        identity(**parts)  # type: ignore[arg-type]


@each_case("identity", ["", "abc", "G" * 64, "A" * 64, "0" * 65])
def test_only_an_identity_has_a_key(identity: str) -> None:
    with pytest.raises(InvalidValue):
        key_of(identity)


def test_a_source_is_known_by_its_address_whatever_its_title() -> None:
    key = source_key(url="https://www.example.org/a/?utm_source=x", title="One")
    assert key == source_key(url="http://m.example.org/a", outlet="other", title="Two")
    assert re.fullmatch("s-[0-9a-z]{10}", key)


def test_a_source_without_address_is_known_by_outlet_title_and_day() -> None:
    key = source_key(outlet="ruritanian-post", title="“Rules haven’t changed”", published="2019-02-07")
    assert key == source_key(outlet="ruritanian-post", title="Rules haven't changed", published="2019-02-07")
    assert key != source_key(outlet="ruritanian-post", title="Rules haven't changed", published="2019-02-08")
    assert re.fullmatch("s-[0-9a-z]{10}", key)


def test_a_source_of_which_nothing_is_known_is_refused() -> None:
    with pytest.raises(InvalidValue):
        source_key(published="2019-02-07")


def test_a_source_with_a_bad_address_is_refused() -> None:
    with pytest.raises(InvalidValue):
        source_key(url="javascript:alert(1)", title="One")


def test_a_key_of_a_source_is_no_key_of_a_claim() -> None:
    assert not is_key("s-01234567")
