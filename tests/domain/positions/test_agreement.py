"""Agreement beyond chance: worked examples from the source, and what must hold for any codings."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.positions.agreement import NOBODY, ONE_CLAIM, ONE_VALUE, agreement, krippendorff_alpha

UNITS = st.lists(st.lists(st.sampled_from(["yes", "later", "no"]), max_size=4), max_size=8)


def columns(*coders: str) -> list[list[str]]:
    """Units from a line for each coder, a dot where he coded nothing."""
    return [[value for value in unit if value != "."] for unit in zip(*coders, strict=True)]


def test_two_coders_and_two_values_as_in_the_source() -> None:
    """Krippendorff 2011, section A: binary data, two observers, no missing data: 0.095."""
    alpha = krippendorff_alpha(columns("0100000010", "1110010000"))
    assert alpha is not None
    assert round(float(alpha), 3) == 0.095


def test_several_coders_who_did_not_code_everything_as_in_the_source() -> None:
    """Krippendorff 2011, section C: nominal data, four observers, missing data: 0.743."""
    alpha = krippendorff_alpha(columns("123321412...", "1233224125.3", ".3332342251.", "12332441251."))
    assert alpha is not None
    assert round(float(alpha), 3) == 0.743


def test_what_is_not_defined_is_said_in_words() -> None:
    assert agreement({}).words == agreement({"a": ["yes"]}).words == NOBODY
    same = agreement({"a": ["yes", "yes"], "b": ["yes", "yes"]})
    assert (same.alpha, same.reason) == (None, ONE_VALUE)
    assert same.words.startswith("Agreed on 2 of 2 claims that two or more people answered.")
    one = agreement({"a": ["yes", "no"]})
    assert (one.alpha, one.reason) == (None, ONE_CLAIM)
    assert "0 of 1 claim that" in one.words


def test_alpha_below_chance_is_written_with_a_minus() -> None:
    assert "−" in agreement({"a": ["yes", "no"], "b": ["no", "yes"]}).words


@given(UNITS)
def test_alpha_is_what_the_observed_and_the_expected_pairs_say(units: list[list[str]]) -> None:
    pairable = [unit for unit in units if len(unit) > 1]
    values = [value for unit in pairable for value in unit]
    observed = sum(
        Fraction(sum(a != b for a, b in permutations(unit, 2)), len(unit) - 1) for unit in pairable
    )
    expected = Fraction(sum(a != b for a, b in permutations(values, 2)), max(len(values) - 1, 1))
    assert krippendorff_alpha(units) == (None if not expected else 1 - observed / expected)


@given(UNITS, st.randoms(use_true_random=False))
def test_neither_the_order_of_coders_nor_the_names_of_answers_count(
    units: list[list[str]], chance: Random
) -> None:
    names = {"yes": "a", "later": "b", "no": "c"}
    shuffled = [[names[value] for value in chance.sample(unit, len(unit))] for unit in units]
    chance.shuffle(shuffled)
    assert krippendorff_alpha(shuffled) == krippendorff_alpha(units)


@given(UNITS)
def test_alpha_is_one_only_where_all_agree(units: list[list[str]]) -> None:
    alpha = krippendorff_alpha(units)
    found = agreement(dict(enumerate(units)))
    assert alpha is None or alpha <= 1
    if alpha is not None:
        assert (alpha == 1) == (found.agreed == found.claims)
    assert 0 <= found.agreed <= found.claims <= len(units)
    assert found.codings == sum(len(unit) for unit in units if len(unit) > 1)
