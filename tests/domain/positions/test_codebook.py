"""The codebook says in which layer each word of the closed lists is told."""

from __future__ import annotations

from itertools import permutations

from msgspec.structs import replace

from claims.domain.positions.codebook import NO_STANCE, answer_changes, codebook_rules
from claims.domain.record.shared import Answer, PositionRecord
from claims.domain.record.vocabulary import FORMS, KINDS, SPEAKER_KINDS, STANCE_BASES
from tests.cases import each_case


def test_every_word_of_the_lists_has_its_line() -> None:
    rules = codebook_rules()
    for lines, words in (
        (rules.kinds, KINDS),
        (rules.forms, FORMS),
        (rules.speakers, SPEAKER_KINDS),
        (rules.bases, STANCE_BASES),
    ):
        assert [line.label.lower() for line in lines] == [label.lower() for label in words.values()]


def test_a_line_names_the_layer_at_best() -> None:
    rules = codebook_rules()
    layers = {
        line.label: line.layer for lines in (rules.forms, rules.speakers, rules.bases) for line in lines
    }
    own, not_named = "In own words", "From people not named, or said of them by others"
    assert [layers[FORMS[form].capitalize()] for form in ("quoted", "partial", "reported", "summary")] == [
        own, "As reported", "As reported", "Summed up",
    ]  # fmt: skip
    assert [layers[SPEAKER_KINDS[kind].capitalize()] for kind in ("body", "group", "anonymous")] == [
        own, "Summed up", not_named,
    ]  # fmt: skip
    assert [layers[STANCE_BASES[basis].capitalize()] for basis in ("own_words", "editor", "ascribed")] == [
        own, "As reported", not_named,
    ]  # fmt: skip


def test_a_reported_silence_is_no_stance() -> None:
    assert [line.label for line in codebook_rules().kinds if line.rule == NO_STANCE] == ["Reported silence"]


NO = Answer(slug="no", text="The bridge is not to be built", rule="He opposes it.", side="against")
YES = Answer(slug="yes", text="The bridge is to be built", rule="He supports it.", side="for")
POSITION = PositionRecord(slug="bridge", question="Build it?", ordered=True, answers=(NO, YES))


def changed(*answers: Answer, **more: object) -> dict[str, str]:
    return answer_changes(POSITION, replace(POSITION, answers=answers, **more))


def test_an_answer_that_is_taken_away_is_told() -> None:
    assert changed(NO) == {"yes": "it is taken away"}
    assert changed(NO, replace(YES, slug="aye")) == {"yes": "it is taken away"}


@each_case(
    ("change", "told"),
    [
        ({"text": "The bridge is to be built by the towns"}, "its text changes"),
        ({"text": "The bridge is not to be built"}, "its text changes"),
        ({"rule": "He supports it, or says nothing against it."}, "its rule changes"),
        ({"rule": "He suports it."}, "its rule changes"),
        ({"rule": ""}, "its rule changes"),
        ({"side": "middle"}, "its side changes"),
    ],
)
def test_an_answer_that_would_mean_something_else_is_told(change: dict[str, str], told: str) -> None:
    assert changed(NO, replace(YES, **change)) == {"yes": told}


def test_typography_may_be_mended_and_answers_may_be_added() -> None:
    middle = Answer(slug="wait", text="It is to wait", side="middle")
    assert changed(NO, middle, replace(YES, rule="He  supports it")) == {}


def test_what_was_empty_may_be_filled_in() -> None:
    bare = replace(POSITION, answers=(replace(NO, rule="", side=""), YES))
    assert answer_changes(bare, POSITION) == {}


def test_the_place_of_an_answer_counts_where_answers_stand_in_an_order() -> None:
    assert set(changed(YES, NO)) == {"yes", "no"}
    assert changed(YES, NO, ordered=False) == {}
    assert answer_changes(replace(POSITION, ordered=False), replace(POSITION, answers=(YES, NO))) == {}


def test_every_other_order_of_answers_is_told() -> None:
    answers = tuple(Answer(slug=slug, text=slug) for slug in ("a", "b", "c", "d"))
    before = PositionRecord(slug="p", question="?", ordered=True, answers=answers)
    for shuffled in permutations(answers):
        told = answer_changes(before, replace(before, answers=shuffled))
        assert set(told) == {one.slug for one, other in zip(answers, shuffled, strict=True) if one != other}
