"""What several positions have on record, in a few words: the layers, two statements, and the leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.domain.positions.sentence import Sentence
from claims.domain.positions.voices import AttributedStance
from claims.domain.text.plurals import number_of
from claims.queries.positions.in_layers import earliest_and_latest, layers_shown
from claims.queries.positions.lines import (
    PositionInList,
    ReadPosition,
    read_positions,
    rows_with_answers,
)
from claims.queries.positions.list import PositionRow
from claims.queries.stances.leads import open_leads


@dataclass(frozen=True, slots=True)
class OnRecord:
    """``layers`` has a sentence for each layer that holds any statement, and one for own words.

    ``quoted`` are the earliest and the latest statement. ``leads`` is "12 leads not yet followed", or empty.
    """

    layers: tuple[Sentence, ...]
    quoted: tuple[AttributedStance, ...]
    leads: str


@dataclass(frozen=True, slots=True)
class ListedPosition:
    """A position in a list; ``on_record`` is None if there are too many statements to read."""

    row: PositionRow
    on_record: OnRecord | None


def listed_positions(
    positions: Sequence[PositionInList],
    read: Mapping[str, ReadPosition],
    leads: Mapping[str, Sequence[object]],
) -> tuple[ListedPosition, ...]:
    """These positions with what they have on record; ``leads`` are the open ones on each."""
    return tuple(
        ListedPosition(
            position.row,
            of_position(read[position.row.slug], len(leads[position.row.slug]))
            if position.row.slug in read
            else None,
        )
        for position in positions
    )


def on_record(rows: Sequence[PositionRow]) -> Mapping[str, OnRecord]:
    """What the positions of these rows have on record, by slug. Those with too many statements have no entry.

    Six queries at most.
    """
    positions = rows_with_answers(rows)
    read = read_positions(positions)
    leads = open_leads(position.row.slug for position in positions)
    listed = listed_positions(positions, read, leads)
    return {one.row.slug: one.on_record for one in listed if one.on_record is not None}


def of_position(read: ReadPosition, leads: int) -> OnRecord:
    """What a position has on record, with the number of its leads."""
    return OnRecord(
        layers=tuple(layer.sentence for layer in layers_shown(read.stances, read.position.answers)),
        quoted=earliest_and_latest(read.stances),
        leads=f"{number_of(leads, 'lead')} not yet followed" if leads else "",
    )
