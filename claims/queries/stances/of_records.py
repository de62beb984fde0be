"""The grades of stances and words, from the records of claims: for their pages and comparisons."""

from __future__ import annotations

from claims.domain.positions.grades import Grading, Reach, grade_of
from claims.domain.positions.stance_facts import chain_reach
from claims.domain.record.claim import ClaimRecord, Stance
from claims.domain.record.source_facts import facts_of
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
    sources = {hop.source: known.source(hop.source) for hop in claim.chain if hop.source}
    return chain_reach(claim, {key: facts_of(source) for key, source in sources.items() if source})
