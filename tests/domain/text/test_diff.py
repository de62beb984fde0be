"""Word-level difference: what counts, what does not, and that nothing is lost."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.text.diff import MOST_READ_NICELY, Segment, WordDiff, compare_words
from claims.domain.text.word_folding import fold_words, folded, tokens
from tests.cases import each_case
from tests.domain.text.merged_text import merged_text

WORDS = st.lists(
    st.sampled_from(["the", "line", "has", "not", "changed", "Ёлка", "hasn’t", ",", ".", "«", "\u0301"]),
    max_size=40,
).map(" ".join)
ANY = st.one_of(st.text(), WORDS)


@given(ANY)
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


def test_a_word_holds_its_apostrophes_hyphens_and_decimals() -> None:
    assert tokens("It hasn’t: so-called 3,5 or 1,000.") == (
        "It", " ", "hasn’t", ":", " ", "so-called", " ", "3,5", " ", "or", " ", "1,000", ".",
    )  # fmt: skip


def test_signs_without_spaces_are_words_of_their_own() -> None:
    assert tokens("立场没有 changed") == ("立", "场", "没", "有", " ", "changed")


def rebuilt(diff: WordDiff) -> tuple[str, str]:
    return "".join(s.before for s in diff.segments), "".join(s.after for s in diff.segments)


@given(ANY, ANY)
def test_both_texts_are_rebuilt_exactly(before: str, after: str) -> None:
    diff = compare_words(before, after)
    assert rebuilt(diff) == (before, after)
    assert all(not s.after for s in diff.segments if s.kind == "removed")
    assert all(not s.before for s in diff.segments if s.kind == "added")


@given(ANY, ANY)
def test_turning_the_two_round_exchanges_removed_and_added(before: str, after: str) -> None:
    there, back = compare_words(before, after), compare_words(after, before)
    assert (there.kept, there.removed, there.added) == (back.kept, back.added, back.removed)
    assert 0 <= there.similarity == back.similarity <= 1
    assert there.same_wording == back.same_wording


@given(ANY)
def test_a_text_has_the_wording_of_itself_in_every_unicode_form(text: str) -> None:
    for form in ("NFC", "NFD"):
        diff = compare_words(text, unicodedata.normalize(form, text))
        assert diff.same_wording
        assert diff.similarity == 1


@given(WORDS)
def test_case_marks_apostrophes_yo_and_hyphens_do_not_count(text: str) -> None:
    other = text.upper().replace("’", "'").replace("Ё", "Е").replace("«", "„").replace("-", "\u2011")
    diff = compare_words(text, other)
    assert diff.same_wording
    assert diff.similarity == 1
    assert {segment.kind for segment in diff.segments} <= {"kept"}


@each_case(
    ("printed", "compared"),
    [
        ("Hasn’t", "hasn't"),
        ("ВСЁ", "все"),
        ("so\u2011called", "so-called"),
        ("po\u00adsition", "position"),
        ("”", '"'),
        ("’", '"'),
    ],
)
def test_a_token_is_compared_in_its_folded_form(printed: str, compared: str) -> None:
    assert folded(printed) == compared


def test_the_style_of_quotation_marks_does_not_count() -> None:
    assert compare_words("He said ‘no’.", 'He said "no".').same_wording
    assert compare_words("He said «no».", "He said “no”.").same_wording


def test_white_space_alone_makes_no_difference() -> None:
    diff = compare_words(" One\n two ", "one two")
    assert diff.segments == (Segment("kept", " One\n two ", "one two"),)
    assert diff.same_wording


def test_changes_are_counted_in_words() -> None:
    diff = compare_words("Our position hasn't changed at all.", "Our position has changed, slightly.")
    assert diff.segments == (
        Segment("kept", "Our position ", "Our position "),
        Segment("removed", "hasn't ", ""),
        Segment("added", "", "has "),
        Segment("kept", "changed ", "changed"),
        Segment("removed", "at all", ""),
        Segment("added", "", ", slightly"),
        Segment("kept", ".", "."),
    )
    assert diff.sentence == "kept 3 words, removed 3, added 2"
    assert diff.similarity == pytest.approx(6 / 11)
    assert not diff.same_wording


def test_a_lone_comma_between_two_changes_is_not_kept() -> None:
    diff = compare_words("yes, always", "no, never")
    assert [segment.kind for segment in diff.segments] == ["removed", "added"]


def test_a_sentence_tells_when_nothing_or_only_punctuation_differs() -> None:
    assert compare_words("Never.", "never.").sentence == "the same wording, 1 word"
    assert compare_words("No, never.", "No never!").sentence == "kept 2 words, only the punctuation differs"


@each_case(
    ("before", "after", "merged"),
    [
        ("Growth of 5%", "Growth of −5%", "Growth of [-5-] {+−5+}%"),
        ("Growth of 5%", "Growth of 5‰", "Growth of 5[-%-]{+‰+}"),
        ("It costs $5", "It costs €5", "It costs [-$-]{+€+}5"),
        ("Рост 1,5 раза", "Рост 15 раза", "Рост [-1,5-] {+15+} раза"),
        ("النمو ٥٪", "النمو -٥٪", "النمو [-٥-] {+-٥+}٪"),
        ("10² men", "102 men", "[-10²-] {+102+} men"),
    ],
)
def test_signs_numbers_and_currencies_are_counted_as_words(before: str, after: str, merged: str) -> None:
    diff = compare_words(before, after)
    assert merged_text(diff) == merged
    assert diff.sentence.endswith("removed 1, added 1")
    assert not diff.same_wording


@each_case(
    ("before", "after"),
    [
        ("He goes.", "He goes?"),
        ("No. More", "No more"),
        ("Он идёт", "Он идёт?"),
        ("¿Vienes?", "Vienes."),
        ("هل يذهب؟", "هل يذهب."),
        ("他去。", "他去？"),
    ],
)
def test_other_ends_of_sentences_are_named(before: str, after: str) -> None:
    assert compare_words(before, after).sentence.endswith("the ends of sentences differ")


@given(ANY, ANY)
def test_two_texts_have_the_same_wording_if_they_are_the_same_words_by_folding(
    before: str, after: str
) -> None:
    first, second = fold_words(before), fold_words(after)
    if first and second:
        assert compare_words(before, after).same_wording == (first == second)


def test_marks_are_off_by_default_where_almost_nothing_is_in_common() -> None:
    assert not compare_words("we stand by him", "let others decide").marks_by_default
    assert compare_words("we stand by him", "we stand by nobody else").marks_by_default


def test_texts_without_words_are_alike() -> None:
    assert compare_words("", "").segments == ()
    assert compare_words("", "").same_wording
    assert compare_words("", "!").similarity == 1
    assert compare_words("", "no").similarity == 0


def test_the_merged_text_never_glues_two_words() -> None:
    diff = compare_words("it has not changed", "it has not moved")
    assert merged_text(diff) == "it has not [-changed-] {+moved+}"
    shorter = compare_words("it has not changed", "it has not")
    assert merged_text(shorter) == "it has not [-changed-]"


@given(st.lists(st.sampled_from(list("abcdefgh,")), min_size=MOST_READ_NICELY, max_size=260), st.data())
def test_long_texts_follow_the_same_rules(letters: list[str], data: st.DataObject) -> None:
    other = data.draw(st.permutations(letters))
    before, after = " ".join(letters), " ".join(other) + " z"
    diff, back = compare_words(before, after), compare_words(after, before)
    assert rebuilt(diff) == (before, after)
    assert (diff.kept, diff.removed, diff.added) == (back.kept, back.added, back.removed)
