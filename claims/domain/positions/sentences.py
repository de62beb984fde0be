"""Every sentence that the software writes about lines through time, by name.

Pages use only these sentences for layers, changes, silences and checks. The method page prints this list, and
when each sentence is used.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from claims.domain.positions.check_sentences import CHECKS
from claims.domain.positions.sentence import Sentence, Template, templates_by_name
from claims.domain.text.folding import isolated

LAYERS: Final = templates_by_name(
    own_words=(
        "with every line, if there are quoted statements",
        "In own words{translated}: {extent}{speakers}: {answers}.",
    ),
    no_own_words=(
        "with every line, if there is no quoted statement",
        "In own words: no full quotation of {voice} on our record.",
    ),
    reported=("statements are reported, or quoted in part", "As reported: {extent}{speakers}: {answers}."),
    summed_up=("pages sum up what was said", "Summed up by {pages}: {extent}{speakers}: {answers}."),
    not_named=(
        "people who are not named said something, or others said it of somebody",
        "From people not named, or said of them by others: {extent} in {pages}{speakers}: {answers}.",
    ),
    leads=("there are leads on the position", "Leads not yet followed: {number}{period}."),
    no_day_searched=("nobody searched", "Nobody has searched yet."),
    days_searched=(
        "somebody searched for statements of the speaker on the position",
        "Searched: {days}, {period}, in {outlets}.",
    ),
)
CHANGES: Final = templates_by_name(
    position_changed=(
        "quoted answers are on different sides",
        "{voice}, in {extent}: the position changed {times}.",
    ),
    position_changed_undated=(
        "the same, if no two of them on different sides have a known order",
        "{voice}, in {extent}: on different sides. Their order is not known, so no change can be dated.",
    ),
    no_change=(
        "there are several quoted answers, all on one side",
        "{voice}, in {extent}: all on one side{side}, no change of position.",
    ),
    different_answers=(
        "quoted answers differ, on a position whose answers exclude one another",
        "{voice}, in {extent}: different answers, of which only one can hold.",
    ),
    cannot_be_said=(
        "there are fewer than two quoted answers",
        "Whether the position of {voice} changed cannot be said: our record has {number} in own words.",
    ),
    change=("with a change of position", "From ‘{from_answer}’ ({from_day}) to ‘{to_answer}’ ({to_day})."),
    change_as_reported=(
        "successive answers are on different sides, and one is not quoted",
        "As reported, from ‘{from_answer}’ ({from_day}) to ‘{to_answer}’ ({to_day}).",
    ),
    other_speakers=(
        "nobody who spoke before a change of position spoke after it",
        "The speaker changed too: {before} before ({from_day}), {after} after ({to_day}).",
    ),
    taken_back=(
        "statements of the line were retracted or disavowed",
        "Retracted or disavowed later: {number}. It was said all the same.",
    ),
)
PAIRS: Final = templates_by_name(
    pair_agrees=(
        "a page begins with two statements, and both give the same answer",
        "Both statements {layer}{by} give one answer: ‘{first}’.",
    ),
    pair_order_not_known=(
        "the same, their answers differ, and it is not known which came first",
        "The two statements {layer}{by} give different answers, ‘{first}’ and ‘{latest}’; which came first is"
        " not known.",
    ),
    pair_on_two_sides=(
        "the same, and their answers are on different sides",
        "The earliest and the latest {layer}{by} are on different sides: ‘{first}’, then ‘{latest}’.",
    ),
    pair_on_one_side=(
        "the same, and their answers differ on one side",
        "The earliest and the latest {layer}{by} are on one side: ‘{first}’, then ‘{latest}’.",
    ),
    pair_excludes=(
        "the same, and only one of their answers can hold",
        "The earliest and the latest {layer}{by} give different answers, of which only one can hold:"
        " ‘{first}’, then ‘{latest}’.",
    ),
    pair_differs=(
        "the same, and their answers do not exclude each other",
        "The earliest and the latest {layer}{by} give different answers, which do not exclude each other:"
        " ‘{first}’, then ‘{latest}’.",
    ),
)
INTERVALS: Final = templates_by_name(
    silence=(
        "searches prove that nothing was said on any day of the interval",
        "Nothing found for {days} ({outlets} searched).",
    ),
    silence_in_part=(
        "searches prove it for 30 days or more of the interval",
        "Nothing found on {searched} of {days} ({outlets} searched). Nobody has searched the rest.",
    ),
    searched_without_proof=(
        "an interval was searched, for fewer days or without proof",
        "{searched} of {days} without a statement on our record were searched, which does not show that"
        " nothing was said.",
    ),
    not_searched=(
        "nobody searched the interval",
        "{days} without a statement in own words or as reported on our record. Nobody has searched them: a"
        " gap in our work, not in what was said.",
    ),
    may_lie_within=(
        "statements of unknown day may lie in the interval",
        "{number} without a known day may be of this time.",
    ),
)
SEQUENCE: Final = templates_by_name(
    said_taken_back=(
        "in a list, for a statement that was retracted or disavowed",
        "Retracted or disavowed by another claim on our record.",
    ),
    same_day=("in a list, if two statements are of the same day", "Same day as the one above."),
    place_not_known=(
        "in a list, if it is not known which of two statements is earlier",
        "Before or after the one above: not known.",
    ),
)
OUTLETS: Final = templates_by_name(
    outlet_searched_once=(
        "one search covers a time of an outlet, on the coverage page",
        "{searched} by {by}, {day}: {found}.",
    ),
    outlet_searched_often=(
        "several searches cover a time of an outlet, on the coverage page",
        "{searched} {times}, latest by {by}, {day}: {found}.",
    ),
    outlet_not_searched=("nobody searched a time of an outlet, on the coverage page", "Not searched."),
    search_missed=(
        "a search did not find statements of its days and outlets that our record has",
        "It missed {missed} of {known} that we have, so it proves no silence.",
    ),
)
SUBJECTS: Final[Mapping[str, Mapping[str, Template]]] = MappingProxyType(
    {
        "What is on record, in layers": LAYERS,
        "Changes of position": CHANGES,
        "The earliest and the latest statement": PAIRS,
        "Long intervals": INTERVALS,
        "The order of statements": SEQUENCE,
        "What was searched of an outlet": OUTLETS,
        "Claims that nothing has changed": CHECKS,
    }
)
"""All sentences by subject, in the order of the method page."""
TEMPLATES: Final[Mapping[str, Template]] = MappingProxyType(
    {name: template for templates in SUBJECTS.values() for name, template in templates.items()}
)


def say(name: str, keys: Iterable[str] = (), /, **values: str) -> Sentence:
    """The sentence of this name, filled with its values. ``keys`` are the claims that it rests on.

    Raises ``KeyError`` for an unknown name and ``TypeError`` for missing or unknown values.
    """
    template = TEMPLATES[name]
    if values.keys() != template.values:
        raise TypeError(f"{name} takes {sorted(template.values)}, not {sorted(values)}")
    written = isolated(template.text.format(**values))
    if written.endswith("..") and not written.endswith("..."):
        written = written[:-1]  # The last value was a name that ends in a full stop of its own.
    return Sentence(name, written[0].upper() + written[1:], frozenset(keys))
