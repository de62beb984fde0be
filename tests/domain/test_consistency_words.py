"""The outcome of a consistency check in words."""

from __future__ import annotations

from claims.domain.consistency import check_consistency
from claims.domain.consistency_words import CheckInWords, check_in_words
from claims.domain.coverage import Search
from claims.domain.record import Check
from claims.domain.voices import VoicedStance
from tests.domain.lines import TEXTS, search, stance

UNCHANGED = stance("claim", "2019-02-07")
YES_2017, YES_2018 = stance("a", "2017-03-12", "yes"), stance("b", "2018-05-01", "yes")
NO_2018 = stance("d", "2018-07-01", "no")


def words(
    *stances: VoicedStance,
    claim: VoicedStance = UNCHANGED,
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
        "Conflicts with 1 earlier statement of Ruritania on our record: 12 Mar 2017 (“Yes”).",
        "Unclear what it refers to: 1 statement on our record cannot be placed before or after it.",
    ]


def test_a_difference_known_from_indirect_words_is_no_conflict() -> None:
    assert words(YES_2017, stance("x", "2018-07-01", "no", form="reported")).computed == (
        "As reported, 1 earlier statement on our record gave another answer: 12 Mar 2017 (“Yes”). Words that"
        " are not quoted in full make no conflict; an editor decides."
    )


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
