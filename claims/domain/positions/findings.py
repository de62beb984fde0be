"""Findings: what a timeline shows, in sentences that claim no more than the record holds.

Every sentence is one of ``sentences``; this module finds its values, and the claims that it rests on. The
layers are described separately, and no number adds one layer to another.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from claims.domain.dates.order import is_known_before
from claims.domain.dates.words import count_of_days
from claims.domain.positions.changes import Change
from claims.domain.positions.coverage import FEWEST_SILENT_DAYS
from claims.domain.positions.extent import (
    answers_given,
    day,
    extent,
    first_joined,
    named_alone,
    period,
    speakers,
    within_sentence,
)
from claims.domain.positions.gaps import Interval
from claims.domain.positions.grades import Layer
from claims.domain.positions.sentence import Sentence
from claims.domain.positions.sentences import say
from claims.domain.positions.sides import Answers, Difference
from claims.domain.positions.timeline import Timeline, by_layer
from claims.domain.positions.voices import AttributedStance
from claims.domain.text.plurals import number_of

TIMES = {1: "once", 2: "twice"}


@dataclass(frozen=True)
class Finding:
    """A line in sentences, each of which is found when it is asked for."""

    line: Timeline

    @cached_property
    def layers(self) -> Mapping[Layer, Sentence]:
        """The sentences of the layers in their order; own words are always among them."""
        return layer_sentences(self.line.all_stances, self.line.answers, voice=self.line.voice.label)

    @property
    def changes(self) -> tuple[Sentence, ...]:
        """The number of changes, followed by each change."""
        return tuple(change_sentences(self.line))

    @cached_property
    def headline(self) -> Sentence | None:
        """The first of these, if there is any."""
        return next(iter(change_sentences(self.line)), None)

    @property
    def notes(self) -> tuple[Sentence, ...]:
        """What is to be known besides."""
        return tuple(_notes(self.line))

    @cached_property
    def searched(self) -> Sentence:
        """How far the time was searched."""
        return _searched(self.line)

    @property
    def facts(self) -> str:
        """All layers and how far was searched, as one text."""
        return " ".join(map(str, (*self.layers.values(), self.searched)))

    @property
    def in_words(self) -> str:
        """The voice and the facts."""
        return f"{self.line.voice.label}: {self.facts}"


def layer_sentences(
    stances: Iterable[AttributedStance], answers: Answers, *, voice: str
) -> Mapping[Layer, Sentence]:
    """A sentence for each layer that holds any of the stances, and always one for own words."""
    found: dict[Layer, Sentence] = {}
    for layer, members in by_layer(stances).items():
        if members:
            found[layer] = _layer(layer, members, answers, voice)
        elif layer == "own_words":
            found[layer] = say("no_own_words", voice=within_sentence(voice))
    return found


def _layer(layer: Layer, stances: Sequence[AttributedStance], answers: Answers, voice: str) -> Sentence:
    names = speakers(stances)
    values = {"speakers": f" ({names})" if names != voice else ""}
    if layer in ("own_words", "reported"):
        values |= {"extent": extent(stances), "answers": answers_given(stances, answers)}
        if layer == "own_words":
            values["translated"] = _translated(stances)
        return say(layer, {one.key for one in stances}, **values)
    cut = _by_sentence(stances)
    values |= {
        "extent": extent([members[0] for members in cut], "sentence"),
        # A sentence may give two answers, so these have no numbers of their own.
        "answers": answers_given(stances, answers, counted=False),
        "pages": number_of(len(frozenset().union(*(one.sources for one in stances))) or 1, "page"),
    }
    return say(layer, _decisive(cut), **values)


def _by_sentence(stances: Sequence[AttributedStance]) -> list[list[AttributedStance]]:
    """The stances by the sentence of a source from which their words are cut."""
    found: dict[tuple[object, ...], list[AttributedStance]] = {}
    for one in stances:
        found.setdefault((one.sources, one.passage or one.key, one.said), []).append(one)
    return list(found.values())


def _decisive(cut: Sequence[Sequence[AttributedStance]]) -> set[str]:
    """The claims that alone hold a sentence, an answer or a speaker."""
    stances = [one for members in cut for one in members]
    answers = Counter(one.answer for one in stances)
    names = Counter(one.speaker_name for one in stances)
    alone = {members[0].key for members in cut if len(members) == 1}
    return alone | {one.key for one in stances if answers[one.answer] == 1 or names[one.speaker_name] == 1}


def _translated(stances: Sequence[AttributedStance]) -> str:
    translated = sum(one.translated_from not in ("", "none") for one in stances)
    if not translated:
        return ""
    if translated == len(stances):
        return ", in translation"
    return f" ({translated:,} in translation)"


def change_sentences(line: Timeline) -> Iterable[Sentence]:
    """How often the position changed, and each change."""
    answers = line.answers
    quoted = [one for one in line.stances if one.answer and not one.is_as_reported]
    if answers.ordered or answers.exclusive:
        if len(quoted) > 1:
            yield _number_of_changes(line, quoted)
        else:
            number = "one answer" if quoted else "no answer"
            voice = within_sentence(line.voice.label)
            yield say("cannot_be_said", {one.key for one in quoted}, voice=voice, number=number)
    for change in (*line.changes, *line.reported_changes):
        yield change_sentence(change, answers)


def _number_of_changes(line: Timeline, quoted: Sequence[AttributedStance]) -> Sentence:
    keys = {one.key for one in quoted}
    values = {"voice": within_sentence(line.voice.label), "extent": extent(quoted, "quoted answer")}
    if not line.least_changes:
        side = line.answers.side(quoted[0].answer) if line.answers.ordered else ""
        return say("no_change", keys, side=f", “{side}”" if side else "", **values)
    if not line.answers.ordered:
        return say("different_answers", keys, **values)
    if not line.changes:
        return say("position_changed_undated", keys, **values)
    times = TIMES.get(line.least_changes, f"{line.least_changes:,} times")
    return say("position_changed", keys, times=times if line.is_ordered else f"at least {times}", **values)


PAIRS: Mapping[Difference, str] = {
    "same": "pair_agrees",
    "other_side": "pair_on_two_sides",
    "further": "pair_on_one_side",
    "less_far": "pair_on_one_side",
    "between": "pair_on_one_side",
    "different": "pair_excludes",
    "beside": "pair_differs",
}


def pair_sentence(first: AttributedStance, latest: AttributedStance, answers: Answers) -> Sentence | None:
    """How the answers of the earliest and the latest statement differ; None if one gives no answer."""
    if not (first.answer and latest.answer):
        return None
    name = PAIRS[answers.difference(first.answer, latest.answer)]
    if name != "pair_agrees" and not is_known_before(first, latest):
        name = "pair_order_not_known"
    as_reported = first.is_as_reported or latest.is_as_reported
    values = {
        "layer": "in own words or as reported" if as_reported else "in own words",
        "by": "" if first.speaker == latest.speaker else ", by two speakers,",
        "first": answers.text(first.answer),
    }
    if name != "pair_agrees":
        values["latest"] = answers.text(latest.answer)
    return say(name, {first.key, latest.key}, **values)


def change_sentence(change: Change, answers: Answers) -> Sentence:
    """A change of position as a sentence; it may be "as reported" only."""
    before, after = change.latest, change.first
    return say(
        "change_as_reported" if change.is_as_reported else "change",
        change.keys,
        from_answer=answers.text(before.answer),
        to_answer=answers.text(after.answer),
        from_day=day(before.said),
        to_day=day(after.said),
    )


def speakers_sentence(change: Change) -> Sentence:
    """The sentence that a change coincides with a change of speaker."""
    before, after = change.latest, change.first
    return say(
        "other_speakers",
        change.keys | named_alone(change.before) | named_alone(change.after),
        before=speakers(change.before),
        after=speakers(change.after),
        from_day=day(before.said),
        to_day=day(after.said),
    )


def interval_sentences(interval: Interval) -> tuple[Sentence, ...]:
    """An interval in sentences. It says "nothing found" only if searches prove it."""
    ends = {interval.after.key, interval.before.key}
    keys = ends | interval.doubted_by
    span = interval.span
    days = count_of_days(span.days or 0, span.days or 0)
    outlets = number_of(len(span.silent_outlets), "outlet")
    if interval.gap == "silence":
        sentences = [say("silence", keys, days=days, outlets=outlets)]
    elif span.silent_days >= FEWEST_SILENT_DAYS:
        searched = f"{span.silent_days:,}"
        sentences = [say("silence_in_part", keys, searched=searched, days=days, outlets=outlets)]
    elif interval.gap == "partly_searched":
        sentences = [say("searched_without_proof", keys, searched=f"{span.searched_days:,}", days=days)]
    else:
        sentences = [say("not_searched", keys, days=days)]
    if interval.undated:
        undated = {one.key for one in interval.undated}
        sentences.append(say("may_lie_within", ends | undated, number=number_of(len(undated), "statement")))
    return tuple(sentences)


def alone_in_list(stances: Iterable[AttributedStance]) -> set[str]:
    """The keys of the stances whose day and answer no other stance has: without them a list would change."""
    by_words: dict[tuple[object, ...], set[str]] = {}
    for one in stances:
        by_words.setdefault((day(one.said), one.answer, one.is_as_reported), set()).add(one.key)
    return {key for keys in by_words.values() if len(keys) == 1 for key in keys}


def statements(stances: Iterable[AttributedStance], answers: Answers) -> str:
    """Statements by day and answer, each once: "7 Feb 2019 (“Stands by him”)". At most five are listed."""
    distinct = list(
        dict.fromkeys(
            f"{day(one.said)} (‘{answers.text(one.answer)}’{', as reported' if one.is_as_reported else ''})"
            for one in sorted(
                stances,
                key=lambda one: (
                    one.said.latest,
                    one.said.earliest,
                    answers.place(one.answer),
                    one.is_as_reported,
                ),
            )
        )
    )
    return first_joined(distinct)


def _searched(line: Timeline) -> Sentence:
    searched = line.searched
    if searched is None:
        return say("no_day_searched")
    return say(
        "days_searched",
        days=count_of_days(searched.days, searched.days),
        period=period(searched.first, searched.last),
        outlets=number_of(searched.outlets, "outlet"),
    )


def _notes(line: Timeline) -> Iterable[Sentence]:
    if line.changes and line.changes[-1].other_speakers:
        yield speakers_sentence(line.changes[-1])
    taken_back = [one for one in line.stances if one.taken_back]
    if taken_back:
        keys = {one.key for one in taken_back}
        yield say("taken_back", keys, number=number_of(len(taken_back), "statement"))
