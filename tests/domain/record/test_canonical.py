"""The canonical form: one text for one value, whatever wrote it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.errors import InvalidValue
from claims.domain.record.canonical import (
    ALPHABET,
    canonical_json,
    crockford,
    crockford_of,
    digest,
)
from claims.domain.record.identity import is_key
from tests.cases import each_case

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
NAMES = st.text(st.characters(codec="ascii"))
SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)


@given(DOCUMENTS)
def test_the_form_is_that_of_another_implementation_of_rfc_8785(document: Any) -> None:
    assert canonical_json(document).encode() == rfc8785.dumps(document)


@given(DOCUMENTS)
def test_the_text_reads_back_as_the_same_document(document: Any) -> None:
    assert json.loads(canonical_json(document)) == document


@given(st.dictionaries(NAMES, SCALARS))
def test_the_order_in_which_keys_came_does_not_matter(document: dict[str, Any]) -> None:
    assert canonical_json(dict(reversed(document.items()))) == canonical_json(document)


@given(st.lists(SCALARS))
def test_a_tuple_is_written_as_a_list(members: list[Any]) -> None:
    assert canonical_json(tuple(members)) == canonical_json(members)


@each_case("document", ["\ud800", {"\udfff": 1}, [["\udc00"]]])
def test_a_lone_surrogate_is_refused_by_code_point(document: Any) -> None:
    with pytest.raises(InvalidValue, match=r"U\+D[8-F]"):
        canonical_json(document)


@given(TEXTS, TEXTS)
def test_a_digest_is_the_sha_256_of_salt_and_text(text: str, salt: str) -> None:
    assert digest(text, salt) == hashlib.sha256((salt + text).encode()).hexdigest()


def test_a_digest_of_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(InvalidValue):
        digest("\ud800")


def test_the_alphabet_leaves_out_the_letters_that_are_misread() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set(ALPHABET) & set("ilou")


@given(st.integers(0, 2**50 - 1))
def test_the_first_fifty_bits_can_be_read_back(bits: int) -> None:
    text = crockford(f"{bits << 206:064x}")
    assert is_key(text)
    assert sum(ALPHABET.index(char) << 5 * place for place, char in enumerate(reversed(text))) == bits


@given(st.text())
def test_ten_characters_stand_for_any_text(text: str) -> None:
    assert is_key(crockford_of(text))


def test_other_text_is_not_taken_for_one() -> None:
    assert not any(map(is_key, ["", "0123456789a", "012345678i", "012345678A", "0123456789\n"]))
