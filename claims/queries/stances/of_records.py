"""The grades of stances and words, from the records of claims: for their pages and comparisons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claims.domain.positions.grades import Grading, Reach, grade_of
from claims.domain.positions.stance_facts import chain_reach
from claims.domain.record.claim import Check, ClaimRecord, Stance
from claims.domain.record.source_facts import facts_of
from claims.queries.known_records import KnownRecords
from claims.queries.records import Document


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


@dataclass(frozen=True, slots=True)
class StanceDetail:
    """``check`` is the consistency check by an editor."""

    grounds: str
    check: Check | None


def stance_details(position: str, claims: Iterable[Document]) -> Mapping[str, StanceDetail]:
    """The details of the stances of these claims on a position, by key."""
    return {
        claim["key"]: StanceDetail(stance.get("grounds", ""), recorded_check(stance))
        for claim in claims
        for stance in claim.get("stances", ())
        if stance["position"] == position
    }


def recorded_check(stance: Document) -> Check | None:
    """The consistency check that an editor made, from the document of a stance."""
    check = stance.get("check")
    return Check(**{**check, "tested": tuple(check.get("tested", ()))}) if check else None
