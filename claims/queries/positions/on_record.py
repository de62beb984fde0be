"""What several positions have on record, in a few words: the layers and the leads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.domain.positions.sentence import Sentence
from claims.domain.text.plurals import number_of
from claims.queries.positions.in_layers import layers_shown
from claims.queries.positions.lines import (
    PositionInList,
    ReadPosition,
    in_list,
    read_positions,
)
from claims.queries.positions.list import BriefRow, PositionRow


@dataclass(frozen=True, slots=True)
class OnRecord:
    """``layers`` has a sentence for each layer that holds any statement, and one for own words.

    ``leads`` is "12 leads not yet followed", or empty.
    """

    layers: tuple[Sentence, ...]
    leads: str


@dataclass(frozen=True, slots=True)
class ListedPosition:
    """A position in a list; ``on_record`` is None if there are too many statements to read."""

    row: BriefRow
    on_record: OnRecord | None


def listed_positions(
    positions: Sequence[PositionInList], read: Mapping[str, ReadPosition]
) -> tuple[ListedPosition, ...]:
    """These positions with what they have on record."""
    return tuple(
        ListedPosition(
            position.row,
            of_position(read[position.row.slug]) if position.row.slug in read else None,
        )
        for position in positions
    )


def on_record(rows: Sequence[PositionRow]) -> Mapping[str, OnRecord]:
    """What the positions of these rows have on record, by slug. Those with too many statements have no entry.

    Four queries at most.
    """
    positions = in_list((row, row.document) for row in rows)
    listed = listed_positions(positions, read_positions(positions))
    return {one.row.slug: one.on_record for one in listed if one.on_record is not None}


def of_position(read: ReadPosition) -> OnRecord:
    """What a position has on record."""
    return OnRecord(
        layers=tuple(sentence for _, sentence in layers_shown(read.stances, read.position.answers)),
        leads=f"{number_of(len(read.leads), 'lead')} not yet followed" if read.leads else "",
    )
