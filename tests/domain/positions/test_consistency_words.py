"""No-change checks in words."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from claims.domain.positions.consistency import ConsistencyCheck, check_consistency
from claims.domain.positions.consistency_words import (
    CheckInWords,
    afterwards_sentence,
    check_in_words,
    computed_sentences,
)
from claims.domain.positions.sentence import Sentence
from claims.domain.positions.voices import AttributedStance
from claims.domain.record.claim import Check
from tests.cases import each_case
from tests.domain.positions.lines import FINE, drawn_stances, stance

UNCHANGED = stance("claim", "2019-02-07")
YES_2017, YES_2018 = stance("a", "2017-03-12", "yes"), stance("b", "2018-05-01", "yes")
NO_2018 = stance("d", "2018-07-01", "no")
SUMMARY = stance("s", "2018-01-01", "no", form="summary")


def check(*stances: AttributedStance, claim: AttributedStance = UNCHANGED) -> ConsistencyCheck:
    return check_consistency(claim, [*stances, claim], position="alliance", answers=FINE)


def words(
    *stances: AttributedStance, claim: AttributedStance = UNCHANGED, recorded: Check | None = None
) -> CheckInWords:
    return check_in_words(check(*stances, claim=claim), recorded)


def answering(answer: str, **more: Any) -> AttributedStance:
    return stance("claim", "2019-02-07", answer, unchanged=True, **more)


@each_case(
    ("earlier", "claim", "told"),
    [
        ([], UNCHANGED, {"nothing_earlier": set()}),
        ([SUMMARY], UNCHANGED, {"nothing_earlier": set(), "summed_up_before": {"s"}}),
        ([YES_2017, YES_2018], UNCHANGED, {"line_before": {"a", "b"}}),
        ([YES_2017, NO_2018], UNCHANGED, {"changed_before": {"a", "d"}}),
        ([YES_2017, YES_2018], answering("yes"), {"agrees": {"a", "b"}}),
        ([YES_2017], answering("gladly"), {"goes_further": {"a"}}),
        ([NO_2018], answering("yes"), {"conflicts": {"d"}}),
        ([stance("x", "2019", "yes")], UNCHANGED, {"order_not_known": {"x"}}),
        ([], stance("claim", "2019-02-07", form="summary"), {"not_tested": set()}),
        (
            [YES_2018],
            stance("claim", "2019-02-07", since="2018-06-01"),
            {"line_before": {"b"}, "since_not_tested": set()},
        ),
        (
            [YES_2018],
            stance("claim", "2019-02-07", since="2018-01-01"),
            {"line_before": {"b"}, "since_holds": {"b"}},
        ),
        (
            [YES_2018, NO_2018],
            stance("claim", "2019-02-07", since="2018-01-01"),
            {"since_conflicts": {"b", "d"}},
        ),
        (
            [YES_2018],
            stance("claim", "2019-02-07", since="2019-02"),
            {"line_before": {"b"}, "since_unclear": set()},
        ),
    ],
)
def test_each_outcome_has_its_sentence_and_names_its_claims(
    earlier: list[AttributedStance], claim: AttributedStance, told: dict[str, set[str]]
) -> None:
    computed = words(*earlier, claim=claim).computed
    assert {sentence.name: set(sentence.keys) for sentence in computed} == told


def test_degrees_of_one_side_are_one_line_before() -> None:
    told = words(stance("a", "2018-05-21", "yes"), stance("b", "2018-12-06", "gladly"))
    assert told.computed_text == (
        "It gives no answer, so it is not said to agree. The line before it had been one: answers ‘Yes’"
        " (1), ‘Yes, gladly’ (1) (2 statements, 21 May 2018 – 6 Dec 2018)."
    )
    assert (told.outcome, told.editor) == ("the line before it had been one", "No editor has confirmed it.")


def test_a_line_that_changed_before_is_told_with_its_days() -> None:
    told = words(stance("a", "2017-03-12", "yes"), stance("b", "2018-07-01", "no"))
    assert told.computed_text == (
        "It gives no answer, so it is not said to agree. The latest before it is 1 Jul 2018 (‘No’); before"
        " that the line had changed: 12 Mar 2017 (‘Yes’); no time was named, so more cannot be tested."
    )
    assert told.outcome == "the line before it had changed"


def test_a_conflict_is_a_proposal_until_an_editor_confirms_it() -> None:
    told = words(NO_2018, claim=answering("yes"))
    assert told.computed_text == "May conflict with the latest before it: 1 Jul 2018 (‘No’)."
    assert told.outcome == "may conflict with an earlier statement; no editor has confirmed it"
    confirmed = Check(computed="conflicts", confirmed="conflicts", by="A. B.", reason="Read.")
    assert words(NO_2018, claim=answering("yes"), recorded=confirmed).outcome == (
        "conflicts with an earlier statement"
    )


def test_words_that_are_not_quoted_are_told_as_reported() -> None:
    told = words(stance("x", "2018-07-01", "no", form="reported"), claim=answering("yes"))
    assert told.computed_text == (
        "May conflict with the latest before it, as reported: 1 Jul 2018 (‘No’, as reported)."
    )


def test_an_editor_confirms_or_decides_otherwise() -> None:
    agreed = Check(
        computed="line_before", confirmed="line_before", by="A. B.", on="2026-11-22", reason="Read."
    )
    other = Check(
        computed="line_before", confirmed="order_not_known", by="A. B.", reason="Of another treaty."
    )
    alone = Check(confirmed="conflicts", reason="Said on television.")
    assert [words(YES_2018, recorded=one).editor for one in (agreed, other)] == [
        "Confirmed by A. B. on 22 Nov 2026.",
        "Decided otherwise by A. B.; the comparison proposed: the line before it had been one.",
    ]
    assert words(YES_2018, recorded=other).outcome == "order not known"
    assert words(YES_2018, recorded=other).reason == "Of another treaty."
    assert words(YES_2018, recorded=alone).editor.startswith("Decided by an editor.")


@each_case("outcome", ["one_agrees", "unclear"])
def test_outcomes_of_former_checks_stay_readable(outcome: str) -> None:
    former = Check(computed=outcome, confirmed=outcome, by="A. B.", reason="Read.")
    told = words(YES_2018, recorded=former)
    assert told.outcome
    assert told.editor == (
        "Confirmed by A. B. The record has changed since; the comparison would now propose: the line before"
        " it had been one."
    )


def test_what_was_confirmed_is_not_claimed_of_what_is_compared_today() -> None:
    recorded = Check(
        computed="line_before", confirmed="line_before", by="A. B.", reason="Read.", tested=("a", "b", "gone")
    )
    assert words(YES_2017, YES_2018, recorded=recorded).editor == (
        "Confirmed by A. B. It was compared with 3 claims then and is compared with 2 claims today."
    )
    summary = stance("claim", "2019-02-07", form="summary")
    assert words(YES_2017, claim=summary, recorded=recorded).editor.endswith("would now propose nothing.")


def test_what_came_after_is_told_with_its_answers() -> None:
    same, other = stance("x", "2020-01-15", "yes"), stance("y", "2021-03-01", "no")
    told = [words(YES_2018, *later).afterwards for later in ((), (same,), (same, other))]
    assert [(sentence.name, set(sentence.keys)) for sentence in told] == [
        ("nothing_afterwards", set()),
        ("afterwards", {"x"}),
        ("afterwards", {"x", "y"}),
    ]
    assert str(told[2]) == ("Later: 2 statements, 15 Jan 2020 – 1 Mar 2021: answers ‘No’ (1), ‘Yes’ (1).")


def test_nothing_names_whose_line_and_which_layers() -> None:
    """ "Nothing later on our record" was once written above later records of other layers."""
    told = words(stance("x", "2020-01-15", "yes", form="summary"))
    assert str(told.afterwards) == "On our record nothing later by Ruritania in own words or as reported."
    assert told.computed_text == "On our record nothing earlier by Ruritania in own words or as reported."


def test_the_time_that_is_named_and_what_it_is_known_from_are_told() -> None:
    assert (words().baseline, words(claim=stance("claim", "2019-02-07", since="2017")).baseline) == (
        "no time named", "since 2017",
    )  # fmt: skip
    assert words(claim=answering("yes", basis="source_gloss")).basis


def test_what_may_be_earlier_or_later_is_told_and_not_compared() -> None:
    notes = words(YES_2017, stance("x", "2019", "no")).notes
    assert [(note.name, set(note.keys)) for note in notes] == [("not_placed", {"x"})]


def test_what_was_compared_and_was_retracted_later_is_told() -> None:
    retracted = stance("a", "2017-03-12", "yes", taken_back=frozenset({"d"}))
    notes = words(retracted, NO_2018).notes
    assert [(note.name, set(note.keys)) for note in notes] == [("compared_taken_back", {"a"})]


def _sentences(stances: tuple[AttributedStance, ...], claim: AttributedStance) -> list[Sentence]:
    found = check_consistency(claim, stances, position="alliance", answers=FINE)
    return [*computed_sentences(found), afterwards_sentence(found)]


@given(drawn_stances(answers=FINE))
def test_nothing_is_said_to_be_missing_that_is_in_the_line(stances: tuple[AttributedStance, ...]) -> None:
    for claim in stances:
        found = check_consistency(claim, stances, position="alliance", answers=FINE)
        names = {sentence.name for sentence in _sentences(stances, claim)}
        assert not (found.run or found.not_placed) or "nothing_earlier" not in names
        assert ("nothing_afterwards" in names) == (not found.afterwards)


@given(drawn_stances(answers=FINE))
def test_a_claim_without_an_answer_is_not_said_to_agree(stances: tuple[AttributedStance, ...]) -> None:
    for claim in stances:
        if not claim.answer:
            assert not [one for one in _sentences(stances, claim) if str(one).startswith("Agrees")]
