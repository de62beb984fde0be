"""What a line amounts to, in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.positions.coverage import Search
from claims.domain.positions.findings import Finding, change_sentence, finding, interval_sentences
from claims.domain.positions.timeline import timeline
from claims.domain.positions.voices import AttributedStance, Voice
from tests.domain.positions.lines import SCALE, TEXTS, drawn_stances, line, search, stance

YES, NO = stance("a", "2019-02-07", "yes"), stance("b", "2020-01-15", "no")


def found(*stances: AttributedStance, ordered: bool = True, searches: tuple[Search, ...] = ()) -> Finding:
    return finding(line(stances, searches, ordered=ordered), TEXTS, ordered=ordered)


def test_nothing_on_record_is_said_plainly() -> None:
    assert found() == Finding("No statement that counts.", "No statement counted; not searched.")


def test_one_statement_is_compared_with_nothing() -> None:
    one = found(YES)
    assert one.sentence == (
        "One statement of Ruritania on our record gives an answer: “Yes”. There is nothing to compare it"
        " with."
    )
    assert one.facts == "1 statement, 7 Feb 2019; not searched."


def test_one_answer_on_several_days_is_no_more_than_that() -> None:
    same = found(YES, stance("c", "2019-06-01", "yes"), searches=(search("2019", "2019"),))
    assert same.sentence == "In 2 statements on our record Ruritania gave one answer: “Yes”."
    assert same.facts == "2 statements, 7 Feb 2019 – 1 Jun 2019; searched."


def test_a_change_of_position_names_both_days_and_both_answers() -> None:
    changed = found(YES, NO)
    assert changed.sentence == (
        "Between 7 Feb 2019 and 15 Jan 2020 the recorded line of Ruritania moved from “Yes” to “No”, across"
        " the"
        " middle (1 change of position)."
    )
    assert changed.facts == "2 statements, 7 Feb 2019 – 15 Jan 2020; not searched."


def test_each_of_several_changes_says_which_it_is() -> None:
    told = line((YES, NO, stance("c", "2021-03-10", "yes")))
    assert [change_sentence(change, told, TEXTS).rpartition(" (")[2] for change in told.changes] == [
        "change of position 1 of 2).", "change of position 2 of 2).",
    ]  # fmt: skip


def test_answers_without_an_order_are_only_different() -> None:
    assert found(YES, NO, ordered=False).sentence == (
        "Ruritania gave different answers: “No” (1 statement) and “Yes” (1 statement). These answers have no"
        " order, so no direction is given."
    )


def test_different_answers_without_an_order_are_told_one_after_the_other() -> None:
    told = line((YES, NO), ordered=False)
    assert change_sentence(told.changes[0], told, TEXTS) == (
        "Ruritania answered “Yes” (7 Feb 2019) and later “No” (15 Jan 2020). These answers have no order, so"
        " no direction is given."
    )


def test_statements_without_a_known_order_make_no_change() -> None:
    told = found(stance("a", "2019", "yes"), stance("b", "2019-02", "no"))
    assert told.sentence.startswith("Ruritania gave different answers: “No”")
    assert "no change of position is asserted" in told.sentence


def test_indirect_words_make_a_change_as_reported_that_is_not_counted() -> None:
    told = found(YES, stance("b", "2020-01-15", "no", form="reported"))
    assert told.sentence == (
        "As reported, Ruritania answered “Yes” (7 Feb 2019) and later “No” (15 Jan 2020). At least one"
        " side is not quoted in full, so this is not counted as a change of position."
    )


def test_a_name_with_an_article_is_written_small_within_a_sentence() -> None:
    by_palace = {"speaker": "palace", "speaker_name": "The Palace"}
    told = timeline(
        [stance("a", "2019-02-07", "yes", **by_palace)],
        voice=Voice("palace", "The Palace"),
        position="alliance",
        answers=SCALE,
        ordered=True,
    )
    unanswered = timeline(
        [stance("b", "2019-02-07", **by_palace)],
        voice=Voice("palace", "The Palace"),
        position="alliance",
        answers=SCALE,
        ordered=True,
    )
    assert finding(told, TEXTS, ordered=True).sentence.startswith("One statement of the Palace on our record")
    assert finding(unanswered, TEXTS, ordered=True).sentence.startswith("The Palace said that nothing had")


def test_a_change_within_a_day_names_the_day_once() -> None:
    told = found(stance("a", "2019-02-07T09:00Z", "yes"), stance("b", "2019-02-07T17:00Z", "perhaps"))
    assert told.sentence == (
        "On 7 Feb 2019 the recorded line of Ruritania moved from “Yes” to “Perhaps”, toward the side"
        " “against” (1 change of position)."
    )


def test_a_change_after_a_day_that_is_not_known_names_what_is_known() -> None:
    told = found(stance("a", "", "yes", precedes=frozenset({"b"})), NO)
    assert told.sentence == (
        "The recorded line of Ruritania moved from “Yes” (no date) to “No” (15 Jan 2020), across the middle"
        " (1 change of position)."
    )


def test_several_changes_are_counted_and_the_first_and_latest_told() -> None:
    told = found(YES, NO, stance("c", "2021-03-01", "yes"))
    assert told.sentence == (
        "The recorded line of Ruritania changed 2 times: first from “Yes” (7 Feb 2019) to “No” (15 Jan 2020),"
        " latest from “No” (15 Jan 2020) to “Yes” (1 Mar 2021)."
    )


def test_where_some_order_is_not_known_the_number_of_changes_is_a_least_number() -> None:
    floating = stance("d", "2019/2021-02", "no")
    told = found(YES, NO, stance("c", "2021-03-01", "yes"), stance("e", "2018", "yes"), floating)
    assert "at least 2 times" in told.sentence
    assert "The order of some statements is not known, so there may be more changes than these." in told.notes


def test_a_change_of_speaker_is_told_beside_the_change_of_position() -> None:
    told = found(stance("a", "2019-02-07", "yes", by="ann"), stance("b", "2020-01-15", "no", by="ben"))
    assert told.notes == ("The change coincides with a change of speaker: Ann before, Ben after.",)


def test_what_is_shown_apart_is_numbered_beside_the_facts() -> None:
    assert found(YES, stance("x", "2018", "no", form="summary")).facts == (
        "1 statement, 7 Feb 2019; not searched. 1 statement shown apart and not counted."
    )


def test_the_longest_silence_is_told_where_it_was_searched() -> None:
    told = found(YES, stance("c", "2020-01-15", "yes"), searches=(search("2019", "2020"),))
    assert told.notes == (
        "Longest searched silence: 342 days (7 Feb 2019 – 15 Jan 2020; 2 sources searched).",
    )


def test_an_interval_is_worded_by_what_was_searched_of_it() -> None:
    told = {
        interval.gap: interval_sentences(interval)
        for searches in ((), (search("2019-03", "2019-03"),), (search("2019", "2020"),))
        for interval in line((YES, stance("c", "2020-01-15", "yes")), searches).intervals
    }
    assert told == {
        "not_searched": (
            "No statement on our record for 342 days. Not searched yet. This is a gap in our work, not in the"
            " record.",
        ),
        "partly_searched": ("No statement on our record for 342 days; searched in part (31 of 341 days).",),
        "silence": ("No statement found for 342 days (2 sources searched).",),
    }


@given(drawn_stances(), st.booleans())
def test_no_finding_stands_without_its_number_its_period_and_its_coverage(
    stances: tuple[AttributedStance, ...], ordered: bool
) -> None:
    told = found(*stances, ordered=ordered)
    assert told.sentence
    assert told.facts.split(".")[0].endswith("searched")
    assert "{" not in "".join((told.sentence, told.facts, *told.notes))


@given(drawn_stances())
def test_a_change_is_asserted_in_words_only_where_the_timeline_asserts_it(
    stances: tuple[AttributedStance, ...],
) -> None:
    told = line(stances)
    sentence = finding(told, TEXTS, ordered=True).sentence
    assert ("change of position)" in sentence or "changed " in sentence) == bool(told.changes)


@given(drawn_stances())
def test_nobody_is_said_to_have_been_silent_where_nobody_searched(
    stances: tuple[AttributedStance, ...],
) -> None:
    told = line(stances)
    words = [sentence for interval in told.intervals for sentence in interval_sentences(interval)]
    words.extend(finding(told, TEXTS, ordered=True).notes)
    assert not [sentence for sentence in words if "silence" in sentence or "No statement found" in sentence]


@pytest.mark.parametrize("form", ["reported", "partial"])
def test_a_change_as_reported_is_worded_so(form: str) -> None:
    told = line((YES, stance("b", "2020-01-15", "no", form=form)))
    assert change_sentence(told.reported_changes[0], told, TEXTS).startswith("As reported, ")


def test_nobody_who_spoke_jointly_before_is_a_new_speaker_after() -> None:
    joint = found(stance("a", "2019-02-07", "yes", by="ann", with_=frozenset({"ben"})), stance(
        "b", "2020-01-15", "no", by="ben"
    ))  # fmt: skip
    assert joint.notes == ()
    both = found(stance("a", "2019-02-07", "yes", by="ben"), stance(
        "b", "2020-01-15", "no", by="ann", with_=frozenset({"ben"})
    ))  # fmt: skip
    assert both.notes == ()


def test_of_several_changes_the_note_on_speakers_says_which_it_is_of() -> None:
    told = found(YES, stance("b", "2020-01-15", "no"), stance("c", "2021-01-15", "yes", by="ann"))
    assert told.notes == (
        "The latest change coincides with a change of speaker: Ruritania before, Ann after.",
    )


def test_where_some_order_is_known_it_is_not_said_to_be_unknown() -> None:
    told = found(stance("a", "2018-05-01", "yes"), stance("b", "2018-05-01", "no"), stance(
        "c", "2018-05-20", "perhaps"
    ))  # fmt: skip
    assert told.sentence.endswith(
        "Too little is known of the order of the statements, so no change of position is asserted."
    )


def test_neither_side_of_a_change_as_reported_is_called_a_quotation_that_is_none() -> None:
    told = found(stance("a", "2019-02-07", "yes", form="reported"), stance(
        "b", "2020-01-15", "no", form="partial"
    ))  # fmt: skip
    assert "At least one side is not quoted in full" in told.sentence


def test_the_facts_say_what_is_in_their_number() -> None:
    told = found(YES, stance("x", "2019-02-07", "no"), stance("y", "2019-05-01"))
    assert told.facts == (
        "2 statements, 7 Feb 2019 – 1 May 2019; not searched. What was said on one day counts as one"
        " statement. 1 statement said only that nothing had changed."
    )


def test_what_has_no_day_is_numbered_as_it_is_counted() -> None:
    talks = [stance(key, "", "yes", occasion="talks") for key in "xyz"]
    apart = [stance(key, "2019-03-01", "yes", form="summary") for key in "uvw"]
    assert found(YES, *talks, *apart).facts == (
        "2 statements, 7 Feb 2019; not searched. 1 statement of unknown day. 1 statement shown apart and not"
        " counted."
    )


@given(drawn_stances())
def test_no_number_in_the_facts_is_higher_than_n(stances: tuple[AttributedStance, ...]) -> None:
    told = line(stances)
    words = finding(told, TEXTS, ordered=True).facts
    for number, of in re.findall(r"(\d+) statements? (of unknown|said only)", words):
        assert int(number) <= told.days, of


def test_what_was_retracted_is_told_to_have_been() -> None:
    told = found(stance("a", "2019-02-07", "yes", taken_back=frozenset({"b"})), NO)
    assert told.notes == (
        "1 statement retracted or disavowed by another claim on our record; it was said, and counts.",
    )
