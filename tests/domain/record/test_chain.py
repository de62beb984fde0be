"""Chains of attribution: what is none, and what follows from one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.errors import InvalidRecord
from claims.domain.record.chain import (
    MOST_DRIFTS,
    ChainFacts,
    ChainHop,
    NotCompared,
    chain_problems,
    check_chain,
    describe_chain,
)
from tests.cases import each_case
from tests.domain.text.merged_text import merged_text


@each_case(
    ("hops", "problem"),
    [
        ([ChainHop(1, "wire"), ChainHop(1, "wire")], "steps are numbered 1 to 2, each once"),
        ([ChainHop(2, "wire")], "steps are numbered 1 to 1, each once"),
        ([ChainHop(1, "hearsay")], "step 1: “hearsay” is not a way in which words reach somebody"),
        ([ChainHop(1, "wire", 1)], "step 1 cannot have the words from itself"),
        ([ChainHop(1, "wire", 7)], "step 1 has the words from step 7, which is not there"),
        (
            [ChainHop(1, "wire", 2), ChainHop(2, "wire", 3), ChainHop(3, "wire", 2)],
            "step 2 has the words from itself, by way of 1 more",
        ),
    ],
)
def test_what_is_no_chain_is_refused_in_words(hops: list[ChainHop], problem: str) -> None:
    assert chain_problems(hops) == (problem,)
    with pytest.raises(InvalidRecord, match="step"):
        check_chain(hops)
    with pytest.raises(InvalidRecord):
        describe_chain(hops)


@given(st.lists(st.integers(0, 8), max_size=8))
def test_a_loop_is_never_accepted(parents: list[int]) -> None:
    hops = [ChainHop(number, "wire", parent or None) for number, parent in enumerate(parents, start=1)]
    by_number = {hop.number: hop.parent for hop in hops}

    def ends(number: int | None) -> bool:
        for _ in hops:
            number = by_number.get(number) if number is not None else None
        return number is None

    fits = all(parent <= len(hops) for parent in parents) and all(ends(hop.number) for hop in hops)
    assert (chain_problems(hops) == ()) == fits
    if fits:
        assert 0 <= describe_chain(hops).depth <= len(hops)
        assert describe_chain(reversed(hops)) == describe_chain(hops)


def test_no_hops_are_a_chain_of_which_nothing_is_known() -> None:
    facts = describe_chain([])
    assert facts == ChainFacts()
    assert not facts.reaches_first_hand


def test_a_quote_from_an_outlet_that_does_not_say_how_does_not_reach_the_first_hand() -> None:
    facts = describe_chain(
        [ChainHop(1, "direct_quote", 2, "daily"), ChainHop(2, "not_stated", None, "wire service")]
    )
    assert facts == ChainFacts(depth=2, ends=(2,), independent_origins=1)
    assert not facts.reaches_first_hand


@each_case("how", ["first_hand", "recording", "transcript"])
def test_the_first_hand_is_reached_only_at_the_end(how: str) -> None:
    at_end = describe_chain([ChainHop(1, "direct_quote", 2), ChainHop(2, how)])
    assert at_end.reaches_first_hand
    assert at_end.first_hand_ends == at_end.ends == (2,)
    assert not describe_chain([ChainHop(1, how, 2), ChainHop(2, "not_stated")]).reaches_first_hand


def test_five_outlets_with_one_wire_are_one_origin() -> None:
    one_hop = [ChainHop(n, "direct_quote", 6, f"outlet-{n}") for n in range(1, 6)] + [
        ChainHop(6, "wire", None, "agency")
    ]
    assert describe_chain(one_hop).independent_origins == 1
    own_hops = [
        hop
        for n in range(5)
        for hop in (
            ChainHop(2 * n + 1, "direct_quote", 2 * n + 2, f"outlet-{n}"),
            ChainHop(2 * n + 2, "wire", None, "Agency"),
        )
    ]
    assert describe_chain(own_hops).independent_origins == 1


def test_two_reporters_who_heard_it_are_two_origins() -> None:
    facts = describe_chain(
        [ChainHop(1, "first_hand", None, "daily"), ChainHop(2, "first_hand", None, "weekly")]
    )
    assert facts.independent_origins == 2
    assert facts.first_hand_ends == facts.ends == (1, 2)


def test_what_an_outlet_heard_itself_stays_an_origin_though_it_also_copied() -> None:
    hops = [
        ChainHop(1, "first_hand", None, "daily"),
        ChainHop(2, "direct_quote", 3, "daily"),
        ChainHop(3, "wire", None, "agency"),
    ]
    assert describe_chain(hops).independent_origins == 2


def test_an_outlet_that_copied_elsewhere_is_no_origin() -> None:
    hops = [
        ChainHop(1, "direct_quote", 2, "weekly"),
        ChainHop(2, "not_stated", None, "daily"),
        ChainHop(3, "direct_quote", 4, "daily"),
        ChainHop(4, "wire", None, "agency"),
    ]
    assert describe_chain(hops).independent_origins == 1


def test_ends_without_a_name_are_not_known_to_be_independent() -> None:
    assert describe_chain([ChainHop(1, "not_stated"), ChainHop(2, "not_stated")]).independent_origins == 1
    assert (
        describe_chain([ChainHop(1, "wire", None, "agency"), ChainHop(2, "not_stated")]).independent_origins
        == 1
    )


def test_outlets_that_quote_one_another_are_a_circle_and_one_origin() -> None:
    hops = [
        ChainHop(1, "direct_quote", 2, "daily"),
        ChainHop(2, "direct_quote", 3, "weekly"),
        ChainHop(3, "not_stated", None, "daily"),
    ]
    facts = describe_chain(hops)
    assert facts.circular_hops == (1, 2, 3)
    assert facts.independent_origins == 1


def test_an_outlet_that_quotes_its_own_page_is_no_circle() -> None:
    hops = [ChainHop(1, "direct_quote", 2, "daily"), ChainHop(2, "first_hand", None, "daily")]
    assert describe_chain(hops).circular_hops == ()


def quoting(passages: tuple[str, ...], number: int = 1, language: str = "en") -> ChainHop:
    return ChainHop(number, "direct_quote", number + 1, passages=passages, language=language)


def test_drift_is_between_the_passages_most_alike() -> None:
    hops = [
        quoting(("Nothing new", "our line has not changed at all")),
        ChainHop(
            2, "wire", None, passages=("Our line has not changed", "Good morning to you"), language="en-GB"
        ),
    ]
    (drift,) = describe_chain(hops).drift
    assert (drift.origin, drift.hop) == (2, 1)
    assert merged_text(drift.words) == "our line has not changed {+at all+}"


def test_a_hop_that_keeps_a_passage_has_no_drift() -> None:
    hops = [quoting(("No!", "Never")), ChainHop(2, "wire", None, passages=("no!",), language="en")]
    assert describe_chain(hops).drift == ()
    assert describe_chain(hops).not_compared == ()


@each_case(("one", "other"), [("en", "ru"), ("", "en"), ("", ""), ("und", "und")])
def test_words_not_known_to_be_of_one_language_are_not_compared(one: str, other: str) -> None:
    hops = [quoting(("no",), language=one), ChainHop(2, "wire", None, passages=("not",), language=other)]
    assert describe_chain(hops).drift == ()
    assert describe_chain(hops).not_compared == (NotCompared(2, 1, (other, one)),)


def test_hops_without_passages_are_not_spoken_of() -> None:
    hops = [quoting(()), ChainHop(2, "wire", None, passages=("no",), language="en")]
    assert (describe_chain(hops).drift, describe_chain(hops).not_compared) == ((), ())


def test_the_wording_of_a_long_chain_is_compared_between_so_many_hops_alone() -> None:
    hops = [quoting((f"word {n}",), n) for n in range(1, 2 * MOST_DRIFTS)]
    hops.append(ChainHop(2 * MOST_DRIFTS, "wire", passages=("word",), language="en"))
    assert len(describe_chain(hops).drift) == MOST_DRIFTS
