"""Claims side by side."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.comparison.compare import LITTLE_IN_COMMON, compare
from claims.domain.comparison.order import MOST, ComparedClaim
from claims.domain.text.pairs import Text
from tests.cases import each_case
from tests.domain.comparison.compared_claims import a_claim
from tests.domain.comparison.test_order import worlds
from tests.domain.text.merged_text import merged_text

FIRST = a_claim("a", "2019-02-07", "Our line has not changed.")
SECOND = a_claim("b", "2020-03-25", "Perhaps our line has changed.")
THIRD = a_claim("c", "2021-03-12", "Our line has not changed at all.")


@given(worlds(), st.data())
def test_the_order_of_input_does_not_matter(claims: list[ComparedClaim], data: st.DataObject) -> None:
    comparison = compare(claims)
    assert compare(data.draw(st.permutations(claims))) == comparison
    assert len(comparison.items) <= MOST
    assert len(comparison.keys) + len(comparison.left_out) == len(claims)
    shown = [key for item in comparison.items for key in (item.claim.key, *item.same_utterance)]
    assert sorted(shown) == list(comparison.keys)


def test_each_claim_is_compared_with_the_one_before() -> None:
    first, second, third = compare([THIRD, FIRST, SECOND]).items
    assert (first.is_baseline, first.days_words, first.words, first.refusal) == (True, "baseline", None, "")
    assert (second.compared_with, second.days_words) == ("a", "+412 days")
    assert second.words is not None
    assert merged_text(second.words) == "{+Perhaps+} our line has [-not-] changed."
    assert (third.compared_with, third.days_words) == ("b", "+352 days")
    assert all(item.order_known for item in (first, second, third))


def test_each_claim_can_be_compared_with_the_first() -> None:
    third = compare([FIRST, SECOND, THIRD], against="first").items[2]
    assert (third.compared_with, third.days_words) == ("a", "+764 days")
    assert third.words is not None
    assert third.words.sentence == "kept 5 words, removed 0, added 2"


def test_hedges_are_looked_for_in_quoted_words_only() -> None:
    second, third = compare([FIRST, SECOND, THIRD]).items[1:]
    assert second.hedges is not None
    assert [hedge.text for hedge in second.hedges.gained] == ["Perhaps"]
    assert third.hedges is not None
    assert [hedge.text for hedge in third.hedges.lost] == ["Perhaps"]
    reported = a_claim("d", "2022", "Perhaps the line has changed.", form="reported")
    assert compare([FIRST, reported]).items[1].hedges is None


def test_nobody_gives_up_the_hedges_of_another_speaker_another_matter_or_an_unknown_order() -> None:
    other = replace(SECOND, speaker="somebody-else")
    assert compare([FIRST, other]).items[1].hedges is None
    same_day = replace(SECOND, said=FIRST.said)
    assert all(item.hedges is None for item in compare([FIRST, same_day]).items)
    matter = a_claim("d", "2022", "Perhaps everybody decides alone")
    assert compare([FIRST, matter]).items[1].hedges is not None
    assert compare([FIRST, replace(matter, positions=())]).items[1].hedges is None


REPORTED = a_claim("d", "2022-01-01", "Our line has changed.", form="reported", outlet="The Gazette")
PARTIAL = a_claim("e", "2023-01-01", "She said that the line “has not changed at all”.", form="partial")


def test_words_that_a_reporter_chose_are_not_marked_and_named_as_the_outlets() -> None:
    item = compare([FIRST, REPORTED]).items[1]
    assert (item.words, item.marks_shown) == (None, False)
    assert item.refusal == "These are the words of The Gazette; word marks are off."
    after = compare([REPORTED, PARTIAL]).items[1]
    assert after.refusal == "The words before these are those of The Gazette; word marks are off."
    unknown = a_claim("f", "2024-01-01", "It has changed.", form="summary")
    both = compare([REPORTED, unknown]).items[1]
    assert both.refusal == (
        "These are the words of a source whose outlet is not known, those before of The Gazette;"
        " word marks are off."
    )


def test_of_words_quoted_in_part_only_those_in_quotation_marks_are_compared() -> None:
    item = compare([FIRST, PARTIAL]).items[1]
    assert item.words is not None
    assert merged_text(item.words) == "[-Our line-] has not changed {+at all+}"
    assert item.text is not None
    assert item.text.text == "She said that the line “has not changed at all”."


def test_no_hedges_are_told_for_a_language_without_a_lexicon() -> None:
    german = [a_claim("a", "2019", Text("nein", "de")), a_claim("b", "2020", Text("vielleicht", "de"))]
    assert compare(german).items[1].hedges is None


def test_marks_are_off_where_almost_nothing_is_in_common_unless_asked_for() -> None:
    other = a_claim("d", "2022", "Let everybody decide alone")
    by_default = compare([FIRST, other]).items[1]
    assert not by_default.marks_shown
    assert by_default.marks_note == LITTLE_IN_COMMON
    asked = compare([FIRST, other], marks=True).items[1]
    assert asked.marks_shown
    assert asked.marks_note == ""
    refused = compare([FIRST, SECOND], marks=False).items[1]
    assert not refused.marks_shown
    assert refused.marks_note == ""


def test_words_of_two_languages_are_shown_without_marks_and_with_an_offer() -> None:
    russian = a_claim("r", "2022", Text("Нет", "ru"))
    comparison = compare([FIRST, THIRD, russian])
    latest = comparison.items[2]
    assert latest.refusal == "Different languages: word marks are off."
    assert (latest.words, latest.marks_shown, latest.text) == (None, False, Text("Нет", "ru"))
    assert comparison.offer is not None
    assert comparison.offer.keys == ("a", "c")
    assert compare([FIRST, THIRD]).offer is None


def test_the_original_mode_compares_and_shows_original_words() -> None:
    def both(key: str, said: str, words: str) -> ComparedClaim:
        return a_claim(key, said, Text("translated", "en", "translation"), Text(words, "ru"))

    first, second = compare([both("a", "2019", "не был"), both("b", "2020", "был")], original=True).items
    assert first.text == Text("не был", "ru")
    assert second.words is not None
    assert merged_text(second.words) == "[-не-] был"
    assert first.hedges is None


def test_claims_whose_order_is_not_known_say_so() -> None:
    comparison = compare([FIRST, a_claim("y", "2019", "Never."), a_claim("u", "", "Ever.")])
    assert [item.claim.key for item in comparison.items] == ["a", "y", "u"]
    assert [item.order_known for item in comparison.items] == [True, False, False]
    assert [item.days_words for item in comparison.items[1:]] == ["order not known", "order not known"]
    assert "The order of some statements is not known." in comparison.notices


def test_one_utterance_on_record_twice_is_shown_once() -> None:
    again = a_claim("z", "2019-02-07", "“OUR line has not changed”")
    comparison = compare([again, SECOND, FIRST])
    assert [item.claim.key for item in comparison.items] == ["a", "b"]
    assert comparison.items[0].same_utterance == ("z",)
    assert comparison.heading.count == 2
    assert comparison.keys == ("a", "b", "z")
    assert "The same utterance is on record more than once; it is shown once." in comparison.notices


@each_case(
    ("one", "other"),
    [
        ("It is 5%", "It is −5%"),
        ("It is $5", "It is €5"),
        ("Он идёт.", "Он идёт?"),
        ("٥", "-٥"),
        ("Sí", "Si"),
    ],
)
def test_what_may_mean_something_else_is_another_utterance(one: str, other: str) -> None:
    claims = [a_claim("y", "2019-02-07", one), a_claim("z", "2019-02-07", other)]
    assert len(compare(claims).items) == 2


def test_the_same_words_of_another_day_speaker_or_hour_are_another_utterance() -> None:
    words = "Our line has not changed."
    for other in (
        a_claim("z", "2019-02-08", words),
        a_claim("z", "2019-02-07", words, speaker="Bela Chamberlain"),
        a_claim("z", "2019", words),
        a_claim("z", "", words),
    ):
        assert len(compare([FIRST, other]).items) == 2
    hours = [a_claim("y", "2019-02-07T09:30+03:00", words), a_claim("z", "2019-02-07T11:30+03:00", words)]
    assert [item.days_words for item in compare(hours).items] == ["baseline", "same day"]


def test_none_one_and_too_many_are_no_error() -> None:
    assert compare([]).notices == ("No statements to compare.",)
    assert compare([FIRST]).notices == ("One statement; nothing to compare.",)
    many = compare([a_claim(f"k{year}", str(year), f"word {year}") for year in range(2010, 2026, 2)])
    assert len(many.items) == MOST
    assert many.left_out == ("k2022", "k2024")
    assert many.notices == ("Six at most; showing the first six by date.",)


def test_different_speakers_and_positions_are_noticed() -> None:
    other = a_claim("z", "2022", speaker="Bela Chamberlain", positions=(("border", "the border"),))
    assert compare([FIRST, other]).notices == (
        "The statements are by different speakers.",
        "The statements are not all on one position.",
    )


def test_a_claim_without_any_text_is_refused_and_not_an_error() -> None:
    empty = a_claim("z", "2022", "")
    assert compare([FIRST, empty]).items[1].refusal == "No words to compare: word marks are off."
