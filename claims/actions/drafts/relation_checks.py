"""Checks the relations of claims before they are written: dates, speakers and circles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from claims.actions.drafts.writing import refuse
from claims.database.chunks import chunks
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.errors import InvalidRecord
from claims.domain.history.workflow import State
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.relations import (
    FORWARD,
    RelatedClaim,
    back_problems,
    order_problems,
    relation_problem,
    relation_problems,
)
from claims.domain.record.shared import Record
from claims.domain.text.folding import fold
from claims.models import Claim, DeskValue, Speaker
from claims.models.claim import claims_with
from claims.models.derived import days_of_sources
from claims.models.moves import Moves
from claims.models.record_mapping import claim_record, with_content

Edge = tuple[str, str, str]
"""A relation: from, kind, to."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Facts from records that are written together with the claims.

    ``days`` are the latest possible days by source. ``identities`` are the speakers that speakers without a
    name were identified as.
    """

    days: Mapping[str, date] = field(default_factory=dict)
    identities: Mapping[str, str] = field(default_factory=dict)


def check_relations_hold(records: Iterable[Record]) -> None:
    """Raise Refused with every reason if a relation of or to these claims cannot hold."""
    claims = {record.key: record for record in records if isinstance(record, ClaimRecord)}
    found = problems_of(claims)
    refuse(problem for problems in found.values() for problem in problems)


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
        pointing = claims_with("relations.to", *some)
        for record in _records(Claim.objects.published().filter(pk__in=pointing)):
            found += [(record.key, one.kind, one.to) for one in record.relations if one.to in some]
    return found


def check_relations_of(speaker: str, moves: Moves) -> None:
    """Raise Refused if a relation of or to a public claim of a speaker cannot hold after ``moves``."""
    theirs = Q(speaker__slug=speaker) | Q(pk__in=claims_with("with", speaker))
    relating = DeskValue.objects.filter(field="relations.to").order_by()
    rows = Claim.objects.published().filter(theirs)
    rows = rows.filter(Q(pk__in=relating.values("claim")) | Q(key__in=relating.values("value")))
    check_relations_hold(moves.current(claim_record(row)) for row in with_content(rows))


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
    names: dict[str, str] = {}
    for chunk in chunks(sorted(slugs)):
        rows = Speaker.objects.filter(slug__in=chunk, identified_as__isnull=False)
        names.update(rows.values_list("slug", "identified_as__slug"))
    names |= around.identities
    found = {}
    for record in records:
        cap = min((days[hop.source] for hop in record.chain if hop.source in days), default=None)
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
