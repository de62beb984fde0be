"""Texts that say nearly the same are found by runs of words that survive a change of one word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.search.similar_texts import may_be_same, runs, similarity

WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=6), min_size=4, max_size=30)


def holds(words: list[str], run: tuple[str, ...]) -> bool:
    return any(tuple(words[at : at + len(run)]) == run for at in range(len(words)))


@given(WORDS, st.data())
def test_a_text_with_one_word_changed_keeps_a_run(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    changed = data.draw(
        st.sampled_from(
            (
                [*words[:at], "zzz", *words[at + 1 :]],
                [*words[:at], *words[at + 1 :]],
                [*words[: at + 1], "zzz", *words[at + 1 :]],
            )
        )
    )
    assert any(holds(changed, run) for run in runs(words))


def test_a_text_of_up_to_three_words_is_one_run_and_none_has_none() -> None:
    assert runs(["the", "bridge", "stands"]) == (("the", "bridge", "stands"),)
    assert runs([]) == ()


def test_similarity_counts_the_words_in_the_same_order() -> None:
    four = ["the", "bridge", "stands", "firm"]
    assert similarity(four, four) == 1
    assert similarity(four, ["the", "bridge", "falls", "down"]) == 0.5
    assert similarity(four, ["nothing"]) == 0


def test_half_the_words_are_enough_for_one_speaker_within_two_days() -> None:
    def same(alike: float, one_speaker: bool, said: str, other: str) -> bool:
        return may_be_same(alike, one_speaker=one_speaker, said=said, other_said=other)

    assert same(0.7, True, "2019-02-07", "2019-02-09")
    assert same(0.7, True, "2019-02-07", "")
    assert not same(0.7, True, "2019-02-07", "2019-02-10")
    assert not same(0.7, False, "2019-02-07", "2019-02-07")
    assert same(0.9, False, "2019-02-07", "2024-02-07")
