"""Key phrases that recur in some claims and not in others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.comparison.phrases import (
    IN_ALL,
    IN_BOTH,
    IN_ONE,
    IN_SOME,
    MOST_WORDS,
    Phrases,
    PhraseTable,
    find_phrases,
)
from claims.domain.text.pairs import Text
from claims.domain.text.word_folding import folded

Rows = dict[str, list[tuple[str, ...]]]


def stems_of(text: str, language: str) -> tuple[str, ...]:
    """Words cut to five letters: enough of a stem for a test."""
    return tuple(folded(word)[:5] for word in text.split())


def phrases_of(*texts: str | Text) -> Phrases:
    given = [Text(text, "en") if isinstance(text, str) else text for text in texts]
    return find_phrases([(f"k{number}", [text]) for number, text in enumerate(given)], stems_of)


def rows_of(table: PhraseTable, title: str) -> Rows:
    groups = [group for group in table.groups if group.title == title]
    return {row.label: [cell.variants for cell in row.cells] for group in groups for row in group.rows}


def test_a_phrase_that_two_of_three_have_tells_who_has_not() -> None:
    (table,) = phrases_of(
        "Our line on recognition stands.", "The line of recognition stood.", "We build bridges."
    ).tables
    assert rows_of(table, IN_SOME) == {
        "line on recognition": [("line on recognition",), ("line of recognition",), ()]
    }
    assert "We" not in rows_of(table, IN_ONE)
    assert rows_of(table, IN_ONE)["build bridges"] == [(), (), ("build bridges",)]


def test_forms_of_one_word_are_variants_of_one_phrase() -> None:
    (table,) = phrases_of("They recognize it, and recognized it.", "A recognition.").tables
    assert rows_of(table, IN_BOTH) == {"recognize": [("recognize", "recognized"), ("recognition",)]}


def test_of_a_phrase_and_its_parts_in_the_same_texts_the_longest_is_shown() -> None:
    (table,) = phrases_of(
        "The bridge to Eder stays closed", "The bridge to Eder stays closed", "A bridge"
    ).tables
    assert list(rows_of(table, IN_SOME)) == ["bridge to Eder stays closed"]
    assert list(rows_of(table, IN_ALL)) == ["bridge"]


def test_no_phrase_runs_over_a_comma() -> None:
    (table,) = phrases_of("bridge, closed", "bridge closed").tables
    assert list(rows_of(table, IN_BOTH)) == ["bridge", "closed"]


def test_a_reporters_words_and_the_speakers_make_no_phrase_together() -> None:
    (table,) = phrases_of("he warned “actors outside” again", "he warned actors outside again").tables
    assert list(rows_of(table, IN_BOTH)) == ["actors outside", "warned"]


def test_a_negation_is_part_of_a_phrase_and_never_one_alone() -> None:
    (table,) = phrases_of("It has not changed.", "It has not stood.", "It has changed.").tables
    assert rows_of(table, IN_SOME) == {"changed": [("not changed",), (), ("changed",)]}
    (table,) = phrases_of("It has not changed.", "It was not changed.", "It has changed.").tables
    assert "not changed" in rows_of(table, IN_SOME)


def test_a_negation_before_a_shared_phrase_is_printed_with_it() -> None:
    (table,) = phrases_of("They don’t keep the bridge", "They keep the bridge").tables
    assert rows_of(table, IN_BOTH) == {"keep the bridge": [("don’t keep the bridge",), ("keep the bridge",)]}


def test_texts_of_two_languages_never_stand_in_one_table() -> None:
    found = phrases_of(
        "the bridge", Text("el bridge", "es"), "a bridge", Text("un puente", "es"), Text("мост", "ru")
    )
    assert [(table.language, table.keys) for table in found.tables] == [
        ("en", ("k0", "k2")),
        ("es", ("k1", "k3")),
    ]
    assert found.apart == ("k4",)


def test_untranslated_words_go_before_a_translation() -> None:
    translated = Text("the bridge of before", "en", "translation", "A. Other")
    found = find_phrases([("a", [translated, Text("the bridge", "en")]), ("b", [translated])], stems_of)
    assert [text.kind for text in found.tables[0].texts] == ["original", "translation"]


def test_what_is_left_out_is_counted() -> None:
    words = " , ".join(f"{letter}word" for letter in "bcdefghijklmnop")
    (table,) = phrases_of(words, words, "elsewhere").tables
    (shared, alone) = table.groups
    assert (len(shared.rows), shared.left_out) == (12, 3)
    assert (len(alone.rows), alone.left_out) == (1, 0)


def test_of_a_very_long_text_only_the_beginning_is_read_and_that_is_told() -> None:
    long = " ".join(f"{number}word" for number in range(MOST_WORDS + 1))
    (table,) = phrases_of(long, f"{MOST_WORDS}word").tables
    assert table.is_cut
    assert not rows_of(table, IN_BOTH)
    assert not phrases_of("a bridge", "the bridge").tables[0].is_cut


def test_claims_without_words_stand_apart() -> None:
    assert find_phrases([("a", []), ("b", [Text(" ", "en")])], stems_of).apart == ("a", "b")


TEXTS = st.lists(
    st.builds(
        Text,
        st.text(st.sampled_from("abc де ñ1,.“”’-\u0301中文 not the не") | st.characters(), max_size=60),
        st.sampled_from(["en", "en-GB", "ru", "es", "de", "zh", ""]),
        st.sampled_from(["original", "translation"]),
    ),
    max_size=6,
)


@given(TEXTS)
def test_every_claim_stands_once_and_every_variant_is_in_its_text(texts: list[Text]) -> None:
    found = phrases_of(*texts)
    by_key = {f"k{number}": text for number, text in enumerate(texts)}
    placed = [key for table in found.tables for key in table.keys]
    assert sorted([*placed, *found.apart]) == sorted(by_key)
    for table in found.tables:
        assert len({by_key[key].language[:2] for key in table.keys}) == 1
        for group in table.groups:
            for row in group.rows:
                holders = [cell for cell in row.cells if cell.is_there]
                assert len(row.cells) == len(table.keys)
                assert len(holders) == 1 if group.title == IN_ONE else len(holders) > 1
                for key, cell in zip(table.keys, row.cells, strict=True):
                    plain = " ".join(by_key[key].text.split())
                    assert all(variant in plain for variant in cell.variants)
