"""Which words of two claims may be compared."""

from __future__ import annotations

from claims.domain.text.pairs import NotComparable, Text, TextPair, language_of, pair
from tests.cases import each_case

ENGLISH = Text("no change", "en")
BRITISH = Text("no change at all", "en-GB")
RUSSIAN = Text("без изменений", "ru")
BY_ANN = Text("nothing changed", "en", "translation", "Ann  Other")
BY_ANN_TOO = Text("nothing has changed", "en", "translation", "ann other")
BY_BEN = Text("nothing altered", "en", "translation", "Ben")
BY_NOBODY = Text.given("nothing changed", "en", translated_from="ru")


def test_original_words_of_one_language_are_compared() -> None:
    assert pair([ENGLISH], [BRITISH]) == TextPair(ENGLISH, BRITISH)


def test_original_words_come_before_translations() -> None:
    assert pair([BY_ANN, RUSSIAN], [BY_ANN_TOO, RUSSIAN]) == TextPair(RUSSIAN, RUSSIAN)


def test_translations_of_one_translator_are_compared() -> None:
    assert pair([RUSSIAN, BY_ANN], [BY_ANN_TOO]) == TextPair(BY_ANN, BY_ANN_TOO)


@each_case(
    ("before", "after", "sentence"),
    [
        ([ENGLISH], [RUSSIAN], "Different languages: word marks are off."),
        (
            [ENGLISH],
            [BY_ANN],
            "One is a translation; whether the other is, our record does not say: word marks are off.",
        ),
        ([BY_BEN], [BY_ANN], "Different translators: word marks are off."),
        ([BY_NOBODY], [BY_NOBODY], "The translators are not known: word marks are off."),
        ([BY_NOBODY], [BY_ANN], "The translators are not known: word marks are off."),
        ([RUSSIAN, BY_NOBODY], [BY_ANN], "The translators are not known: word marks are off."),
        ([], [ENGLISH], "No words to compare: word marks are off."),
        ([Text(" ", "en")], [ENGLISH], "No words to compare: word marks are off."),
        ([Text("a", "")], [Text("a", "")], "Different languages: word marks are off."),
    ],
)
def test_what_may_not_be_compared_is_refused_in_words(
    before: list[Text], after: list[Text], sentence: str
) -> None:
    refusal = pair(before, after)
    assert isinstance(refusal, NotComparable)
    assert refusal.sentence == sentence


def test_the_original_mode_takes_no_translation() -> None:
    assert pair([BY_ANN], [BY_ANN_TOO], original=True) == NotComparable("originals_unknown")
    assert pair([BY_ANN, RUSSIAN], [RUSSIAN], original=True) == TextPair(RUSSIAN, RUSSIAN)
    assert pair([ENGLISH], [RUSSIAN], original=True) == NotComparable("languages")


def test_words_translated_from_something_are_a_translation() -> None:
    assert BY_NOBODY.kind == "translation"
    assert Text.given("no", "en").kind == "original"


def test_a_region_does_not_count_but_a_script_does() -> None:
    assert language_of("en-US") == language_of("EN_gb")
    assert language_of("sr-Latn") != language_of("sr-Cyrl")
