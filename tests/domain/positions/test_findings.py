"""What a line shows, in sentences."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from msgspec.structs import replace

from claims.domain.positions.coverage import Search
from claims.domain.positions.findings import Finding, change_sentence, layer_sentences, statements
from claims.domain.positions.sides import Answers
from claims.domain.positions.timeline import timeline
from claims.domain.positions.voices import AttributedStance, Voice
from tests.cases import each_case
from tests.domain.positions.lines import (
    EXCLUSIVE,
    FINE,
    NAMED,
    ORDERED,
    drawn_stances,
    line,
    search,
    stance,
)  # fmt: skip

YES, NO = stance("a", "2019-02-07", "yes"), stance("b", "2020-01-15", "no")


def found(
    *stances: AttributedStance, answers: Answers = ORDERED, searches: tuple[Search, ...] = ()
) -> Finding:
    return Finding(line(stances, searches, answers=answers))


def change_names(*stances: AttributedStance, answers: Answers = ORDERED) -> list[str]:
    return [sentence.name for sentence in found(*stances, answers=answers).changes]


def test_nothing_on_record_is_said_of_the_layer_and_the_voice() -> None:
    nothing = found()
    assert str(nothing.layers["own_words"]) == "In own words: no full quotation of Ruritania on our record."
    assert (list(nothing.layers), nothing.notes) == (["own_words"], ())
    assert [sentence.name for sentence in nothing.changes] == ["cannot_be_said"]
    assert nothing.searched.name == "no_day_searched"


def test_each_layer_is_told_by_itself_with_its_own_number() -> None:
    layers = found(
        YES,
        NO,
        stance("c", "2019-03-01", "yes", form="reported"),
        stance("d", "2019-04-01", "yes", form="summary"),
        stance("e", "2019-05-01", "yes", basis="ascribed"),
    ).layers
    assert {str(layer): (sentence.name, set(sentence.keys)) for layer, sentence in layers.items()} == {
        "own_words": ("own_words", {"a", "b"}),
        "reported": ("reported", {"c"}),
        "summed_up": ("summed_up", {"d"}),
    }
    assert str(layers["own_words"]).startswith("In own words: 2 statements, 7 Feb 2019 – 15 Jan 2020")


def test_what_is_not_in_own_words_does_not_hide_that_nothing_is() -> None:
    layers = found(stance("c", "2019-03-01", "yes", form="reported")).layers
    assert [sentence.name for sentence in layers.values()] == ["no_own_words", "reported"]


def test_claims_that_are_cut_from_one_sentence_are_one_sentence() -> None:
    cut = [
        stance(key, "2019", "yes", form="summary", sources=frozenset({"s1"}), passage="He agrees, she says.")
        for key in "xy"
    ]
    sentence = found(*cut).layers["summed_up"]
    assert str(sentence) == "Summed up by 1 page: 1 sentence of 2019: answer ‘Yes’."
    assert sentence.keys == frozenset()


def test_people_who_are_not_named_are_told_with_the_number_of_pages() -> None:
    unnamed = [
        stance(key, "2019", "yes", speaker="x", speaker_name="An official", speaker_kind="anonymous",
               sources=frozenset({source}), passage="One sentence.")
        for key, source in (("x", "s1"), ("y", "s2"))
    ]  # fmt: skip
    told = layer_sentences(unnamed, ORDERED, voice="Ruritania")
    assert str(told["not_named"]) == (
        "From people not named, or said of them by others: 2 sentences of 2019 in 2 pages (An official):"
        " answer ‘Yes’."
    )


@each_case(
    ("languages", "words"),
    [
        (("de", "de"), "In own words, in translation: "),
        (("de", "none"), "In own words (1 in translation): "),
        (("none", ""), "In own words: "),
    ],
)
def test_words_in_translation_are_told_as_such(languages: tuple[str, str], words: str) -> None:
    said = [stance(key, "2019", "yes", translated_from=one) for key, one in zip("ab", languages, strict=True)]
    assert str(found(*said).layers["own_words"]).startswith(words)


@each_case(
    ("stances", "answers", "names"),
    [
        ([YES], ORDERED, ["cannot_be_said"]),
        ([YES, stance("c", "2019-06-01")], ORDERED, ["cannot_be_said"]),
        ([YES, stance("c", "2019-06-01", "no", form="summary")], ORDERED, ["cannot_be_said"]),
        ([YES, stance("c", "2020-06-01", "yes")], ORDERED, ["no_change"]),
        ([YES, stance("c", "2020-06-01", "gladly")], FINE, ["no_change"]),
        ([YES, NO], ORDERED, ["position_changed", "change"]),
        ([YES, stance("c", "2019-02-07", "no")], ORDERED, ["position_changed_undated"]),
        (
            [YES, stance("c", "2020-06-01", "no", form="reported")],
            ORDERED,
            ["cannot_be_said", "change_as_reported"],
        ),
        ([YES, NO], EXCLUSIVE, ["different_answers", "change"]),
        ([YES, NO], NAMED, []),
    ],
)
def test_changes_are_told_as_far_as_they_are_known(
    stances: list[AttributedStance], answers: Answers, names: list[str]
) -> None:
    assert change_names(*stances, answers=answers) == names


def test_a_change_names_both_answers_and_both_days() -> None:
    number, change = found(YES, NO).changes
    assert str(number) == (
        "Ruritania, in 2 quoted answers, 7 Feb 2019 – 15 Jan 2020: the position changed once."
    )
    assert str(change) == "From ‘Yes’ (7 Feb 2019) to ‘No’ (15 Jan 2020)."
    assert number.keys == change.keys == {"a", "b"}


def test_where_the_order_is_not_known_the_number_of_changes_is_the_least() -> None:
    assert "changed twice" in str(found(YES, NO, stance("c", "2021-03-01", "yes")).changes[0])
    floating = stance("d", "", "no")
    assert "changed at least twice" in str(
        found(YES, NO, stance("c", "2021-03-01", "yes"), floating).changes[0]
    )


def test_a_name_with_an_article_is_written_small_within_a_sentence() -> None:
    palace = timeline([], voice=Voice("palace", "The Palace"), position="alliance", answers=ORDERED)
    assert "of the Palace on" in str(Finding(palace).layers["own_words"])


def test_a_change_of_speaker_is_told_with_the_change_of_position() -> None:
    told = found(stance("a", "2019-02-07", "yes", by="ann"), stance("b", "2020-01-15", "no", by="ben"))
    assert [str(note) for note in told.notes] == [
        "The speaker changed too: Ann before (7 Feb 2019), Ben after (15 Jan 2020)."
    ]
    assert told.notes[0].keys == {"a", "b"}


def test_who_spoke_jointly_before_is_no_new_speaker_after() -> None:
    joint = found(
        stance("a", "2019-02-07", "yes", by="ann", with_=frozenset({"ben"})),
        stance("b", "2020-01-15", "no", by="ben"),
    )
    assert joint.notes == ()


def test_what_was_retracted_stays_in_the_line_and_is_told() -> None:
    told = found(stance("a", "2019-02-07", "yes", taken_back=frozenset({"b"})), NO)
    assert [(note.name, set(note.keys)) for note in told.notes] == [("taken_back", {"a"})]
    assert told.changes


def test_how_far_the_time_was_searched_is_told_in_days() -> None:
    searched = found(YES, NO, searches=(search("2019-03", "2019-03"),)).searched
    assert (searched.name, set(searched.keys)) == ("days_searched", set())
    assert str(searched) == "Searched: 31 days, 1 Mar 2019 – 31 Mar 2019, in 2 outlets."


def test_of_many_statements_the_number_left_out_is_told() -> None:
    many = [stance(f"k{n}", f"201{n}-01-01", "yes") for n in range(7)]
    words = statements(many, ORDERED)
    assert words.count("Jan") == 4
    assert words.endswith(" and 3 more")
    assert statements(many[:1] * 3, ORDERED) == "1 Jan 2010 (‘Yes’)"


@given(drawn_stances())
def test_a_change_is_told_only_where_the_line_has_one(stances: tuple[AttributedStance, ...]) -> None:
    told = line(stances)
    names = [sentence.name for sentence in Finding(told).changes]
    assert names.count("change") == len(told.changes)
    assert names.count("change_as_reported") == len(told.reported_changes)
    assert ("position_changed" in names) == bool(told.changes)


@given(drawn_stances())
def test_own_words_are_always_told_and_no_layer_holds_what_another_does(
    stances: tuple[AttributedStance, ...],
) -> None:
    told = Finding(line(stances)).layers
    assert next(iter(told)) == "own_words"
    keys = [key for sentence in told.values() for key in sentence.keys]
    assert len(keys) == len(set(keys))


class TestSentencesThatCanNoLongerBeMade:
    """Each of these was once written by mistake."""

    def test_two_statements_of_a_day_of_which_one_has_no_day(self) -> None:
        """ "2 statements, 30 Mar 2019; 1 of unknown day"."""
        words = str(found(stance("a", "2019-03-30", "yes"), stance("b", "", "yes")).layers["own_words"])
        assert "1 statement of 30 Mar 2019 and 1 without a day" in words

    def test_a_change_from_a_later_day_to_an_earlier_one(self) -> None:
        """ "moved from ‘Yes’ (by 1 Jan 2024) to ‘No’ (1 Jul 2018)"."""
        undated = stance("a", "", "yes", precedes=frozenset({"b"}))
        limited = replace(undated, said=undated.said.capped(date(2018, 7, 1)))
        told = line([limited, stance("b", "2018-07-01", "no")])
        assert [str(change_sentence(change, ORDERED)) for change in told.changes] == [
            "From ‘Yes’ (by 1 Jul 2018) to ‘No’ (1 Jul 2018)."
        ]

    def test_a_change_of_one_statement(self) -> None:
        """ "1 statement … moved"."""
        assert [sentence.name for sentence in found(YES).changes] == ["cannot_be_said"]

    def test_nothing_to_compare_with_above_a_comparison(self) -> None:
        """ "There is nothing to compare it with"."""
        assert "compare" not in found(YES, stance("c", "2020-01-15", "no", form="reported")).facts

    def test_a_period_that_takes_in_what_another_layer_has(self) -> None:
        told = found(YES, stance("c", "2021-01-15", "yes", form="reported")).layers
        assert "2021" not in str(told["own_words"])
        assert "2019" not in str(told["reported"])
