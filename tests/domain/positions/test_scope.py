"""The scope of a sentence: it knows the claims that it rests on, and no number is larger than their set.

Each sentence about a generated line is tried out. Without any one of the claims that it names by key it is no
longer made; without any other claim it is made in the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from claims.domain.dates.order import KnownOrder
from claims.domain.positions.consistency import check_each
from claims.domain.positions.consistency_words import afterwards_sentence, computed_sentences
from claims.domain.positions.coverage import Search
from claims.domain.positions.extent import day
from claims.domain.positions.findings import Finding, interval_sentences, layer_sentences
from claims.domain.positions.sentence import Sentence
from claims.domain.positions.sides import Answers
from claims.domain.positions.voices import AttributedStance
from claims.domain.record.graphs import reachable
from tests.domain.positions.lines import (
    DECIDES_NOTHING,
    FINE,
    GIVEN,
    OF_A_STANCE,
    drawn_searches,
    drawn_stances,
    line,
    stance,
)

KINDS_OF_ANSWERS = st.sampled_from((FINE, Answers(FINE.answers, exclusive=True), Answers(FINE.answers)))
NAMES_A_DAY = frozenset({"change", "change_as_reported", "order_not_known", "other_speakers"})
"""Where another claim of the same day can stand in for one that is removed."""

Told = tuple[str, Sentence]
"""A sentence and what it is about: the line, an interval by its ends, or the check of a claim."""


def test_every_field_of_a_stance_is_drawn_or_said_to_decide_no_sentence() -> None:
    drawn = {*OF_A_STANCE, *GIVEN} - {"by", "since"}
    assert drawn | DECIDES_NOTHING.keys() == set(AttributedStance.__struct_fields__)
    assert not drawn & DECIDES_NOTHING.keys()


def _told(
    stances: Sequence[AttributedStance], searches: Sequence[Search], answers: Answers
) -> Iterator[Told]:
    found = line(stances, searches, answers=answers)
    words = Finding(found)
    for sentence in (*words.layers.values(), *words.changes, *words.notes, words.searched):
        yield "line", sentence
    unnamed = [one for one in stances if one.layer == "not_named"]
    for sentence in layer_sentences(unnamed, answers, voice="Ruritania").values():
        yield "not named", sentence
    for interval in found.intervals:
        for sentence in interval_sentences(interval):
            yield f"from {interval.after.key} to {interval.before.key}", sentence
    claims = [one for one in stances if one.unchanged]
    for check in check_each(claims, stances, position="alliance", answers=answers, searches=searches):
        for sentence in (*computed_sentences(check), afterwards_sentence(check)):
            yield check.claim.key, sentence


def _without(removed: AttributedStance, stances: Iterable[AttributedStance]) -> list[AttributedStance]:
    """The other stances. A sentence that sums up the removed one is told with it, and goes with it."""
    tied = [one for one in stances if one.layer == "summed_up" and removed.key in one.sums_up]
    return [one for one in stances if one is not removed and not (removed.is_in_line and one in tied)]


def _texts(told: Iterable[Told]) -> set[tuple[str, str]]:
    return {(about, str(sentence)) for about, sentence in told}


def _order(stances: Iterable[AttributedStance], keys: Iterable[str]) -> set[tuple[str, str]]:
    """The known order of some of the stances, as pairs of keys."""
    things = [one for one in stances if one.is_in_line]
    known = KnownOrder(things)
    ranked = [things[n].key for n in known.places]
    kept = set(keys)
    return {
        (ranked[one], ranked[other])
        for other in range(len(ranked))
        for one in range(other)
        if known.before[other] >> one & 1 and {ranked[one], ranked[other]} <= kept
    }


def _stands_in(one: AttributedStance, removed: AttributedStance, name: str, answers: Answers) -> bool:
    """Whether a sentence can be made of another claim in the same words."""
    is_same_day = day(one.said) == day(removed.said)
    if name == "other_speakers" and one.answer and removed.answer:
        is_one_side = answers.side(one.answer) == answers.side(removed.answer)
        is_one_speaker = one.speaker == removed.speaker
        return is_one_side + is_same_day + is_one_speaker >= 2
    return name in NAMES_A_DAY and is_same_day and one.answer == removed.answer


def _is_quoted_now(sentence: Sentence, texts: Iterable[tuple[str, str]]) -> bool:
    """Whether quotations show a change as reported now that no claim lies between them."""
    if sentence.name != "change_as_reported":
        return False
    answers = ANSWERS.findall(str(sentence))
    return any(text.startswith("From ") and ANSWERS.findall(text) == answers for _, text in texts)


ANSWERS = re.compile("‘[^’]+’")
BETWEEN_QUOTATIONS = (
    stance("k0", "2019-02", "never", basis="source_gloss"),
    stance("k1", "2019-09-25/..", "no"),
    stance("k2", "2019-02-07", "never"),
    stance("k3", "2019-03-01", "perhaps"),
)
TWO_SPEAKERS_BEFORE = (
    stance("k0", "2019-02-08", "perhaps", sources=frozenset({"s1"})),
    stance("k1", "2019-02-07", "never", sources=frozenset({"k1"})),
    stance("k2", "2019-02-07", "never", sources=frozenset({"k2"})),
    stance("k3", "2019-02-07", "never", by="ann", sources=frozenset({"s1"})),
    stance("k4", "2019-02-07", "never", by="ben", sources=frozenset({"s1"})),
)
TWO_ANSWERS_ON_A_DAY = (
    stance("k0", "2019-02-07", "never"),
    stance("k1", "2019-02-07", "perhaps"),
    stance("k2", "2019-03-01", "yes", by="ann"),
)
TWO_ANSWERS_AT_THE_TIME = (
    stance("k0", "2019-02-07", "never"),
    stance("k1", "2019-02-07", "perhaps"),
    stance("k2", "2019-09-25/..", "never", precedes=frozenset({"k3"})),
    stance("k3", "2019-09-25/..", since="2019-06-01"),
)


def _in_possible_order(stances: tuple[AttributedStance, ...]) -> tuple[AttributedStance, ...]:
    """The stances without relations that no record may have: against their days, or in a circle."""
    said = {one.key: one.said for one in stances}
    later: dict[str, frozenset[str]] = {}
    for one in stances:
        tried = {**later, one.key: one.precedes}
        ends = [(key, after) for key in tried for after in reachable(key, tried)]
        if all(key != after and said[key].earliest <= said[after].latest for key, after in ends):
            later = tried
    return tuple(one if one.key in later else replace(one, precedes=frozenset()) for one in stances)


@example(TWO_ANSWERS_AT_THE_TIME, (), FINE)
@example(TWO_ANSWERS_ON_A_DAY, (), FINE)
@example(TWO_SPEAKERS_BEFORE, (), FINE)
@example(BETWEEN_QUOTATIONS, (), Answers(FINE.answers, exclusive=True))
@given(drawn_stances(most=5, answers=FINE).map(_in_possible_order), drawn_searches(), KINDS_OF_ANSWERS)
@settings(max_examples=100)
def test_a_sentence_is_made_without_any_claim_but_those_that_it_rests_on(
    stances: tuple[AttributedStance, ...], searches: tuple[Search, ...], answers: Answers
) -> None:
    told = list(_told(stances, searches, answers))
    for removed in stances:
        others = _without(removed, stances)
        left = {one.key for one in others}
        gone = {one.key for one in stances} - left
        texts = _texts(_told(others, searches, answers))
        # Others can be in known order by way of a claim, or be known to be earlier than it alone. Without it
        # the record says less of them.
        is_after = any(removed.key in one.precedes for one in others)
        is_link = is_after or _order(stances, left) != _order(others, left)
        for about, sentence in told:
            if about in gone:
                continue
            is_made = (about, str(sentence)) in texts
            if removed.key in sentence.keys:
                stands_in = any(_stands_in(one, removed, sentence.name, answers) for one in others)
                assert not is_made or stands_in, (removed.key, sentence)
            else:
                is_elsewhere = gone & sentence.keys or _is_quoted_now(sentence, texts)
                assert is_made or is_link or is_elsewhere, (removed.key, about, sentence)


def test_a_change_rests_on_a_claim_that_only_another_day_and_answer_share() -> None:
    """The other claim of the same day is not in known order with the answer before."""
    stances = (
        stance("k0", "2019", "never", precedes=frozenset({"k1"})),
        stance("k1", "2019-09-25/..", "perhaps"),
        stance("k2", "2019-02-07", "never"),
        stance("k3", "2019-09-25/..", "perhaps", sources=frozenset({"k3"})),
    )
    told = {(sentence.name, str(sentence)): sentence for _, sentence in _told(stances, (), FINE)}
    without = {(sentence.name, str(sentence)) for _, sentence in _told((stances[0], *stances[2:]), (), FINE)}
    changes = [sentence for (name, _), sentence in told.items() if name == "change"]
    assert changes
    assert all("k1" in one.keys or (one.name, str(one)) in without for one in changes)


MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
DAYS_AND_YEARS = re.compile(
    rf"(?:\d{{1,2}} )?(?:{MONTH}(?:–{MONTH})? )?\b\d{{4}}\b|[\d,]+ (?:of [\d,]+ )?days?\b"
)
OUTLETS = re.compile(r"(\d+) outlets?")


@given(drawn_stances(answers=FINE), drawn_searches(), KINDS_OF_ANSWERS)
def test_no_number_is_larger_than_the_set_that_it_counts(
    stances: tuple[AttributedStance, ...], searches: tuple[Search, ...], answers: Answers
) -> None:
    sources = len(frozenset().union(*(one.sources for one in stances)))
    outlets = len(set(chain.from_iterable(search.record.outlets for search in searches)))
    for _, sentence in _told(stances, searches, answers):
        words = DAYS_AND_YEARS.sub("", str(sentence))
        assert all(int(number) <= outlets for number in OUTLETS.findall(words)), sentence
        words = OUTLETS.sub("", words)
        most = len(sentence.keys)
        if sentence.name in ("summed_up", "not_named"):
            # Claims that are cut from one sentence are told as one, and none of them alone is a key.
            most = max(len(stances), sources)
        for number in re.findall(r"\d+", words):
            assert int(number) <= most, sentence
