"""The records that the page of a claim names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import references
from claims.queries.claim.chain import hop_outlets
from claims.queries.claim.ratings import outlets_of_scales
from claims.queries.claim.related import LinkKeys
from claims.queries.claim.repeats import nearest_outlets
from claims.queries.known_records import KnownRecords


@dataclass(frozen=True, slots=True)
class Beside:
    """The records that a claim and the linked claims name. ``outlets`` are the nearest ones, by claim."""

    known: KnownRecords
    outlets: Mapping[str, str]


def beside(
    claim: ClaimRecord, keys: LinkKeys, at: datetime | None, records: type[KnownRecords] = KnownRecords
) -> Beside:
    """All records that the claim and the linked claims name. Two queries, three with repeats or echoes.

    ``records`` is where they are looked up: public records only, except for pages of editors.
    """
    places = {*references(claim), *(("claim", key) for key in keys.claims)}
    near = records.find(places, at=at)
    claims = [other for kind, key in places if kind == "claim" and (other := near.claim(key))]
    outlets = nearest_outlets(claim, keys, near, at=at)
    further = {("speaker", other.speaker) for other in claims}
    further |= {("position", stance.position) for other in claims for stance in other.stances}
    further |= {("outlet", hop.outlet) for other in claims for hop in other.chain if hop.outlet}
    further |= {("outlet", slug) for slug in outlets.values()}
    further |= hop_outlets([key for kind, key in references(claim) if kind == "source"], near)
    further |= outlets_of_scales((verdict.scale for verdict in claim.verdicts), near)
    speaker = near.speaker(claim.speaker)
    further |= {("speaker", tenure.body) for tenure in (speaker.tenures if speaker else ()) if tenure.body}
    return Beside(near.and_also(further, at=at), outlets)
