"""The stances and searches on a position, as they were on record at a past instant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from claims.domain.positions.coverage import Search
from claims.domain.positions.voices import AttributedStance, narrowed
from claims.domain.record.claim import ClaimRecord, Stance
from claims.domain.record.codec import from_text, references
from claims.domain.record.identity import Place
from claims.domain.record.shared import CoverageRecord
from claims.models import CoverageCheck
from claims.queries.history.past_claims import held_on_position
from claims.queries.known_records import KnownRecords
from claims.queries.positions.voices import KnownVoices
from claims.queries.records import held_text
from claims.queries.stances.attributed import TAKING_BACK
from claims.queries.stances.of_records import attributed_stance
from claims.queries.stances.searches import NamedSearches


@dataclass(frozen=True, slots=True)
class HeldStances:
    """``claims`` are the past records by key, ``known`` the records that they name, as they were then."""

    stances: tuple[AttributedStance, ...]
    claims: Mapping[str, ClaimRecord]
    searches: NamedSearches
    known: KnownRecords

    @property
    def voices(self) -> KnownVoices:
        """What was on record then of the speakers of these claims."""
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
    """The stances on record ``at`` an instant, and with ``known_by`` said by the end of that day.

    Six queries.
    """
    claims = {held.key: held.record for held in held_on_position(position, at=at, known_by=known_by)}
    stances = {
        key: next(stance for stance in claim.stances if stance.position == position)
        for key, claim in claims.items()
        if claim.kind != "reported_silence" and any(stance.position == position for stance in claim.stances)
    }
    checks = _checks(position, at)
    wanted = {place for key in stances for place in references(claims[key]) if place[0] != "claim"}
    wanted |= {("speaker", check.voice) for check in checks}
    wanted |= {("outlet", outlet) for check in checks for outlet in check.outlets}
    known = KnownRecords.find(wanted, at=at)
    known = known.and_also(_further(wanted, known), at=at)
    taken_back = _taken_back(claims)
    return HeldStances(
        stances=narrowed(
            attributed_stance(claims[key], stance, known, frozenset(taken_back.get(key, ())))
            for key, stance in stances.items()
        ),
        claims={key: claims[key] for key in stances},
        searches=NamedSearches(
            tuple(Search.of(check) for check in checks),
            {outlet: known.label("outlet", outlet).name for check in checks for outlet in check.outlets},
            {check.voice: known.label("speaker", check.voice).name for check in checks},
        ),
        known=known,
    )


def _taken_back(claims: Mapping[str, ClaimRecord]) -> Mapping[str, set[str]]:
    """For the key of a claim, the claims on the same position that retract or disavow it."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, claim in claims.items():
        for relation in claim.relations:
            if relation.kind in TAKING_BACK:
                found[relation.to].add(key)
    return found


def _checks(position: str, at: datetime) -> list[CoverageRecord]:
    """The coverage checks of a position as they were on record, the oldest span first."""
    rows = CoverageCheck.objects.published().filter(positions__slug=position)
    texts = rows.order_by("starts_earliest", "pk").values_list(held_text("coverage", at=at))
    records = (from_text(text) for (text,) in texts if text)
    return [one for one in records if isinstance(one, CoverageRecord) and position in one.positions]


def _speakers(claim: ClaimRecord, stance: Stance | None) -> set[str]:
    of = stance.of if stance else ""
    return {claim.speaker, claim.on_behalf_of, of, *claim.with_} - {""}


def _further(places: Iterable[Place], known: KnownRecords) -> set[Place]:
    """The bodies and outlets that the speakers and sources at these places name."""
    found: set[Place] = set()
    for kind, key in places:
        if kind == "speaker" and (speaker := known.speaker(key)):
            bodies = {speaker.part_of, *(tenure.body for tenure in speaker.tenures)}
            found |= {("speaker", body) for body in bodies if body}
        elif kind == "source" and (source := known.source(key)) and source.outlet:
            found.add(("outlet", source.outlet))
    return found
