"""Who reports the words of a claim: the outlets on the way from our page to the speaker."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

_TAKES: Mapping[str, str] = MappingProxyType(
    {"direct_quote": "quoting", "translation": "translating", "summary": "summing up"}
)


class Step(NamedTuple):
    """One hop: its number, how it got the words, the hop before it, and the name of its outlet, or empty."""

    hop: int
    how: str
    parent: int | None
    outlet: str


def way_of(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps with an outlet on the way from the nearest one, each from the step before it."""
    by_number = {step.hop: step for step in steps}
    number = min(by_number, default=None)
    way = []
    while number is not None and number in by_number:
        step = by_number.pop(number)
        number = step.parent
        if step.outlet:
            way.append(step)
    return tuple(way)


def is_outlets_own(steps: Sequence[Step], speaker: str) -> bool:
    """Whether the only step is the speaker itself: a sentence that an outlet wrote in its own name."""
    return len(steps) == 1 and bool(speaker) and steps[0].outlet == speaker


def has_marks(form: str, steps: Sequence[Step], speaker: str) -> bool:
    """Whether words stand in quotation marks: a whole utterance does, unless an outlet wrote it itself."""
    return form == "quoted" and not is_outlets_own(steps, speaker)


def reporter(steps: Sequence[Step], speaker: str) -> str:
    """The name of the outlet whose words they are; empty if it is not known.

    It is the last one on the way to the speaker, or the first one that sums up.
    An outlet that is itself the speaker reports its words only where no other does.
    """
    return _reporters(steps, speaker)[-1]


def _reporters(steps: Sequence[Step], speaker: str) -> list[str]:
    names = []
    for step in way_of(steps):
        names.append(step.outlet)
        if step.how == "summary":
            break  # The words are those of the outlet that summed up.
    while len(names) > 1 and names[-1] == speaker:
        names.pop()
    return names or [""]


def reported_by(form: str, steps: Sequence[Step], speaker: str) -> str:
    """The words before those that are not the speaker's own: "as RFE/RL reports:"; else empty.

    "as The Atlantic reports, quoted by Briefly:" where another outlet passes them on. Empty for an outlet's
    own words.
    """
    names = _reporters(steps, speaker)
    if form == "quoted" or (names[-1] and names[-1] == speaker):
        return ""
    said = f"as {names[-1] or 'the source'} {'sums up' if form == 'summary' else 'reports'}"
    if names[0] == names[-1]:
        return f"{said}:"
    return f"{said}, {'quoted' if way_of(steps)[0].how == 'direct_quote' else 'passed on'} by {names[0]}:"


def outlets_in_words(steps: Sequence[Step]) -> str:
    """The outlets of the way: "The Moscow Times, quoting RBC"; empty if none is known."""
    words, verb = "", ""
    for step in way_of(steps):
        words = f"{words}, {verb} {step.outlet}" if words else step.outlet
        verb = _TAKES.get(step.how, "citing")
    return words
