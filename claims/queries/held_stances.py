"""The stances on a position, and what was searched on it, as our record held them at an instant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from claims.domain.coverage import Search
from claims.domain.dates import FuzzyDate
from claims.domain.record import ClaimRecord, Stance
from claims.domain.shared_records import CoverageRecord
from claims.domain.voices import VoicedStance, offices_held
from claims.models import CoverageCheck
from claims.queries.held_claims import held_on_position
from claims.queries.known_records import KnownRecords
from claims.queries.position_voices import KnownVoices
from claims.queries.records import Place, public_records
from claims.queries.searches import NamedSearches


@dataclass(frozen=True, slots=True)
class HeldStances:
    """``claims`` are the records of then by key, ``known`` what they point to, with the names of then."""

    stances: tuple[VoicedStance, ...]
    claims: Mapping[str, ClaimRecord]
    known: KnownRecords

    @property
    def voices(self) -> KnownVoices:
        """What was then on record of those who speak, as far as these claims name them."""
        part_of: dict[str, str] = {}
        tenures = {}
        for slug in sorted({slug for claim in self.claims.values() for slug in _speakers(claim, None)}):
            speaker = self.known.speaker(slug)
            if speaker is None:
                continue
            if speaker.part_of:
                part_of[slug] = speaker.part_of
            tenures[slug] = tuple(tenure for tenure in speaker.tenures if tenure.body)
        bodies = {*part_of.values(), *(t.body for held in tenures.values() for t in held)}
        names = {body: self.known.label("speaker", body).name for body in bodies}
        return KnownVoices(part_of, names, tenures)


def held_stances(position: str, *, at: datetime, known_by: date | None = None) -> HeldStances:
    """The stances held ``at`` an instant, of then, with ``known_by`` those said by the end of that day.

    The same number of queries whatever their number.
    """
    claims = {held.key: held.record for held in held_on_position(position, at=at, known_by=known_by)}
    stances = {
        key: next(stance for stance in claim.stances if stance.position == position)
        for key, claim in claims.items()
        if any(stance.position == position for stance in claim.stances)
    }
    wanted: set[Place] = set()
    for key, stance in stances.items():
        wanted |= {("speaker", slug) for slug in _speakers(claims[key], stance)}
        wanted |= {("source", hop.source) for hop in claims[key].chain if hop.source}
    known = KnownRecords.find(wanted, at=at)
    bodies = {("speaker", body) for body in _bodies(wanted, known)}
    known = known.and_also(bodies, at=at)
    told = tuple(_voiced(claims[key], stance, known) for key, stance in stances.items())
    return HeldStances(told, {key: claims[key] for key in stances}, known)


def held_searches(position: str, *, at: datetime) -> NamedSearches:
    """The searches that were on record ``at`` an instant. Three queries at most."""
    slugs = CoverageCheck.objects.published().filter(positions__slug=position).order_by("starts_earliest")
    order = list(slugs.values_list("slug", flat=True))
    held = public_records((("coverage", slug) for slug in order), at=at)
    records = [held[place].record for slug in order if (place := ("coverage", slug)) in held]
    checks = [one for one in records if isinstance(one, CoverageRecord) and position in one.positions]
    places: set[Place] = {("speaker", check.voice) for check in checks}
    places |= {("outlet", outlet) for check in checks for outlet in check.outlets}
    known = KnownRecords.find(places, at=at)
    return NamedSearches(
        tuple(Search.of(check) for check in checks),
        {key: known.label(kind, key).name for kind, key in places if kind == "outlet"},
        {key: known.label(kind, key).name for kind, key in places if kind == "speaker"},
    )


def _voiced(claim: ClaimRecord, stance: Stance, known: KnownRecords) -> VoicedStance:
    speaker = known.speaker(claim.speaker)
    own = stance.of or claim.on_behalf_of
    said = FuzzyDate.parse(claim.said)
    cap = _cap(claim, known)
    said = said.capped(cap) if cap else said
    return VoicedStance(
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
        precedes=frozenset(one.to for one in claim.relations if one.kind == "precedes"),
        confirmed=stance.check.confirmed if stance.check else "",
    )


def _cap(claim: ClaimRecord, known: KnownRecords) -> date | None:
    """The latest day on which the words can have been said, as far as the sources of then tell."""
    days = []
    for hop in claim.chain:
        if source := known.source(hop.source):
            told = (FuzzyDate.parse(text) for text in (source.published, source.retrieved))
            days += [day.latest for day in told if not day.undated]
    return min(days, default=None)


def _speakers(claim: ClaimRecord, stance: Stance | None) -> set[str]:
    of = stance.of if stance else ""
    return {claim.speaker, claim.on_behalf_of, of, *claim.with_} - {""}


def _bodies(places: Iterable[Place], known: KnownRecords) -> set[str]:
    found: set[str] = set()
    for kind, key in places:
        if kind == "speaker" and (speaker := known.speaker(key)):
            found |= {speaker.part_of, *(tenure.body for tenure in speaker.tenures)}
    return found - {""}
