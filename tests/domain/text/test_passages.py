"""Whether words stand in a passage."""

from __future__ import annotations

from claims.domain.text.passages import are_in_passages
from tests.cases import each_case


@each_case(
    ("words", "passage"),
    [
        ("The bridge — stands", "“The bridge stands,” he said."),
        ("The bridge stands.", "THE BRIDGE STANDS!"),
        ("The bridge … stands [firm]", "The bridge, as I said, stands there."),
        ("Growth will be –5 %", "“Growth will be -5% this year.”"),
        ("Мост стоит", "Он сказал: «Мост стоит», и ушёл."),
        ("¿Vienes mañana?", "—¿Vienes mañana? —preguntó."),
        ("النمو ٥٪", "قال: «النمو 5%»."),
        ("הגשר עומד", "”הגשר עומד“, אמר."),
        ("he will go", "Do you think he will go?"),
    ],
)
def test_the_same_words_stand_in_it(words: str, passage: str) -> None:
    assert are_in_passages(words, ["Another one.", passage])


@each_case(
    ("words", "passage"),
    [
        ("Growth will be 5%", "Growth will be -5% this year"),
        ("Growth will be -5%", "Growth will be 5% this year"),
        ("Growth will be 5", "Growth will be 5% this year"),
        ("It costs 5", "It costs €5"),
        ("It costs $5", "It costs €5"),
        ("Рост 1,5 раза", "Рост 15 раз"),
        ("النمو ٥٪", "النمو -٥٪"),
        ("10² men", "102 men"),
        ("No more troops", "No. More troops"),
        ("He will go.", "“He will go?” he asked."),
        ("¿Vienes?", "Vienes."),
        ("Он ушёл?", "Он ушёл."),
        ("the bridge", "the bridges"),
    ],
)
def test_other_signs_numbers_and_sentence_ends_do_not(words: str, passage: str) -> None:
    assert not are_in_passages(words, [passage])
