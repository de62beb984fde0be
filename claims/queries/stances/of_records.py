"""Stances read from the records of claims: for a past instant, a page of a claim, or a comparison.

``attributed`` reads the stances of today from the tables.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.grades import Grading, Reach, Step, grade_of, reach_of
from claims.domain.positions.voices import AttributedStance, bodies_spoken_for, offices_held
from claims.domain.record.claim import ClaimRecord, Stance
from claims.domain.text.folding import fold
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


def attributed_stance(
    claim: ClaimRecord,
    stance: Stance,
    known: KnownRecords,
    taken_back: frozenset[str] = frozenset(),
) -> AttributedStance:
    """A stance of a claim. ``taken_back`` are the keys of claims that retract or disavow it."""
    speaker = known.speaker(claim.speaker)
    own = stance.of or claim.on_behalf_of
    said = FuzzyDate.parse(claim.said)
    cap = _cap(claim, known)
    said = said.capped(cap) if cap else said
    passages = [passage.text for hop in claim.chain if hop.hop == 1 for passage in hop.exact]
    found = AttributedStance(
        key=claim.key,
        said=said,
        speaker=claim.speaker,
        speaker_name=known.label("speaker", claim.speaker).name,
        speaker_kind=speaker.kind if speaker else "person",
        own=own,
        own_name=known.label("speaker", own).name if own else "",
        answer=stance.answer or "",
        unchanged=stance.unchanged,
        since=FuzzyDate.parse(stance.since),
        form=claim.words.form,
        basis=stance.basis,
        kind=claim.kind,
        role=claim.role,
        occasion=claim.occasion.slug if claim.occasion else "",
        condition=stance.condition,
        with_=frozenset(claim.with_),
        offices=offices_held(speaker.tenures, said) if speaker else frozenset(),
        speaks_for=bodies_spoken_for(speaker.tenures, said) if speaker else frozenset(),
        precedes=frozenset(one.to for one in claim.relations if one.kind == "precedes") | taken_back,
        confirmed=stance.check.confirmed if stance.check else "",
        taken_back=taken_back,
        sums_up=frozenset(one.to for one in claim.relations if one.kind == "sums_up"),
        translated_from=claim.words.translated_from,
        names_no_office=speaker.names_no_office if speaker else False,
        reach=_reach(claim, known),
        sources=frozenset(hop.source for hop in claim.chain if hop.source),
        outlets=_outlets(claim, known),
        place=fold(claim.occasion.place) if claim.occasion else "",
    )
    is_cut = found.layer in ("summed_up", "not_named")
    return replace(found, passage=passages[0]) if passages and is_cut else found


def _outlets(claim: ClaimRecord, known: KnownRecords) -> frozenset[str]:
    sources = (known.source(hop.source) for hop in claim.chain)
    of_sources = {source.outlet for source in sources if source}
    return frozenset({hop.outlet for hop in claim.chain} | of_sources) - {""}


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


def _cap(claim: ClaimRecord, known: KnownRecords) -> date | None:
    """The latest day on which the words can have been said, by the sources on record then."""
    days = []
    for hop in claim.chain:
        if source := known.source(hop.source):
            days_known = (FuzzyDate.parse(text) for text in (source.published, source.retrieved))
            days += [day.latest for day in days_known if not day.undated]
    return min(days, default=None)
