"""The list of all sentences on lines through time."""

from __future__ import annotations

import pytest

from claims.domain.positions.sentences import SUBJECTS, TEMPLATES, say

FORBIDDEN = ("always", " never ", "consistently", "clearly", "admitted", "claimed", "truth", "lied", "%")


def test_each_sentence_says_when_it_is_used_and_ends_as_a_sentence() -> None:
    assert [name for name, sentence in TEMPLATES.items() if not sentence.when] == []
    assert [name for name, sentence in TEMPLATES.items() if not sentence.text.endswith((".", "}"))] == []


def test_no_sentence_judges_or_exaggerates() -> None:
    texts = {name: sentence.text.lower() for name, sentence in TEMPLATES.items()}
    assert [(name, word) for name, text in texts.items() for word in FORBIDDEN if word in text] == []


def test_a_sentence_is_never_written_with_a_hole() -> None:
    for name in (name for name, sentence in TEMPLATES.items() if sentence.values):
        with pytest.raises(TypeError, match=f"{name} takes"):
            say(name)


def test_a_value_that_a_sentence_does_not_take_is_refused() -> None:
    with pytest.raises(TypeError, match="not_confirmed takes"):
        say("not_confirmed", voice="Ruritania")


def test_every_name_is_used_once() -> None:
    assert len(TEMPLATES) == sum(len(templates) for templates in SUBJECTS.values())


def test_a_sentence_knows_its_name_and_the_claims_that_it_rests_on() -> None:
    said = say("nothing_earlier", {"a", "b"}, voice="the Palace")
    assert (said.name, said.keys) == ("nothing_earlier", frozenset("ab"))
    assert str(said) == "On our record nothing earlier by the Palace in own words or as reported."


def test_a_name_that_ends_in_a_full_stop_ends_its_sentence() -> None:
    assert str(say("confirmed", by="A. B.", on="")) == "Confirmed by A. B."
