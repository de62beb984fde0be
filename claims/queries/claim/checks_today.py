"""The check of a claim against what its voice said before and after, by the record of today."""

from __future__ import annotations

from collections.abc import Mapping

from claims.domain.positions.consistency import ConsistencyCheck, check_consistency
from claims.domain.positions.sides import Answers
from claims.domain.record.claim import ClaimRecord
from claims.queries.known_records import KnownRecords
from claims.queries.stances.around import Around
from claims.queries.stances.attributed import read_stances
from claims.queries.stances.searches import searches_in


def checks_today(
    claim: ClaimRecord, known: KnownRecords, around: Mapping[str, Around]
) -> Mapping[str, ConsistencyCheck]:
    """The check of each public stance of a claim against the line of its voice, by position.

    ``known`` has the positions, ``around`` what is on record around those to check. Five queries, which read
    only the stances of the claim's own voices.
    """
    if not around:
        return {}
    voices = {stance.of or claim.on_behalf_of or claim.speaker for stance in claim.stances}
    read = read_stances(around, of=voices)
    found = {}
    for position, stances in read.on.items():
        own = next((one for one in stances if one.key == claim.key), None)
        record = known.position(position)
        if own is not None and record is not None:
            found[position] = check_consistency(
                own,
                stances,
                position=position,
                answers=Answers.of(record),
                searches=searches_in(around[position].coverage, position),
            )
    return found
