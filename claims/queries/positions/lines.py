"""Several positions, each with the line of the voice that says most on it.

The cost is bounded: every position comes with stored counts, but lines are read only for as many positions as
have at most ``MOST_READ`` stances together. The others are shown without a line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q

from claims.domain.positions.coverage import Search
from claims.domain.positions.sides import Answers
from claims.domain.positions.timeline import Timeline, timeline
from claims.domain.positions.voices import AttributedStance, Voice
from claims.domain.record.paths import position_path
from claims.domain.record.shared import Answer
from claims.domain.text.plurals import number_of
from claims.models import FrontQuestion, Position
from claims.queries.paging import address
from claims.queries.positions.list import ROW_VALUES, PositionRow, position_row, with_counts
from claims.queries.stances.attributed import attributed_stances_on, voices_on
from claims.queries.stances.searches import searches_on_each

MOST_READ: Final = 2000
"""A page reads at most this many stances."""
ANSWER: Final = ("answers__slug", "answers__text", "answers__rule", "answers__side")


@dataclass(frozen=True, slots=True)
class PositionInList:
    """A public position with its answers, and ``row`` for lists.

    ``editors_finding`` is what editors wrote. ``is_picked`` marks their question of the moment.
    """

    pk: int
    row: PositionRow
    answers: Answers
    editors_finding: str
    is_picked: bool


@dataclass(frozen=True, slots=True)
class ReadPosition:
    """All public stances on a position, and the searches on it."""

    position: PositionInList
    stances: tuple[AttributedStance, ...]
    searches: tuple[Search, ...]

    def line_of(self, voice: Voice) -> Timeline:
        """The line of a voice on the position."""
        return timeline(
            self.stances,
            voice=voice,
            position=self.position.row.slug,
            answers=self.position.answers,
            searches=self.searches,
        )


def positions_with_answers(which: Q) -> tuple[PositionInList, ...]:
    """The public positions that match, those with most claims first. One query."""
    picked = FrontQuestion.objects.filter(position=OuterRef("pk"))
    rows = (
        with_counts(Position.objects.published().filter(which))
        .annotate(is_picked=Exists(picked))
        .order_by(F("claims_count").desc(nulls_last=True), "question", "pk", "answers__place", "answers__pk")
        .values(*ROW_VALUES, "ordered", "exclusive", "finding", "is_picked", *ANSWER)
    )
    first: dict[int, Mapping[str, Any]] = {}
    answers: dict[int, list[Answer]] = defaultdict(list)
    for row in rows:
        first.setdefault(row["pk"], row)
        if row["answers__slug"]:
            answers[row["pk"]].append(Answer(**{name[9:]: row[name] for name in ANSWER}))
    return tuple(
        PositionInList(
            pk=pk,
            row=position_row(row),
            answers=Answers(tuple(answers[pk]), row["ordered"], row["exclusive"]),
            editors_finding=row["finding"],
            is_picked=row["is_picked"],
        )
        for pk, row in first.items()
    )


def read_positions(
    positions: Sequence[PositionInList], *, most: int = MOST_READ
) -> Mapping[int, ReadPosition]:
    """The stances on these positions by primary key, ``most`` of them together. Three queries.

    Positions are read in order. One with too many stances is left out, and the next one is tried.
    """
    chosen: list[PositionInList] = []
    for position in positions:
        if position.row.claims <= most:
            most -= position.row.claims
            chosen.append(position)
    pks = [position.pk for position in chosen]
    stances, searches = attributed_stances_on(pks), searches_on_each(pks)
    return {
        position.pk: ReadPosition(position, stances[position.pk], searches[position.pk])
        for position in chosen
    }


def leading_voice(stances: Sequence[AttributedStance]) -> Voice | None:
    """The voice with the most statements, or None if nobody speaks.

    Who only spoke jointly, or through a head, does not lead.
    """
    heard = voices_on(stances, {})
    return heard[0].voice if heard else None


def line_address(position: str, voice: Voice) -> str:
    """The page of a position that follows this voice."""
    return address(position_path(position), {"voice": voice.slug})


def changes_in_words(line: Timeline) -> str:
    """ "2 changes of position", or "at least 2 …" if not every order is known; empty without one."""
    if not line.answers.ordered or not line.least_changes:
        return ""
    words = f"{number_of(line.least_changes, 'change')} of position"
    return words if line.is_ordered else f"at least {words}"


def latest_of(line: Timeline) -> AttributedStance | None:
    """The statement of the latest known day in own words or as reported, or None."""
    known = [stance for stance in line.stances if not (stance.said.starts_open or stance.said.ends_open)]
    return max(known, key=lambda one: (one.said.latest, one.said.earliest, one.key), default=None)
