"""The outcome of a consistency check in words."""

from __future__ import annotations

from hypothesis import given

from claims.domain.dates.fuzzy import Order, order
from claims.domain.positions.consistency import check_consistency
from claims.domain.positions.consistency_words import CheckInWords, check_in_words
from claims.domain.positions.coverage import Search
from claims.domain.positions.voices import AttributedStance
from claims.domain.record.claim import Check
from tests.domain.positions.lines import TEXTS, drawn_stances, search, stance

UNCHANGED = stance("claim", "2019-02-07")
YES_2017, YES_2018 = stance("a", "2017-03-12", "yes"), stance("b", "2018-05-01", "yes")
NO_2018 = stance("d", "2018-07-01", "no")


def words(
    *stances: AttributedStance,
    claim: AttributedStance = UNCHANGED,
    searches: tuple[Search, ...] = (),
    recorded: Check | None = None,
) -> CheckInWords:
    check = check_consistency(claim, [*stances, claim], position="alliance", searches=searches)
    return check_in_words(check, recorded, TEXTS)


def test_each_outcome_carries_its_number_its_period_and_its_coverage() -> None:
    since = stance("claim", "2019-02-07", since="2017")
    searched = (search("2017", "2019"),)
    assert [
        words().computed,
        words(searches=searched).computed,
        words(claim=since, searches=searched).computed,
        words(YES_2018).computed,
        words(YES_2017, YES_2018, searches=searched).computed,
        words(YES_2017, YES_2018, claim=stance("claim", "2019-02-07", since="2016"), searches=()).computed,
        words(YES_2017, NO_2018).computed,
        words(stance("x", "2019", "yes")).computed,
    ] == [
        "Nothing earlier on our record. Nobody has searched before 7 Feb 2019.",
        "Nothing earlier on our record. The time before 7 Feb 2019 was searched in part.",
        "Nothing earlier on our record. The time from 2017 to 7 Feb 2019 was searched.",
        "One earlier statement on our record (1 May 2018; not searched), agrees.",
        "Agrees with 2 earlier statements on our record (12 Mar 2017 – 1 May 2018; searched in part).",
        "Agrees with 2 earlier statements on our record (12 Mar 2017 – 1 May 2018; not searched).",
        "Conflicts with 1 earlier statement of Ruritania on our record: 12 Mar 2017 (“Yes”). It was held"
        " against 2 earlier statements (12 Mar 2017 – 1 Jul 2018; not searched). The latest quoted one gives"
        " “No”.",
        "Unclear what it refers to: 1 statement on our record cannot be placed before or after it.",
    ]


def test_a_claim_that_does_not_count_is_not_held_against_the_record() -> None:
    told = words(YES_2017, claim=stance("claim", "2019-02-07", form="summary"))
    assert told.computed.startswith("Not held against the record. Not counted:")
    assert (told.outcome, told.editor) == ("", "")


def test_until_an_editor_confirms_the_outcome_is_a_suggestion() -> None:
    told = words(YES_2018)
    assert (told.outcome, told.is_confirmed) == ("one earlier statement, agrees", False)
    assert told.editor == "Suggested by software; no editor has confirmed it."


def test_an_editor_confirms_or_overrules_and_both_stand() -> None:
    agreed = Check(computed="one_agrees", confirmed="one_agrees", by="A. B.", on="2026-11-22", reason="Read.")
    other = Check(computed="one_agrees", confirmed="unclear", by="A. B.", reason="Of another treaty.")
    alone = Check(confirmed="conflicts", reason="Told on television.")
    assert [words(YES_2018, recorded=check).editor for check in (agreed, other)] == [
        "Suggested by software, confirmed by A. B. on 22 Nov 2026.",
        "Set by A. B.; the software had suggested: one earlier statement, agrees.",
    ]
    assert words(YES_2018, recorded=other).outcome == "unclear what it refers to"
    assert words(YES_2018, recorded=other).reason == "Of another treaty."
    assert words(YES_2018, recorded=alone).editor.startswith("Set by an editor.")


def test_what_the_record_gives_today_stands_beside_what_was_confirmed_then() -> None:
    agreed = Check(computed="nothing_earlier", confirmed="nothing_earlier", by="A. B.", reason="Read.")
    assert words(YES_2018, recorded=agreed).editor == (
        "Suggested by software, confirmed by A. B. Since then our record has changed: today the software"
        " suggests: one earlier statement, agrees."
    )


def test_what_was_said_afterwards_is_told() -> None:
    same, other = stance("x", "2020-01-15", "yes"), stance("y", "2021-03-01", "no")
    assert [
        words(YES_2018).afterwards,
        words(YES_2018, same).afterwards,
        words(YES_2018, same, other).afterwards,
        words(same).afterwards,
    ] == [
        "Nothing later on our record.",
        "Afterwards: 1 statement on our record (15 Jan 2020), none that differs.",
        "Afterwards: 2 statements on our record (15 Jan 2020 – 1 Mar 2021), among them another answer: 1 Mar"
        " 2021 (“No”).",
        "Afterwards: 1 statement on our record (15 Jan 2020).",
    ]


def test_the_baseline_is_told_as_the_claim_names_it() -> None:
    assert words().baseline == "no time named"
    assert words(claim=stance("claim", "2019-02-07", since="2017")).baseline == "since 2017"


def test_nothing_earlier_is_not_said_over_what_is_earlier_and_not_tested() -> None:
    since = stance("claim", "2019-02-07", since="2018-01-01")
    none = "No statement on our record from 1 Jan 2018 on and before 7 Feb 2019 counts and gives an answer."
    searched_before = search("2016", "2017")
    told = words(YES_2017, claim=since, searches=(searched_before,))
    assert told.computed == f"{none} Nobody has searched the time from 1 Jan 2018 to 7 Feb 2019."
    assert told.notes == (
        "Not tested: 1 statement from before its baseline, without an answer, or shown apart.",
    )
    for earlier in (
        stance("x", "2018-05-01"),
        stance("x", "2018-05-01", "yes", form="summary"),
        stance("x", "2019-02", "no", basis="ascribed"),
        stance("x", "", "no", basis="ascribed"),
    ):
        assert words(earlier).computed == (
            "No earlier statement on our record counts and gives an answer. Nobody has searched before"
            " 7 Feb 2019."
        )
    for not_earlier in (stance("x", "2019-06-01"), stance("x", "2019-02-07", "yes", form="summary")):
        assert words(not_earlier).computed.startswith("Nothing earlier on our record.")


def test_a_baseline_names_the_time_that_nobody_searched() -> None:
    since = stance("claim", "2019-02-07", since="2018-01-01")
    assert words(claim=since, searches=(search("2018-02", "2018-03"),)).computed == (
        "Nothing earlier on our record. The time from 1 Jan 2018 to 7 Feb 2019 was searched in part."
    )


def test_a_claim_of_which_one_end_is_known_is_named_by_no_day() -> None:
    assert words(claim=stance("claim", "../2019-02-07")).computed == (
        "Nothing earlier on our record. Nobody has searched before it was said."
    )


def test_nothing_later_is_not_said_over_what_is_later_and_gives_no_answer() -> None:
    assert words(stance("x", "2019-06-01")).afterwards == (
        "No statement on our record that is known to be later counts and gives an answer."
    )
    assert words(stance("x", "2019", "yes")).afterwards.startswith("No statement on our record that is known")
    assert words(YES_2017).afterwards == "Nothing later on our record."


def test_a_conflict_tells_what_it_was_held_against_and_what_stands_against_it() -> None:
    assert words(YES_2017, NO_2018).computed == (
        "Conflicts with 1 earlier statement of Ruritania on our record: 12 Mar 2017 (“Yes”). It was held"
        " against 2 earlier statements (12 Mar 2017 – 1 Jul 2018; not searched). The latest quoted one gives"
        " “No”."
    )
    both = stance("claim", "2019-02-07", "no", unchanged=True)
    assert words(YES_2017, NO_2018, claim=both).computed.endswith("not searched).")
    reported = stance("x", "2018-12-01", "yes", form="reported")
    assert "The latest quoted one gives “No”" in words(YES_2017, NO_2018, reported).computed


def test_a_difference_as_reported_names_both_answers_and_whose_words_are_not_quoted() -> None:
    reported = stance("x", "2018-07-01", "no", form="reported")
    assert words(YES_2017, reported).computed == (
        "As reported, 2 earlier statements on our record do not give one answer; the latest of each: 12 Mar"
        " 2017 (“Yes”) and 1 Jul 2018 (“No”, as reported). Words that are not quoted in full make no"
        " conflict; an editor decides."
    )
    claim = stance("claim", "2019-02-07", form="partial")
    assert words(YES_2017, NO_2018, claim=claim).computed == (
        "As reported, 2 earlier statements on our record do not give one answer; the latest of each: 12 Mar"
        " 2017 (“Yes”) and 1 Jul 2018 (“No”). The claim is not quoted in full, and such words make no"
        " conflict; an editor decides."
    )
    answering = stance("claim", "2019-02-07", "no", unchanged=True, form="reported")
    assert words(YES_2017, claim=answering).computed == (
        "As reported, the claim gives “No”, and 1 earlier statement on our record another answer: 12 Mar 2017"
        " (“Yes”). The claim is not quoted in full, and such words make no conflict; an editor decides."
    )


def test_what_was_confirmed_is_not_lent_to_what_is_tested_today() -> None:
    recorded = Check(
        computed="agrees", confirmed="agrees", reason="Read.", by="A. B.", on="2024-01-02",
        tested=("a", "b", "gone"),
    )  # fmt: skip
    told = words(YES_2017, YES_2018, recorded=recorded)
    assert told.editor == (
        "Suggested by software, confirmed by A. B. on 2 Jan 2024. What is tested has changed since: 3 claims"
        " when it was confirmed, 2 claims today."
    )
    apart = stance("claim", "2019-02-07", form="summary")
    assert words(YES_2017, YES_2018, claim=apart, recorded=recorded).editor.endswith(
        "Since then our record has changed: today the software suggests no outcome."
    )


@given(drawn_stances())
def test_nothing_is_said_to_be_missing_that_is_on_record(stances: tuple[AttributedStance, ...]) -> None:
    for claim in stances:
        told = check_in_words(check_consistency(claim, stances, position="alliance"), None, TEXTS)
        others = [one for one in stances if one.key != claim.key]
        if any(order(one.said, claim.said) is Order.BEFORE for one in others):
            assert "Nothing earlier on our record" not in told.computed
        if any(order(claim.said, one.said) is Order.BEFORE for one in others):
            assert "Nothing later on our record" not in told.afterwards


def test_where_the_latest_is_not_known_the_conflict_is_with_one_of_them() -> None:
    told = words(stance("a", "2018-05-01", "yes"), stance("b", "2018-05-01", "no"))
    assert told.computed == (
        "Conflicts with at least one of 2 answers of Ruritania on our record, of which it is not known which"
        " is the latest: 1 May 2018 (“Yes”) and 1 May 2018 (“No”). It was held against 1 earlier statement"
        " (1 May 2018; not searched)."
    )


def test_a_period_is_not_lent_to_statements_of_unknown_day() -> None:
    told = words(YES_2017, YES_2018, stance("x", "../2018-09-01", "yes"))
    assert "(12 Mar 2017 – 1 May 2018, 1 of unknown day; not searched)" in told.computed
    wide = words(YES_2018, stance("x", "2018", "yes"))
    assert "(2018; not searched)" in wide.computed


def test_the_outcome_shown_first_says_no_more_than_what_was_computed() -> None:
    assert words().outcome == "nothing earlier on our record"
    assert words(stance("x", "2018-05-01")).outcome == "nothing earlier to hold it against"


def test_what_was_tested_and_had_been_retracted_is_told() -> None:
    retracted = stance("a", "2017-03-12", "yes", taken_back=frozenset({"d"}))
    assert words(retracted, NO_2018).notes == (
        "Of what was tested, retracted or disavowed by another claim on our record: 1 statement.",
    )
