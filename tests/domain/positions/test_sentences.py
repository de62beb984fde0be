"""The list of all sentences on lines through time."""

from __future__ import annotations

import pytest

from claims.domain.positions.sentences import SENTENCES, say

FORBIDDEN = ("always", "never", "consistently", "clearly", "admitted", "claimed", "truth", "lied", "%")


@pytest.mark.parametrize("name", SENTENCES)
def test_each_sentence_says_when_it_is_used_and_ends_as_a_sentence(name: str) -> None:
    sentence = SENTENCES[name]
    assert sentence.when
    assert sentence.text.endswith((".", "}"))


@pytest.mark.parametrize("name", SENTENCES)
def test_no_sentence_judges_or_exaggerates(name: str) -> None:
    text = SENTENCES[name].text.lower()
    assert not [word for word in FORBIDDEN if word in text]


@pytest.mark.parametrize("name", [name for name, sentence in SENTENCES.items() if sentence.values])
def test_a_sentence_is_never_written_with_a_hole(name: str) -> None:
    with pytest.raises(TypeError, match="takes"):
        say(name)


def test_a_value_that_a_sentence_does_not_take_is_refused() -> None:
    with pytest.raises(TypeError, match="no_stance takes"):
        say("no_stance", voice="Ruritania")
