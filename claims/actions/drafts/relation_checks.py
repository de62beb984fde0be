"""Checks the relations of claims before they are written: dates, speakers and circles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from claims.actions.drafts.writing import refuse
from claims.database.chunks import chunks
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.errors import InvalidRecord
from claims.domain.history.workflow import State
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import references
from claims.domain.record.relations import (
    FORWARD,
    RelatedClaim,
    back_problems,
    order_problems,
    relation_problem,
    relation_problems,
)
from claims.domain.record.shared import Record, SourceRecord, SpeakerRecord, key_of_record
from claims.domain.record.source_facts import facts_of
from claims.domain.text.folding import fold
from claims.models import Claim, DeskValue, Speaker
from claims.models.claim import claims_with
from claims.models.derived import days_of_sources
from claims.models.moves import Moves
from claims.models.record_mapping import claim_record, with_content

DATE_OR_NAME: Final = ("source", "speaker")
"""The types of record that tell when or by whom claims were said."""
Edge = tuple[str, str, str]
"""A relation: from, kind, to."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Facts from records that are written together with the claims.

    ``days`` are the latest possible days by source, None where none is known. ``identities`` are the speakers
    that speakers without a name were identified as; a speaker who was not is his own.
    """

    days: Mapping[str, date | None] = field(default_factory=dict)
    identities: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[Record]) -> "Surroundings":
        """The facts that these sources and speakers give."""
        days: dict[str, date | None] = {}
        identities: dict[str, str] = {}
        for record in records:
            if isinstance(record, SourceRecord):
                days[record.key] = facts_of(record).day
            elif isinstance(record, SpeakerRecord):
                identities[record.slug] = record.identified_as or record.slug
        return cls(days, identities)


def check_relations_hold(records: Iterable[Record]) -> None:
    """Raise Refused with every reason if a relation cannot hold that these records change the facts of.

    Of claims, their own relations and those to them. Of sources and speakers, those of ``claims_told_by``.
    """
    records = list(records)
    claims = {record.key: record for record in records if isinstance(record, ClaimRecord)}
    told = {key: found for key, found in claims_told_by(records).items() if key not in claims}
    all_claims = {key: claim for key, (claim, _) in told.items()} | claims
    refuse(
        told_problem(problem, *told[key]) if key in told else problem
        for key, problems in problems_of(all_claims, Surroundings.of(records)).items()
        for problem in problems
    )


def claims_told_by(records: Iterable[Record]) -> dict[str, tuple[ClaimRecord, Record]]:
    """Public claims with relations, by key, each with a record among these that changes what is known of it.

    A source may change the latest day on which its claims were said, a speaker who said them.
    """
    tellers = {(one.TYPE, key_of_record(one)): one for one in records if one.TYPE in DATE_OR_NAME}
    around = Surroundings.of(tellers.values())
    days, identities = days_of_sources(around.days), _identities(around.identities)
    sources = [key for key, day in around.days.items() if day != days.get(key)]
    speakers = [slug for slug, who in around.identities.items() if who != identities.get(slug, slug)]
    found = [
        *(one for some in chunks(sources) for one in _related(Q(pk__in=claims_with("chain.source", *some)))),
        *(one for some in chunks(speakers) for one in _related(_said_by(some))),
    ]
    return {
        claim.key: (claim, next(tellers[place] for place in references(claim) if place in tellers))
        for claim in found
    }


def told_problem(problem: InvalidRecord, claim: ClaimRecord, teller: Record) -> InvalidRecord:
    """The problem of a claim as one of the source or speaker that makes it."""
    name = "published" if isinstance(teller, SourceRecord) else "identified_as"
    message = f"a relation of the claim {claim.key} would not hold: {problem.message}"
    return InvalidRecord(message, field=name, mend="change that relation first")


def problems_of(
    claims: Mapping[str, ClaimRecord], around: Surroundings | None = None
) -> dict[str, list[InvalidRecord]]:
    """The problems of relations, by the key of the written claim."""
    inbound = [edge for edge in _edges_to(claims) if edge[0] not in claims]
    own = [(key, rel.kind, rel.to) for key, claim in claims.items() for rel in claim.relations]
    if not own and not inbound:
        return {}
    concerned = {key for edge in (*own, *inbound) for key in (edge[0], edge[2])}
    known = _on_record(concerned - claims.keys())
    known |= _written([claims[key] for key in sorted(concerned & claims.keys())], around or Surroundings())
    found: dict[str, list[InvalidRecord]] = {}
    for key, claim in claims.items():
        if claim.relations and (problems := relation_problems(known[key], claim.relations, known)):
            found.setdefault(key, []).extend(problems)
    for origin, kind, to in inbound:
        problem = relation_problem(kind, known[origin], known[to])
        if problem is not None:
            message = (
                f"the claim {known[origin].named} has a relation to this one that would not hold: "
                f"{problem[0]}"
            )
            found.setdefault(to, []).append(
                InvalidRecord(message, field="said", mend="change that relation first")
            )
    return found or _in_order(claims, own, inbound, known)


def _in_order(
    claims: Mapping[str, ClaimRecord],
    own: list[Edge],
    inbound: list[Edge],
    known: dict[str, RelatedClaim],
) -> dict[str, list[InvalidRecord]]:
    """The problems in the order by ``precedes``, over all claims that it links."""
    edges = {edge for edge in (*own, *inbound) if edge[1] == FORWARD}
    if not edges:
        return {}
    edges |= _further(edges, claims)
    later: dict[str, set[str]] = {}
    for origin, _, to in edges:
        later.setdefault(origin, set()).add(to)
    keys = {key for edge in edges for key in (edge[0], edge[2])}
    known |= _on_record(keys - known.keys())
    messages = order_problems(known, later) or back_problems(known, later, own)
    if not messages:
        return {}
    first = next((key for key in claims if any(key in message for message in messages)), next(iter(claims)))
    return {first: [InvalidRecord(message, field="relations") for message in messages]}


def _further(edges: set[Edge], claims: Mapping[str, ClaimRecord]) -> set[Edge]:
    """Further public relations ``precedes``, in both directions, that are not being written."""
    found: set[Edge] = set()
    for edges_at, end in ((_edges_from, 2), (_edges_to, 0)):
        seen: set[str] = set()
        waiting = {edge[end] for edge in edges}
        while waiting:
            seen |= waiting
            fresh = {edge for edge in edges_at(waiting) if edge[1] == FORWARD and edge[0] not in claims}
            found |= fresh
            waiting = {edge[end] for edge in fresh} - seen
    return found


def _edges_from(keys: Iterable[str]) -> list[Edge]:
    """The relations of these claims, as far as they are public."""
    return [
        (record.key, one.kind, one.to)
        for some in chunks(sorted(keys))
        for record in _records(Claim.objects.published().filter(key__in=some))
        for one in record.relations
    ]


def _edges_to(keys: Iterable[str]) -> list[Edge]:
    """The relations of public claims to these."""
    found = []
    for some in chunks(sorted(keys)):
        # Most claims have none, which the values tell at once.
        for pointing in chunks(claims_with("relations.to", *some).values_list("claim", flat=True)):
            for record in _records(Claim.objects.published().filter(pk__in=pointing)):
                found += [(record.key, one.kind, one.to) for one in record.relations if one.to in some]
    return found


def check_relations_of(speaker: str, moves: Moves) -> None:
    """Raise Refused if a relation of or to a public claim of a speaker cannot hold after ``moves``."""
    check_relations_hold(moves.current(claim) for claim in _related(_said_by([speaker])))


def _said_by(speakers: Sequence[str]) -> Q:
    return Q(speaker__slug__in=speakers) | Q(pk__in=claims_with("with", *speakers))


def _related(condition: Q) -> list[ClaimRecord]:
    """The public claims with this condition that have a relation, or that one points to."""
    relating = DeskValue.objects.filter(field="relations.to").order_by()
    # Two sets that are read once: asked for each claim, SQLite reads all relations for each.
    ends = Q(pk__in=relating.values("claim")) | Q(key__in=relating.values("value"))
    return _records(Claim.objects.published().filter(condition).filter(ends))


def _records(rows: QuerySet[Claim]) -> list[ClaimRecord]:
    records = [claim_record(row) for row in with_content(rows)]
    moves = Moves.read() if records else Moves({})
    return [moves.current(record) for record in records]


def _on_record(keys: Iterable[str]) -> dict[str, RelatedClaim]:
    found: dict[str, RelatedClaim] = {}
    for some in chunks(sorted(keys)):
        rows = Claim.objects.filter(key__in=some).exclude(state=State.WITHDRAWN.value)
        found |= _written(_records(rows), Surroundings())
    return found


def _written(records: list[ClaimRecord], around: Surroundings) -> dict[str, RelatedClaim]:
    sources = {hop.source for record in records for hop in record.chain}
    days = {**days_of_sources(sources - around.days.keys()), **around.days}
    slugs = {slug for record in records for slug in (record.speaker, *record.with_)}
    names = _identities(slugs - around.identities.keys()) | dict(around.identities)
    found = {}
    for record in records:
        cap = min((day for hop in record.chain if (day := days.get(hop.source))), default=None)
        said = FuzzyDate.parse(record.said)
        speakers = [names.get(slug, slug) for slug in (record.speaker, *record.with_)]
        found[record.key] = RelatedClaim(
            record.key,
            record.words.text,
            said.capped(cap) if cap else said,
            speakers[0],
            frozenset(speakers),
            fold(record.occasion.place) if record.occasion else "",
            frozenset(hop.source for hop in record.chain if hop.source),
        )
    return found


def _identities(slugs: Iterable[str]) -> dict[str, str]:
    """The speakers that these were identified as, as far as they were."""
    found: dict[str, str] = {}
    for chunk in chunks(sorted(slugs)):
        rows = Speaker.objects.filter(slug__in=chunk, identified_as__isnull=False)
        found.update(rows.values_list("slug", "identified_as__slug"))
    return found
