"""Check the records of an import against one another and the database.

Rules for drafts and for publication, references to missing or unpublished records, occasions with two labels,
unknown answers and ratings, and anonymous speakers that one source describes twice.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from claims.actions.drafts.frozen_answers import MEASURES_OTHERWISE, OF_NOBODY, kept_problems
from claims.actions.drafts.relation_checks import (
    DATE_OR_NAME,
    Surroundings,
    claims_told_by,
    problems_of,
    told_problem,
)
from claims.actions.drafts.writing import occasion_words, occasions_otherwise, records_of, row_of
from claims.actions.importing.items import Item, Problems
from claims.actions.importing.on_record import known_places
from claims.actions.importing.plan import Plan, Step
from claims.actions.importing.withdrawn_claims import check_survivors
from claims.database.chunks import chunks
from claims.domain.history.workflow import State
from claims.domain.record.claim import ClaimRecord, Occasion
from claims.domain.record.codec import references
from claims.domain.record.given_references import NAMED_BY
from claims.domain.record.identity import Place
from claims.domain.record.parts import reference_paths
from claims.domain.record.rules import draft_problems, future_dates, publication_problems
from claims.domain.record.shared import PositionRecord, Record, ScaleRecord, SpeakerRecord, key_of_record
from claims.models import DeskValue, Speaker
from claims.models.scales import all_scales

WITHDRAWN = State.WITHDRAWN.value
POINT_TO_WHAT_REMAINS = "point to the record that remains; the address of this one leads there"


def moved_words(record_type: str) -> str:
    """The message for a withdrawn record other than a claim."""
    return f"this {record_type} was merged into another or renamed here"


def check_items(plan: Plan, *, all_read: bool, today: date) -> None:
    """Add to the plan every problem of its steps, and what its records point to.

    Unless ``all_read``, references are not checked: they may lead to lines that could not be read.
    ``today`` is the day in UTC.
    """
    occasions: dict[str, tuple[Occasion, Item]] = {}
    nameless: dict[tuple[str, str], Item] = {}
    coded: list[tuple[Item, Place, str, str]] = []
    related: dict[str, ClaimRecord] = {}
    scales = _scales(plan)
    pointing: dict[Place, tuple[Place, ...]] = {}
    shared: dict[Place, Place] = {}  # Most records point to the same few, which take their memory once.
    for step in plan.to_do():
        record = step.item.record
        is_to_be_public = _is_to_be_public(step)
        found = publication_problems(record, scales) if is_to_be_public else draft_problems(record)
        for error in (*found, *future_dates(record, today)):
            plan.problems.add(step.item.problem_of(error))
        places = tuple([shared.setdefault(one, one) for one in references(record)])
        pointing[step.place] = places
        plan.pointed_to.update(places)
        if step.is_public_after:
            plan.shown.update(places)
        if isinstance(record, ClaimRecord):
            coded.extend(_coded(step.item, record))
            if record.relations:
                related[record.key] = record
            if record.occasion:
                _check_occasion(record.occasion, step.item, occasions, plan.problems)
        elif isinstance(record, SpeakerRecord) and record.kind == "anonymous" and record.described_in:
            _check_nameless(record, step.item, nameless, plan.problems)
    _check_known_occasions(occasions, plan)
    _check_known_nameless(nameless, plan)
    if all_read:
        known = known_places(plan.pointed_to - plan.steps.keys())
        for place, places in pointing.items():
            _check_references(plan.steps[place], places, plan, known)
        _check_parts(coded, plan)
        _check_relations(related, plan)
        check_survivors(plan)
    _check_coded(plan)


def _scales(plan: Plan) -> dict[str, ScaleRecord]:
    """The scales after the import: from the files, else on record."""
    written = (step.item.record for step in plan.to_do() if step.place[0] == "scale")
    found = {record.slug: record for record in written if isinstance(record, ScaleRecord)}
    return {**all_scales(), **found}


def _is_to_be_public(step: Step) -> bool:
    """Check tombstones, which are public too and may name only public claims or other tombstones."""
    return step.is_public_after or step.how == "tombstone"


def _check_references(step: Step, places: Collection[Place], plan: Plan, known: Mapping[Place, str]) -> None:
    missing: set[Place] = set()
    hidden: set[Place] = set()
    for place in places:
        in_files = plan.steps.get(place)
        state = known.get(place)
        if in_files is None and state is None:
            has_tombstone = place[0] == "claim" and ("tombstone", place[1]) in plan.steps
            missing |= set() if has_tombstone else {place}
        elif _has_moved(place, state) or (
            _is_to_be_public(step) and not _will_be_public(place, in_files, state)
        ):
            hidden.add(place)
    if not missing and not hidden:
        return
    for path, record_type, key in reference_paths(step.item.record):
        if (record_type, key) in missing:
            or_name = " or name" if record_type in NAMED_BY else ""
            message = f"no {record_type} of this key{or_name} is on record or in the files"
            plan.problems.add(step.item.problem(message, field=path, value=key, mend="add its record"))
        elif (record_type, key) in hidden and _has_moved((record_type, key), known.get((record_type, key))):
            message = moved_words(record_type)
            plan.problems.add(step.item.problem(message, field=path, value=key, mend=POINT_TO_WHAT_REMAINS))
        elif (record_type, key) in hidden:
            message = f"this {record_type} is not public, and this {step.place[0]} is to be"
            in_files = plan.steps.get((record_type, key))
            says_draft = in_files is not None and in_files.item.is_public is False
            mend = 'write "state": "published" in its entry too' if says_draft else "publish it first"
            plan.problems.add(step.item.problem(message, field=path, value=key, mend=mend))


def _has_moved(place: Place, state: str | None) -> bool:
    return state == WITHDRAWN and place[0] != "claim"


def _will_be_public(place: Place, in_files: Step | None, state: str | None) -> bool:
    """Whether a public record may refer to it. Drafts on record, except claims, are published along."""
    if in_files is not None:
        standing = in_files.standing
        return in_files.is_public_after or bool(standing and standing.is_public)
    if place[0] == "claim":
        return state in (State.PUBLISHED, WITHDRAWN)
    return state in (State.PUBLISHED, State.DRAFT)


def _check_occasion(
    occasion: Occasion, item: Item, occasions: dict[str, tuple[Occasion, Item]], problems: Problems
) -> None:
    first, first_item = occasions.setdefault(occasion.slug, (occasion, item))
    if first != occasion:
        message = f"{first_item.file}:{first_item.line} tells this occasion otherwise"
        mend = "all claims of one slug tell it alike"
        problems.add(item.problem(message, field="occasion", value=occasion.slug, mend=mend))


def _check_known_occasions(occasions: dict[str, tuple[Occasion, Item]], plan: Plan) -> None:
    def is_written(key: str) -> bool:
        step = plan.steps.get(("claim", key))
        return step is not None and bool(step.how)

    told = {slug: occasion for slug, (occasion, _) in occasions.items()}
    for one in occasions_otherwise(told, is_written):
        message = f"this occasion is on record as {occasion_words(one)}"
        mend = "give another occasion another slug"
        plan.problems.add(
            occasions[one.slug][1].problem(message, field="occasion", value=one.slug, mend=mend)
        )


def _check_nameless(
    speaker: SpeakerRecord, item: Item, nameless: dict[tuple[str, str], Item], problems: Problems
) -> None:
    first = nameless.setdefault((speaker.described_in, speaker.name), item)
    if first is not item:
        message = f"{first.file}:{first.line} has an anonymous speaker of this name from the same source"
        problems.add(item.problem(message, field="name", value=speaker.name, mend="make it one speaker"))


def _check_known_nameless(nameless: dict[tuple[str, str], Item], plan: Plan) -> None:
    for chunk in chunks({source for source, _ in nameless}):
        rows = Speaker.objects.filter(kind="anonymous", described_in__key__in=chunk)
        for source, name, slug in rows.values_list("described_in__key", "name", "slug"):
            item = nameless.get((source or "", name))
            if item is not None and item.place != ("speaker", slug) and ("speaker", slug) not in plan.steps:
                message = f"the anonymous speaker {slug} on record has this name from the same source"
                plan.problems.add(item.problem(message, field="name", value=name, mend="use that speaker"))


def _coded(item: Item, claim: ClaimRecord) -> Iterator[tuple[Item, Place, str, str]]:
    """Position or scale, slug, and path in the record of each answer and rating of a claim."""
    for number, stance in enumerate(claim.stances):
        if stance.answer is not None:
            yield item, ("position", stance.position), stance.answer, f"stances[{number}].answer"
    for number, verdict in enumerate(claim.verdicts):
        if verdict.rating:
            yield item, ("scale", verdict.scale), verdict.rating, f"verdicts[{number}].rating"


def _check_parts(coded: list[tuple[Item, Place, str, str]], plan: Plan) -> None:
    parts: dict[Place, set[str]] = {}
    for item, place, part, field in coded:
        if place not in parts:
            parts[place] = _parts_of(place, plan)
        if part not in parts[place]:
            noun = "answer" if place[0] == "position" else "rating"
            mend = "one of " + ", ".join(sorted(parts[place])) if parts[place] else ""
            message = f"the {place[0]} {place[1]} has no such {noun}"
            plan.problems.add(item.problem(message, field=field, value=part, mend=mend))


def _check_coded(plan: Plan) -> None:
    """Refuse changes to answers and ratings that coded claims use."""
    for step in plan.to_do():
        if step.place[0] in ("position", "scale") and step.standing and step.how:
            row = row_of(*step.place)
            record = step.item.record
            for message in kept_problems(row, record) if row is not None else ():
                field = "answers" if step.place[0] == "position" else "ratings"
                mend = f"add another of the {field}, and code the claims with that"
                if message.startswith(MEASURES_OTHERWISE):
                    field, mend = "measure", "make another scale, and rate the claims on that"
                if message.startswith(OF_NOBODY):
                    field, mend = "outlet", "keep it, or name the checker in those claims first"
                plan.problems.add(step.item.problem(message, field=field, mend=mend))


def _parts_of(place: Place, plan: Plan) -> set[str]:
    """The answers of a position or the ratings of a scale, from the files or else from the database."""
    step = plan.steps.get(place)
    if step is not None:
        return _slugs_in(step.item.record)
    return {slug for known in records_of(place[0], [place[1]]) for slug in _slugs_in(known)}


def _slugs_in(record: Record | None) -> set[str]:
    if isinstance(record, PositionRecord):
        return {answer.slug for answer in record.answers}
    return {rating.slug for rating in record.ratings} if isinstance(record, ScaleRecord) else set()


def _check_relations(related: dict[str, ClaimRecord], plan: Plan) -> None:
    """Add a problem for each relation that cannot hold. ``related`` are the claims with relations.

    Claims of the files that public claims point to are checked too, because their dates may change; and so
    are claims on record whose days or speakers are told otherwise by a source or a speaker of the files.
    """
    ends = {relation.to for claim in related.values() for relation in claim.relations}
    ends |= _pointed_to(plan)
    claims = dict(related)
    for key in sorted(ends - claims.keys()):
        step = plan.steps.get(("claim", key))
        if step is not None and (step.how or step.publishes):
            record = step.item.record
            assert isinstance(record, ClaimRecord)
            claims[key] = record
    amended = [step for step in plan.to_do() if step.how == "amend" and step.place[0] in DATE_OR_NAME]
    told = {
        key: found
        for key, found in claims_told_by(step.item.record for step in amended).items()
        if (step := plan.steps.get(("claim", key))) is None or not step.how
    }
    claims |= {key: claim for key, (claim, _) in told.items()}
    for key, problems in problems_of(claims, _surroundings(claims, plan)).items():
        for problem in problems:
            if key in told:
                claim, teller = told[key]
                item = plan.steps[teller.TYPE, key_of_record(teller)].item
                plan.problems.add(item.problem_of(told_problem(problem, claim, teller)))
            else:
                plan.problems.add(plan.steps["claim", key].item.problem_of(problem))


def _pointed_to(plan: Plan) -> set[str]:
    """The claims of the files that are on record and have a relation from another claim on record."""
    keys = [step.place[1] for step in plan.to_do() if step.place[0] == "claim" and step.standing]
    return {
        key
        for chunk in chunks(keys)
        for key in DeskValue.objects.filter(field="relations.to", value__in=chunk)
        .order_by()
        .values_list("value", flat=True)
    }


def _surroundings(claims: dict[str, ClaimRecord], plan: Plan) -> Surroundings:
    places = {("source", hop.source) for claim in claims.values() for hop in claim.chain if hop.source}
    places |= {("speaker", slug) for claim in claims.values() for slug in (claim.speaker, *claim.with_)}
    steps = (plan.steps[place] for place in sorted(places & plan.steps.keys()))
    return Surroundings.of(step.item.record for step in steps)
