"""Every sentence that the software writes about timelines, by name.

Pages use only these sentences for changes, silences and checks. The method page prints this list, and when
each sentence is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from claims.domain.positions.check_sentences import CHECKS
from claims.domain.positions.sentence import Sentence, sentences_by_name
from claims.domain.text.folding import isolated

FINDINGS: Final = sentences_by_name(
    ("no_stance", "no statement that counts is on record", "No statement that counts."),
    (
        "no_answer",
        "the statements that count say only that nothing has changed",
        "{voice} said that nothing had changed, and gave no answer on our record.",
    ),
    (
        "one_stance",
        "one statement that counts gives an answer",
        "One statement of {voice} on our record gives an answer{reported}: “{answer}”. There is nothing to"
        " compare it with.",
    ),
    (
        "one_answer",
        "several statements that count give an answer, all the same one",
        "In {number} on our record {voice} gave one answer{reported}: “{answer}”.",
    ),
    (
        "changed_once",
        "one change of position, on answers that have an order, between quotations in known order",
        "Between {from_day} and {to_day} the recorded line of {voice} moved from “{from_answer}” to"
        " “{to_answer}”{direction} ({which}).",
    ),
    (
        "changed_once_open",
        "the same, if the day on one side is not known, or only one end of it",
        "The recorded line of {voice} moved from “{from_answer}” ({from_day}) to “{to_answer}”"
        " ({to_day}){direction} ({which}).",
    ),
    (
        "changed_within_day",
        "the same, if both are of one day and times give the order",
        "On {day} the recorded line of {voice} moved from “{from_answer}” to “{to_answer}”{direction}"
        " ({which}).",
    ),
    (
        "changed",
        "several changes of position, on answers that have an order, between quotations in known order",
        "The recorded line of {voice} changed {times}: first from “{from_answer}” ({from_day}) to"
        " “{to_answer}” ({to_day}), latest from “{later_from}” ({later_from_day}) to “{later_to}”"
        " ({later_to_day}).",
    ),
    (
        "changed_as_reported",
        "answers differ in known order, but one side is known from reported or partial words alone",
        "As reported, {voice} answered “{from_answer}” ({from_day}) and later “{to_answer}” ({to_day}). At"
        " least one side is not quoted in full, so this is not counted as a change of position.",
    ),
    (
        "answered_differently",
        "two successive statements differ, on answers that have no order, between quotations in known order",
        "{voice} answered “{from_answer}” ({from_day}) and later “{to_answer}” ({to_day}). These answers have"
        " no order, so no direction is given.",
    ),
    (
        "different_unordered",
        "answers differ, and the answers of the position have no order",
        "{voice} gave different answers{reported}: {answers}. These answers have no order, so no direction is"
        " given.",
    ),
    (
        "different_order_not_known",
        "answers differ, and the order of the statements is not known well enough",
        "{voice} gave different answers{reported}: {answers}. Too little is known of the order of the"
        " statements, so no change of position is asserted.",
    ),
    (
        "more_may_have_changed",
        "there are changes, but the order of some statements with different answers is not known",
        "The order of some statements is not known, so there may be more changes than these.",
    ),
    (
        "other_speakers",
        "nobody who spoke before a change of position spoke after it",
        "The change coincides with a change of speaker: {before} before, {after} after.",
    ),
    (
        "other_speakers_latest",
        "the same, for the latest of several changes",
        "The latest change coincides with a change of speaker: {before} before, {after} after.",
    ),
    (
        "taken_back",
        "statements that count were retracted or disavowed",
        "{number} retracted or disavowed by another claim on our record; it was said, and counts.",
    ),
    (
        "longest_silence",
        "a searched silence lies in the line",
        "Longest searched silence: {days} ({from_day} – {to_day}; {sources} searched).",
    ),
)
FACTS: Final = sentences_by_name(
    ("facts", "with every finding", "{number}, {period}; {searched}."),
    ("facts_undated", "with a finding, if no day is known", "{number}, day not known; {searched}."),
    ("facts_none", "with the finding that no statement counts", "No statement counted; {searched}."),
    (
        "day_counts_once",
        "different answers were given on one day, so that their numbers add up to more",
        "What was said on one day counts as one statement.",
    ),
    (
        "no_answer_given",
        "with a finding on answers, if some statements give none",
        "{number} said only that nothing had changed.",
    ),
    ("apart", "some statements are shown, but do not count", "{number} shown apart and not counted."),
    (
        "day_not_known",
        "the day of some counted statements is not known, or only one end of it",
        "{number} of unknown day.",
    ),
)
INTERVALS: Final = sentences_by_name(
    (
        "silence",
        "searches of named outlets for named terms found nothing on four days in five of the interval",
        "{no_statement} found for {days} ({sources} searched).",
    ),
    (
        "silent_days",
        "the searches that found nothing did not cover all of its days",
        "{searched_days} of {all_days} were searched and nothing found.",
    ),
    (
        "searched_not_silent",
        "enough of the interval was searched, but a search found something or does not say what",
        "{no_statement} on our record for {days}. Searched ({searched_days} of {all_days}), but not every"
        " search says that it found nothing.",
    ),
    (
        "partly_searched",
        "less of the interval was searched, or the searches do not name what they searched",
        "{no_statement} on our record for {days}; searched in part ({searched_days} of {all_days}).",
    ),
    (
        "not_searched",
        "nobody searched the interval",
        "{no_statement} on our record for {days}. Not searched yet. This is a gap in our work, not in the"
        " record.",
    ),
    (
        "may_lie_within",
        "statements of unknown day may lie in the interval",
        "{number} of unknown day may lie in this time.",
    ),
    (
        "apart_within",
        "statements that do not count lie in the interval, or may lie in it",
        "Shown apart, and of this time or perhaps of it: {number}.",
    ),
)
SEQUENCE: Final = sentences_by_name(
    (
        "said_taken_back",
        "in a list, for a statement that was retracted or disavowed",
        "Retracted or disavowed by another claim on our record.",
    ),
    ("same_day", "in a list, if two statements are of the same day", "Same day as the one above."),
    (
        "order_not_known",
        "in a list, if it is not known which of two statements is earlier",
        "Before or after the one above: not known.",
    ),
)
OUTLETS: Final = sentences_by_name(
    (
        "outlet_searched_once",
        "one search covers a time of an outlet, on the coverage page",
        "{searched} by {by}, {day}: {found}.",
    ),
    (
        "outlet_searched_often",
        "several searches cover a time of an outlet, on the coverage page",
        "{searched} {times}, latest by {by}, {day}: {found}.",
    ),
    ("outlet_not_searched", "nobody searched a time of an outlet, on the coverage page", "Not searched."),
)
COMPARISONS: Final = sentences_by_name(
    (
        "shared_window",
        "statements of several voices on one position are compared",
        "On {position} the statements of {voices} on our record share the time {period}. What lies outside of"
        " it is not compared.",
    ),
    (
        "no_shared_window",
        "it is not known that the voices compared share a time on the position",
        "On {position} our record has statements by {voices}: they share no known time. Their words stand"
        " side by side; what each said over time is not compared.",
    ),
    (
        "no_dated_statement",
        "a voice that is compared has no dated statement that counts on the position",
        "On {position} our record has no dated statement that counts by {voices}. The words stand side by"
        " side; what each said over time is not compared.",
    ),
)
SUBJECTS: Final[Mapping[str, Mapping[str, Sentence]]] = MappingProxyType(
    {
        "What a line amounts to": FINDINGS,
        "The facts beside it": FACTS,
        "Long intervals": INTERVALS,
        "The order of statements": SEQUENCE,
        "What was searched of an outlet": OUTLETS,
        "Claims that nothing has changed": CHECKS,
        "The time that compared voices share": COMPARISONS,
    }
)
"""All sentences by subject, in the order of the method page."""
SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {name: sentence for sentences in SUBJECTS.values() for name, sentence in sentences.items()}
)


def say(name: str, **values: str) -> str:
    """The sentence of this name, filled with its values.

    Raises ``KeyError`` for an unknown name and ``TypeError`` for missing or unknown values.
    """
    sentence = SENTENCES[name]
    if values.keys() != sentence.values:
        raise TypeError(f"{name} takes {sorted(sentence.values)}, not {sorted(values)}")
    written = isolated(sentence.text.format(**values))
    if written.endswith("..") and not written.endswith("..."):
        written = written[:-1]  # The last value was a name that ends in a full stop of its own.
    return written[0].upper() + written[1:]
