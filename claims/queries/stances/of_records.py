"""The grades of stances and words, from the records of claims: for their pages and comparisons."""

from __future__ import annotations

from claims.domain.positions.grades import Grading, Reach, Step, grade_of, reach_of
from claims.domain.record.claim import ClaimRecord, Stance
from claims.queries.known_records import KnownRecords


def grading_of(claim: ClaimRecord, known: KnownRecords, stance: Stance | None = None) -> Grading:
    """The grade of a stance of a claim; without one, that of its words."""
    speaker = known.speaker(claim.speaker)
    return grade_of(
        form=claim.words.form or "summary",
        speaker_kind=speaker.kind if speaker else "unidentified",
        basis=stance.basis if stance else "own_words",
        has_answer=bool(stance and stance.answer),
        names_no_office=speaker.names_no_office if speaker else False,
        translated_from=claim.words.translated_from,
        reach=_reach(claim, known),
    )


def _reach(claim: ClaimRecord, known: KnownRecords) -> Reach:
    """The reach of the chain. A source that was not read counts as one with an outlet and an address."""
    steps = []
    for hop in claim.chain:
        source = known.source(hop.source)
        steps.append(
            Step(
                number=hop.hop,
                how=hop.how,
                parent=hop.from_,
                has_source=bool(hop.source),
                has_outlet=bool(hop.outlet or (source.outlet if source else hop.source)),
                has_address=bool((source.url or source.archived_url) if source else hop.source),
            )
        )
    return reach_of(steps)
