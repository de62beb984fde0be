"""The sentences on a chain of attribution: nothing that its hops do not show."""

from __future__ import annotations

from claims.domain.record.chain import ChainFacts, ChainHop, describe_chain
from claims.domain.record.chain_words import (
    chain_sentence,
    chain_story,
    circle_sentence,
    drift_sentence,
    hop_sentence,
    not_compared_sentence,
    origins_sentence,
)
from tests.cases import each_case

FIRST_HAND = ChainHop(1, "first_hand", None, "daily")
COPIED = ChainHop(1, "direct_quote", 2, "daily", ("not at all",), "en")


@each_case(
    ("hops", "sentence"),
    [
        ([], "How the words reached us is not recorded."),
        ([FIRST_HAND], "The words reached us through 1 step; the last has them at first hand."),
        (
            [COPIED, ChainHop(2, "not_stated")],
            "The words reached us through 2 steps; nobody on the way is known to have heard them.",
        ),
        (
            [FIRST_HAND, ChainHop(2, "first_hand", None, "weekly")],
            "The words reached us through at most 1 step, from two starting points;"
            " each of them has them at first hand.",
        ),
        (
            [COPIED, ChainHop(2, "wire", None, "agency"), ChainHop(3, "recording", None, "weekly")],
            "The words reached us through at most 2 steps, from two starting points;"
            " one of them has them at first hand.",
        ),
    ],
)
def test_how_far_the_words_came(hops: list[ChainHop], sentence: str) -> None:
    assert chain_sentence(describe_chain(hops)) == sentence


def test_origins_are_told_in_words() -> None:
    def told(number: int) -> str:
        return origins_sentence(ChainFacts(independent_origins=number))

    assert told(0) == ""
    assert told(1) == "One independent origin is known."
    assert told(2) == "Two independent origins are known: no step on our record links them."
    assert told(12).startswith("12 independent origins are known")


def test_origins_that_are_not_first_hand_are_not_called_independent() -> None:
    hops = [FIRST_HAND, ChainHop(2, "not_stated", None, "weekly")]
    assert origins_sentence(describe_chain(hops)) == (
        "Two origins are known that no step on our record links;"
        " whether all of them are independent is not known, for not each is first hand."
    )


def test_circular_reporting_names_the_parties() -> None:
    facts = ChainFacts(circular_hops=(1, 2))
    assert circle_sentence(ChainFacts(), []) == ""
    assert circle_sentence(facts, ["the Daily"]) == (
        "Circular reporting: the Daily has the words, by way of others, from itself."
    )
    assert circle_sentence(facts, ["A", "B", "A"]) == (
        "Circular reporting: A and B have the words, by way of others, from themselves."
    )
    assert circle_sentence(facts, list("ABCDE")).startswith("Circular reporting: A, B, C and 2 more have ")


@each_case(
    ("how", "parent", "sentence"),
    [
        ("not_stated", None, "how it had the words is not stated"),
        ("not_stated", "step 2 (RBC)", "had the words from step 2 (RBC); how it had them is not stated"),
        ("direct_quote", "step 2 (RBC)", "direct quotation, from step 2 (RBC)"),
        ("direct_quote", None, "direct quotation; from whom it had the words is not recorded"),
        ("first_hand", None, "heard first hand"),
        ("transcript", None, "transcript"),
    ],
)
def test_a_hop_says_no_more_than_it_shows(how: str, parent: str | None, sentence: str) -> None:
    assert hop_sentence(how, parent) == sentence


def test_drift_is_told_in_counts() -> None:
    origin = ChainHop(2, "wire", None, "agency", ("not",), "en")
    (drift,) = describe_chain([COPIED, origin]).drift
    assert drift_sentence(drift) == "From step 2 to step 1: kept 1 word, removed 0, added 2."
    (other,) = describe_chain([COPIED, ChainHop(2, "wire", None, "agency", ("good morning",), "en")]).drift
    assert drift_sentence(other).endswith("almost nothing in common, so that word marks are off.")


def test_two_languages_are_never_compared() -> None:
    assert not_compared_sentence(2, 1, ("Russian", "English")) == (
        "From step 2 to step 1: from Russian to English, so that word marks are off."
    )
    assert not_compared_sentence(2, 1, ("", "English")) == (
        "From step 2 to step 1: the language of a passage is not known, so that word marks are off."
    )


def test_a_chain_is_told_as_a_sentence_with_its_origins() -> None:
    hops = [ChainHop(1, "direct_quote", parent=2), ChainHop(2, "not_stated", label="rbc")]
    told = chain_story(hops, describe_chain(hops), {1: "this article", 2: "RBC"})
    assert told == "This article quotes RBC; how RBC got the words is not said. One origin."
    alone = [ChainHop(1, "indirect_quote")]
    assert chain_story(alone, describe_chain(alone), {1: "this post"}) == (
        "This post reports what was said; how it knows is not said. One origin."
    )


def test_a_sentence_of_an_outlet_itself_was_heard_by_nobody() -> None:
    facts = describe_chain([FIRST_HAND])
    assert chain_story([FIRST_HAND], facts, {1: "this article"}, own={1}) == "The outlet’s own sentence."
    hops = [COPIED, ChainHop(2, "first_hand", None, "weekly")]
    story = chain_story(hops, describe_chain(hops), {1: "this article", 2: "The Weekly"}, own={2})
    assert story == "This article quotes The Weekly; the sentence is The Weekly’s own. One origin."
