"""Several positions, each with the line of the voice that says most on it.

The cost is bounded: every position comes with stored counts, but lines are read only for as many positions as
have at most ``MOST_READ`` stances together. The others are shown without a line.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from claims.domain.positions.coverage import Search
from claims.domain.positions.sides import Answers
from claims.domain.positions.timeline import Timeline, timeline
from claims.domain.positions.voices import AttributedStance, Stances, Voice
from claims.domain.record.paths import position_path
from claims.domain.text.plurals import number_of
from claims.queries.paging import address
from claims.queries.positions.list import BriefRow, brief_rows
from claims.queries.records import Document, public_documents
from claims.queries.stances.answers import answers_in
from claims.queries.stances.around import around_each
from claims.queries.stances.attributed import read_stances, voices_on
from claims.queries.stances.searches import searches_in

MOST_READ: Final = 500
"""A page reads at most this many stances."""


@dataclass(frozen=True, slots=True)
class PositionInList:
    """A public position with its answers, and ``row`` for lists.

    ``editors_finding`` is what editors wrote.
    """

    row: BriefRow
    answers: Answers
    editors_finding: str


@dataclass(frozen=True, slots=True)
class ReadPosition:
    """All public stances on a position, and the searches on it.

    ``names`` has the names of their speakers, and of others on whose positions this page has stances.
    ``leads`` are the documents of those that became no claim.
    """

    position: PositionInList
    stances: Stances
    searches: tuple[Search, ...]
    names: Mapping[str, str]
    leads: Sequence[Document]

    def line_of(self, voice: Voice) -> Timeline:
        """The line of a voice on the position."""
        return timeline(
            self.stances,
            voice=voice,
            position=self.position.row.slug,
            answers=self.position.answers,
            searches=self.searches,
        )


def positions_with_answers(slugs: Iterable[str]) -> tuple[PositionInList, ...]:
    """The public positions with these slugs, those with most claims first. Two queries."""
    return positions_in_list([*public_documents(("position", slug) for slug in slugs).values()])


def positions_in_list(documents: Sequence[Document]) -> tuple[PositionInList, ...]:
    """The positions of these documents, those with most claims first. One query."""
    return in_list(zip(brief_rows(documents), documents, strict=True))


def in_list(rows: Iterable[tuple[BriefRow, Document]]) -> tuple[PositionInList, ...]:
    """The positions of these rows and documents, those with most claims first."""
    found = [PositionInList(row, answers_in(one), one.get("finding", "")) for row, one in rows]
    return tuple(sorted(found, key=lambda one: (-one.row.claims, one.row.question, one.row.slug)))


def read_positions(
    positions: Sequence[PositionInList], *, most: int = MOST_READ
) -> Mapping[str, ReadPosition]:
    """The stances on these positions by slug, ``most`` of them together. Four queries.

    Positions are read in order. One with too many stances is left out, and the next one is tried.
    """
    chosen: list[PositionInList] = []
    for position in positions:
        if position.row.claims <= most:
            most -= position.row.claims
            chosen.append(position)
    slugs = [position.row.slug for position in chosen]
    read, around = read_stances(slugs), around_each(slugs)
    names = {slug: speaker.name for slug, speaker in read.speakers.items()}
    return {
        slug: ReadPosition(
            position, read.on[slug], searches_in(around[slug].coverage, slug), names, around[slug].leads
        )
        for slug, position in zip(slugs, chosen, strict=True)
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
