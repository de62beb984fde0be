"""The relations of the claims of an import, held against one another and against the record."""

from __future__ import annotations

import json
from datetime import date

from claims.actions.drafts.relation_checks import Surroundings, problems_of
from claims.actions.importing.on_record import chunks
from claims.actions.importing.plan import Plan, Step
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_document
from claims.domain.record.shared import Record, SourceRecord, SpeakerRecord
from claims.models import Relation


def check_relations_of(related: dict[str, ClaimRecord], plan: Plan) -> None:
    """Add to the plan's problems the relations that cannot hold; ``related`` are the claims that have any.

    Also looked at are claims of the files to which public claims point, for their dates may change.
    """
    ends = {relation.to for claim in related.values() for relation in claim.relations}
    ends |= _pointed_to(plan)
    claims = dict(related)
    for key in sorted(ends - claims.keys()):
        step = plan.steps.get(("claim", key))
        if step is not None and (step.how or step.publishes):
            record = _record(step)
            assert isinstance(record, ClaimRecord)
            claims[key] = record
    for key, problems in problems_of(claims, _surroundings(claims, plan)).items():
        item = plan.steps["claim", key].item
        for problem in problems:
            plan.problems.add(item.problem_of(problem))


def _pointed_to(plan: Plan) -> set[str]:
    """The claims of the files that are on record, and to which another claim on record points."""
    keys = [step.place[1] for step in plan.to_do() if step.place[0] == "claim" and step.standing]
    return {
        key
        for chunk in chunks(keys)
        for key in Relation.objects.filter(to_key__in=chunk).values_list("to_key", flat=True)
    }


def _surroundings(claims: dict[str, ClaimRecord], plan: Plan) -> Surroundings:
    days: dict[str, date] = {}
    identities: dict[str, str] = {}
    places = {("source", hop.source) for claim in claims.values() for hop in claim.chain if hop.source}
    places |= {("speaker", slug) for claim in claims.values() for slug in (claim.speaker, *claim.with_)}
    for place in places:
        step = plan.steps.get(place)
        record = _record(step) if step is not None else None
        if isinstance(record, SourceRecord):
            told = [FuzzyDate.parse(text) for text in (record.published, record.retrieved)]
            known = [day.latest for day in told if not day.undated]
            if known:
                days[record.key] = min(known)
        elif isinstance(record, SpeakerRecord) and record.identified_as:
            identities[record.slug] = record.identified_as
    return Surroundings(days, identities)


def _record(step: Step) -> Record:
    return from_document(json.loads(step.item.text))
