"""Findings: what a timeline shows, in words that claim no more than the record holds.

Every sentence is one of ``sentences``; this module finds its values. A finding always comes with its facts:
the number of statements, the period, and how far it was searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from claims.domain.dates.fuzzy import LATEST, FuzzyDate
from claims.domain.dates.words import count_of_days
from claims.domain.positions.changes import Change
from claims.domain.positions.coverage import Span
from claims.domain.positions.days import counted_days
from claims.domain.positions.gaps import Interval
from claims.domain.positions.sentences import say
from claims.domain.positions.timeline import Timeline
from claims.domain.positions.voices import AttributedStance
from claims.domain.text.plurals import number_of

AS_REPORTED: Final = ", as reported"
SEARCHED: Final[Mapping[str, str]] = {
    "searched": "searched",
    "partly_searched": "searched in part",
    "not_searched": "not searched",
}
Texts = Mapping[str, str]
"""The texts of a position's answers, by slug."""


@dataclass(frozen=True, slots=True)
class Finding:
    """``facts`` are the number, period and coverage of the ``sentence``; ``notes`` limit it or add to it."""

    sentence: str
    facts: str
    notes: tuple[str, ...] = ()


def finding(line: Timeline, texts: Texts, *, ordered: bool) -> Finding:
    """A timeline in words. ``texts`` and ``ordered`` describe the position's answers."""
    return Finding(
        sentence=_sentence(line, texts, ordered=ordered),
        facts=facts(line),
        notes=tuple(_notes(line, texts, ordered=ordered)),
    )


def facts(line: Timeline) -> str:
    """Number, period and coverage: "6 statements, 12 Mar 2017 – 7 Feb 2019; searched in part."."""
    searched = SEARCHED[line.span.searched if line.span else "not_searched"]
    if not line.days:
        sentence = say("facts_none", searched=searched)
    elif line.first is None or line.latest is None:
        sentence = say("facts_undated", number=number_of(line.days, "statement"), searched=searched)
    else:
        sentence = say(
            "facts",
            number=number_of(line.days, "statement"),
            period=period(line.first, line.latest),
            searched=searched,
        )
    beside = [sentence]
    answering = counted_days(one for one in line.stances if one.answer)
    if sum(repeated.days for repeated in line.repeats) > answering:
        beside.append(say("day_counts_once"))
    if answering and line.days > answering:
        beside.append(say("no_answer_given", number=number_of(line.days - answering, "statement")))
    if line.undated and line.first is not None:
        beside.append(say("day_not_known", number=number_of(line.undated, "statement")))
    if line.not_counted:
        beside.append(say("apart", number=number_of(counted_days(line.not_counted), "statement")))
    return " ".join(beside)


def change_sentence(change: Change, line: Timeline, texts: Texts) -> str:
    """A change of position as a sentence; it may be "as reported" only."""
    if change.is_as_reported:
        return say(
            "changed_as_reported",
            voice=within_sentence(line.voice.label),
            from_answer=texts.get(change.from_answer, change.from_answer),
            to_answer=texts.get(change.to_answer, change.to_answer),
            from_day=_last_day(change.before),
            to_day=_first_day(change.after),
        )
    if not change.way:
        return say("answered_differently", voice=within_sentence(line.voice.label), **_ends(change, texts))
    values = {
        "voice": within_sentence(line.voice.label),
        "direction": direction(change),
        **_ends(change, texts),
    }
    values["which"] = _which(change, line)
    if values["from_day"] == values["to_day"]:
        within = {name: words for name, words in values.items() if name not in ("from_day", "to_day")}
        return say("changed_within_day", day=values["to_day"], **within)
    ends = [one.said for one in (*change.before, *change.after)]
    is_open = any(said.starts_open or said.ends_open for said in ends)
    return say("changed_once_open" if is_open else "changed_once", **values)


def _which(change: Change, line: Timeline) -> str:
    """ "1 change of position", "change of position 2 of 3"."""
    if len(line.changes) == 1:
        return "1 change of position"
    total = f"{len(line.changes):,}" if line.is_ordered else f"at least {len(line.changes):,}"
    return f"change of position {line.changes.index(change) + 1:,} of {total}"


def speakers_sentence(change: Change, name: str = "other_speakers") -> str:
    """The sentence that a change coincides with a change of speaker."""
    return say(name, before=_speakers(change.before), after=_speakers(change.after))


def direction(change: Change) -> str:
    """ ", toward the side “for”", ", across the middle", or empty if the answers have no order."""
    if change.crosses:
        return ", across the middle"
    return f", toward the side “{change.toward}”" if change.toward else ""


def interval_sentences(interval: Interval) -> tuple[str, ...]:
    """An interval in words. "No statement was found" is said only if searches covered it."""
    days = count_of_days(interval.days, interval.days)
    none = "No statement that counts" if interval.not_counted else "No statement"
    span = interval.span
    all_days = count_of_days(span.days or 0, span.days or 0)
    sentences = []
    if interval.gap == "silence":
        sentences.append(say("silence", no_statement=none, days=days, sources=silent_sources(span)))
        if span.silent_days < (span.days or 0):
            sentences.append(say("silent_days", searched_days=f"{span.silent_days:,}", all_days=all_days))
    elif interval.gap == "partly_searched":
        name = "searched_not_silent" if span.searched == "searched" else "partly_searched"
        searched = f"{span.searched_days:,}"
        sentences.append(say(name, no_statement=none, days=days, searched_days=searched, all_days=all_days))
    else:
        sentences.append(say("not_searched", no_statement=none, days=days))
    if interval.undated:
        sentences.append(say("may_lie_within", number=number_of(interval.undated, "statement")))
    if interval.not_counted:
        sentences.append(say("apart_within", number=number_of(interval.not_counted, "statement")))
    return tuple(sentences)


def sources(span: Span) -> str:
    """The number of sources searched: "4 sources"."""
    return number_of(len(span.outlets), "source")


def silent_sources(span: Span) -> str:
    """The number of sources in which searches found nothing, if possible of those searched throughout."""
    if span.throughout:
        return number_of(len(span.throughout), "source")
    return f"{number_of(len(span.silent_outlets), 'source')}, each for a part of it,"


def period(first: FuzzyDate, latest: FuzzyDate) -> str:
    """Two dates as a period: "12 Mar 2017 – 7 Feb 2019", or one date if they are the same."""
    one, other = day(first), day(latest)
    return one if one == other else f"{one} – {other}"


def within_sentence(name: str) -> str:
    """A name within a sentence: "the Kremlin" for "The Kremlin". ``say`` capitalizes it at the start."""
    return f"the {name.removeprefix('The ')}" if name.startswith("The ") else name


def day(said: FuzzyDate) -> str:
    """A date in few words. An unknown date that is limited by its source is "by 7 Feb 2019"."""
    if not said.undated:
        return said.short_words()
    if said.latest == LATEST:
        return "no date"
    return f"by {FuzzyDate.parse(said.latest.isoformat()).short_words()}"


def statements(stances: Iterable[AttributedStance], texts: Texts) -> str:
    """Statements by day and answer, each once: "7 Feb 2019 (“Stands by him”)". At most five are listed."""
    distinct = {
        (one.said.earliest, one.said.latest, one.said.uncertain, one.answer, one.is_as_reported): one
        for one in stances
    }
    left = len(distinct) - MOST_NAMED + 1
    most = MOST_NAMED if left < 2 else MOST_NAMED - 1
    parts = [
        f"{day(one.said)} (“{texts.get(one.answer, one.answer)}”{AS_REPORTED if one.is_as_reported else ''})"
        for one in islice(distinct.values(), most)
    ]
    return _joined(parts if left < 2 else [*parts, f"{left:,} more"])


MOST_NAMED: Final = 5


def _sentence(line: Timeline, texts: Texts, *, ordered: bool) -> str:
    voice = within_sentence(line.voice.label)
    reported = AS_REPORTED if line.is_as_reported else ""
    if not line.stances:
        return say("no_stance")
    if not line.repeats:
        return say("no_answer", voice=voice)
    if len(line.repeats) == 1:
        answer = texts.get(line.repeats[0].answer, line.repeats[0].answer)
        reported = AS_REPORTED if line.repeats[0].is_as_reported else ""
        days = line.repeats[0].days
        if days == 1:
            return say("one_stance", voice=voice, answer=answer, reported=reported)
        return say(
            "one_answer", number=number_of(days, "statement"), voice=voice, answer=answer, reported=reported
        )
    if not ordered:
        return say("different_unordered", voice=voice, answers=_answers(line, texts), reported=reported)
    if len(line.changes) == 1:
        return change_sentence(line.changes[0], line, texts)
    if line.changes:
        return _many_changes(line, texts)
    if line.reported_changes:
        return change_sentence(line.reported_changes[-1], line, texts)
    return say("different_order_not_known", voice=voice, answers=_answers(line, texts), reported=reported)


def _many_changes(line: Timeline, texts: Texts) -> str:
    first, latest = line.changes[0], line.changes[-1]
    ends = _ends(latest, texts)
    times = f"{len(line.changes):,} times"
    return say(
        "changed",
        voice=within_sentence(line.voice.label),
        times=times if line.is_ordered else f"at least {times}",
        later_from=ends["from_answer"],
        later_to=ends["to_answer"],
        later_from_day=ends["from_day"],
        later_to_day=ends["to_day"],
        **_ends(first, texts),
    )


def _notes(line: Timeline, texts: Texts, *, ordered: bool) -> Iterable[str]:
    if ordered and line.changes:
        change = line.changes[-1]
        if change.other_speakers:
            yield speakers_sentence(
                change, "other_speakers" if len(line.changes) == 1 else "other_speakers_latest"
            )
        if not line.is_ordered:
            yield say("more_may_have_changed")
        if line.reported_changes:
            yield change_sentence(line.reported_changes[-1], line, texts)
    taken_back = counted_days(one for one in line.stances if one.taken_back)
    if taken_back:
        yield say("taken_back", number=number_of(taken_back, "statement"))
    silent = [interval for interval in line.intervals if interval.gap == "silence"]
    if silent:
        longest = max(silent, key=lambda interval: interval.days)
        yield say(
            "longest_silence",
            days=count_of_days(longest.days, longest.days),
            from_day=day(longest.after.said),
            to_day=day(longest.before.said),
            sources=silent_sources(longest.span),
        )


def _ends(change: Change, texts: Texts) -> dict[str, str]:
    return {
        "from_answer": texts.get(change.from_answer, change.from_answer),
        "to_answer": texts.get(change.to_answer, change.to_answer),
        "from_day": _last_day(change.before),
        "to_day": _first_day(change.after),
    }


def _last_day(stances: Sequence[AttributedStance]) -> str:
    return day(max((one.said for one in stances), key=lambda said: (said.latest, said.earliest)))


def _first_day(stances: Sequence[AttributedStance]) -> str:
    return day(min((one.said for one in stances), key=lambda said: (said.earliest, said.latest)))


def _answers(line: Timeline, texts: Texts) -> str:
    return _joined(
        [
            f"“{texts.get(one.answer, one.answer)}” ({number_of(one.days, 'statement')})"
            for one in line.repeats
        ]
    )


def _speakers(stances: Iterable[AttributedStance]) -> str:
    return _joined(list(dict.fromkeys(one.speaker_name for one in stances)))


def _joined(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
