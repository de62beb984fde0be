"""The brackets of a chart. Each belongs to a claim that nothing has changed, and shows its consistency check.

A bracket reaches back to the baseline of the claim. Without a baseline it is open and reaches to the first
statement tested; if there is none, it is short. Brackets that would overlap are put into different rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from claims.domain.charts.axis import ChartAxis
from claims.domain.charts.marks import Bracket, ChartText
from claims.domain.charts.shapes import bracket_path
from claims.domain.charts.time_strip import CHARACTER_PX
from claims.domain.positions.consistency import ConsistencyCheck
from claims.domain.positions.days import date_range
from claims.domain.positions.extent import day

MOST_ROWS: Final = 6
ROW: Final = 30
STUB: Final = 24
GAP: Final = 6
MARKS: Final = {
    "agrees": "=",
    "one_agrees": "=",
    "goes_further": "↑",
    "goes_less_far": "↓",
    "line_before": "–",
    "conflicts": "⇄",
}
WORDS: Final = {
    "agrees": "agrees",
    "one_agrees": "agrees",
    "goes_further": "goes further",
    "goes_less_far": "goes less far",
    "named_beside": "another answer",
    "line_before": "gives no answer; one line before",
    "changed_before": "gives no answer; changed before",
    "conflicts": "conflicts",
    "nothing_earlier": "nothing earlier",
    "order_not_known": "order not known",
    "unclear": "unclear",
    "": "not compared",
}
MAY_CONFLICT: Final = "may conflict; not confirmed"


@dataclass(frozen=True, slots=True)
class _Extent:
    """A bracket without a row: from ``x1`` to ``x2``, with its text from ``text_x`` to ``text_end``."""

    check: ConsistencyCheck
    x1: int
    x2: int
    is_open: bool
    words: str
    text_x: int
    text_end: int

    @property
    def left(self) -> int:
        return min(self.x1, self.text_x)

    @property
    def right(self) -> int:
        return max(self.x2, self.text_end)


def outcome_words(check: ConsistencyCheck) -> str:
    """The outcome with its mark: "= agrees (6 before)". An editor's outcome takes precedence."""
    confirmed = check.claim.confirmed
    outcome = confirmed or check.outcome
    words = WORDS.get(outcome, outcome)
    if outcome == "conflicts" and not confirmed:
        words = MAY_CONFLICT
    text = f"{MARKS.get(outcome, '?')} {words}"
    notes = []
    if outcome == check.outcome and outcome in ("agrees", "line_before"):
        notes.append(f"{len(check.run):,} before")
    if check.is_as_reported and check.outcome not in ("", "nothing_earlier", "order_not_known"):
        notes.append("as reported")
    if confirmed and confirmed != check.outcome:
        notes.append("an editor’s")
    return f"{text} ({', '.join(notes)})" if notes else text


def brackets_of(
    checks: Sequence[ConsistencyCheck], axis: ChartAxis, top: int
) -> tuple[tuple[Bracket, ...], int, int]:
    """The brackets below ``top``, the number of their rows, and the number of brackets without room.

    Claims without a date have no bracket. Conflicts get room first, then later claims.
    """
    dated = [check for check in checks if check.claim.said.is_closed and check.outcome]
    extents = [_extent(check, axis) for check in sorted(dated, key=_weight)]
    rows: list[list[_Extent]] = []
    found: list[tuple[int, _Extent]] = []
    for extent in extents:
        row = next(
            (n for n, row in enumerate(rows) if not any(_cover(extent, other) for other in row)), len(rows)
        )
        if row == MOST_ROWS:
            continue
        if row == len(rows):
            rows.append([])
        rows[row].append(extent)
        found.append((row, extent))
    drawn = [_drawn(extent, top + row * ROW) for row, extent in found]
    ordered = tuple(sorted(drawn, key=lambda bracket: (bracket.x2, bracket.key)))
    return ordered, len(rows), len(extents) - len(found)


def _weight(check: ConsistencyCheck) -> tuple[bool, int, str]:
    outcome = check.claim.confirmed or check.outcome
    return (outcome != "conflicts", -check.claim.said.earliest.toordinal(), check.claim.key)


def _extent(check: ConsistencyCheck, axis: ChartAxis) -> _Extent:
    x2 = axis.x(check.claim.said.earliest)
    since = check.claim.since
    first, _ = date_range(check.run)
    if not since.undated and not since.starts_open:
        x1, is_open = axis.x(since.earliest), not axis.holds(since.earliest)
    elif first is not None:
        x1, is_open = axis.x(first.earliest), True
    else:
        x1, is_open = x2 - STUB, True
    x1 = max(min(x1, x2 - GAP), axis.left - GAP)
    x2 = max(x2, x1 + GAP)
    words = outcome_words(check)
    length = len(words) * CHARACTER_PX
    text_x = min(max(x2 - length, axis.left - GAP), max(axis.right - length, axis.left - GAP))
    return _Extent(check, x1, x2, is_open, words, text_x, text_x + length)


def _cover(one: _Extent, other: _Extent) -> bool:
    return one.left < other.right + GAP and other.left < one.right + GAP


def _drawn(extent: _Extent, top: int) -> Bracket:
    y = top + ROW - 10
    claim = extent.check.claim
    return Bracket(
        key=claim.key,
        x1=extent.x1,
        x2=extent.x2,
        path=bracket_path(extent.x1, extent.x2, y, is_open=extent.is_open),
        is_open=extent.is_open,
        text=ChartText(extent.words, extent.text_x, y - 5, "start", "outcome"),
        label=f"{day(claim.said)}, {claim.speaker_name}, says nothing changed: {extent.words}",
    )
