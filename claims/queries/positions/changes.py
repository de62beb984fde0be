"""The changes of a line as small comparisons of before and after."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.domain.positions.changes import Change
from claims.domain.positions.findings import change_sentence, speakers_sentence
from claims.domain.positions.sentence import Sentence
from claims.domain.positions.sides import Answers
from claims.domain.positions.timeline import Timeline
from claims.domain.positions.voices import AttributedStance
from claims.domain.record.paths import compare_path
from claims.domain.text.plurals import number_of
from claims.queries.claim.rows import ClaimRow

MOST_CHANGES = 6


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change: the nearest statement, and how many ``others`` there are."""

    answer: str
    claim: ClaimRow
    others: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """``days`` is the time between, as far as it is known. ``note`` says that the speaker changed."""

    sentence: Sentence
    before: Side
    after: Side
    days: str
    compare_url: str
    note: str


@dataclass(frozen=True, slots=True)
class ShownChanges:
    """The newest of ``count`` changes."""

    changes: tuple[ShownChange, ...]
    count: int

    @property
    def left(self) -> int:
        """How many earlier changes are not shown."""
        return self.count - len(self.changes)


def newest_of(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes that a page shows."""
    return tuple(changes[-MOST_CHANGES:])


def keys_in(changes: Iterable[Change]) -> set[str]:
    """The keys of the claims that are quoted for these changes."""
    return {side.key for change in changes for side in _nearest(change)}


def shown_changes(changes: Sequence[Change], line: Timeline, rows: Mapping[str, ClaimRow]) -> ShownChanges:
    """The changes for the page. ``rows`` has the claims that ``keys_in`` names."""
    shown = []
    for change in newest_of(changes):
        before, after = _nearest(change)
        if before.key in rows and after.key in rows:
            shown.append(
                ShownChange(
                    sentence=change_sentence(change, line.answers),
                    before=_side(before, len(change.before), line.answers, rows),
                    after=_side(after, len(change.after), line.answers, rows),
                    days=change.days.words(),
                    compare_url=compare_path({before.key, after.key}),
                    note=str(speakers_sentence(change)) if change.other_speakers else "",
                )
            )
    return ShownChanges(tuple(shown), len(changes))


def _nearest(change: Change) -> tuple[AttributedStance, AttributedStance]:
    """The latest statement before and the first after. Of several, one that is not as reported."""
    before = max(change.before, key=lambda one: (not one.is_as_reported, one.said.latest, one.key))
    after = min(change.after, key=lambda one: (one.is_as_reported, one.said.earliest, one.key))
    return before, after


def _side(stance: AttributedStance, number: int, answers: Answers, rows: Mapping[str, ClaimRow]) -> Side:
    others = f"and {number_of(number - 1, 'other claim')}" if number > 1 else ""
    return Side(answers.text(stance.answer), rows[stance.key], others)
