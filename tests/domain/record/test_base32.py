"""Ten characters of a hash."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.record.base32 import ALPHABET, crockford, crockford_of, is_crockford


def test_the_alphabet_leaves_out_the_letters_that_are_misread() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set(ALPHABET) & set("ilou")


@given(st.integers(0, 2**50 - 1))
def test_the_first_fifty_bits_can_be_read_back(bits: int) -> None:
    text = crockford(f"{bits << 206:064x}")
    assert is_crockford(text)
    assert sum(ALPHABET.index(char) << 5 * place for place, char in enumerate(reversed(text))) == bits


@given(st.text())
def test_ten_characters_stand_for_any_text(text: str) -> None:
    assert is_crockford(crockford_of(text))


def test_other_text_is_not_taken_for_one() -> None:
    assert not any(map(is_crockford, ["", "0123456789a", "012345678i", "012345678A", "0123456789\n"]))
