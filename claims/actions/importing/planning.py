"""Plan an import: compare each record of the files with the database. Nothing is written."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from msgspec import structs

from claims.actions.importing.checks import POINT_TO_WHAT_REMAINS, check_items, moved_words
from claims.actions.importing.identifiers import found_by_identifiers
from claims.actions.importing.items import Item, Items, Problems
from claims.actions.importing.on_record import Standing, standings
from claims.actions.importing.plan import How, Outcome, Plan, Step
from claims.actions.importing.similar_names import name_twins
from claims.actions.importing.withdrawn_claims import StoneOnRecord, plan_withdrawn, stones_of
from claims.database.chunks import chunks
from claims.domain.history.workflow import State
from claims.domain.record.canonical import digest
from claims.domain.record.codec import canonical_text, from_text, references
from claims.domain.record.merging import KEEPS_SLUGS
from claims.domain.record.shared import RECORD_TYPES, key_field
from claims.models import Claim, RevisionContent

FORMER_SLUGS: Final = '"former_slugs":['
"""Occurs in the canonical texts of records with former slugs only, because texts escape quotes."""
ON_CONFLICT = ("fail", "skip", "file")


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The options of an import.

    ``publish`` publishes the records that the files do not mark as drafts. ``on_conflict`` is one of
    ``ON_CONFLICT``. ``only_adds`` changes nothing on record (for fixtures): a record that was imported like
    this before and was changed since is skipped. Any other difference is refused.
    """

    publish: bool = False
    on_conflict: str = "fail"
    only_adds: bool = False

    def publishes(self, item: Item) -> bool:
        """Whether the record will be public."""
        return self.publish if item.is_public is None else item.is_public


def plan_import(items: Items, problems: Problems, options: ImportOptions, *, at: datetime) -> Plan:
    """The plan of an import of these records at this instant. It has no steps if there are problems."""
    items = found_by_identifiers(items, problems)
    plan = Plan(problems=problems)
    all_read = not problems
    for record_type in RECORD_TYPES:
        keys = [key for name, key in items if name == record_type]
        for chunk in chunks(keys):
            asked = [key for key in chunk if items[record_type, key].standing is None]
            found = standings(record_type, asked)
            stones = stones_of(asked) if record_type in ("claim", "tombstone") else {}
            claims = _claims(asked) if record_type == "tombstone" else set()
            for key in chunk:
                item = items[record_type, key]
                standing = item.standing or found.get(key)
                if not item.standing:
                    item = _with_former_slugs(item, standing)
                if item.standing:
                    step: Step | None = Step(item, "same", standing=standing)
                elif record_type == "tombstone":
                    is_claim = key in claims or ("claim", key) in items
                    may_skip = options.only_adds and ("claim", key) not in items
                    step = _plan_tombstone(item, stones.get(key), is_claim, may_skip, plan.problems)
                elif key in stones and options.only_adds and _was_imported(item, standing):
                    step = Step(item, "skipped", standing=standing)
                elif key in stones:
                    step = plan_withdrawn(
                        item,
                        stones[key],
                        standing,
                        plan.problems,
                        publishes=options.publishes(item),
                        only_adds=options.only_adds,
                    )
                else:
                    step = _plan_record(item, standing, options, plan.problems)
                if step is not None:
                    plan.steps[item.place] = step
    _publish_what_is_pointed_to(plan)
    check_items(plan, all_read=all_read, today=at.date())
    name_twins(plan)
    return plan


def _with_former_slugs(item: Item, standing: Standing | None) -> Item:
    """The record of a file with the slugs that it had here, of which the file need not know."""
    if standing is None or FORMER_SLUGS not in standing.text:
        return item
    record, known = item.record, from_text(standing.text)
    if not isinstance(record, KEEPS_SLUGS) or not isinstance(known, KEEPS_SLUGS):
        return item
    slugs = sorted({*record.former_slugs, *known.former_slugs} - {record.slug})
    return item.with_text(canonical_text(structs.replace(record, former_slugs=tuple(slugs))))


def _publish_what_is_pointed_to(plan: Plan) -> None:
    """Publish records without a stated state together with the public records that point to them."""
    ready = {place for place, step in plan.steps.items() if _may_go_out(step)}
    waiting = [step for step in plan.steps.values() if step.is_public_after] if ready else []
    while waiting:
        for place in references(waiting.pop().item.record) & ready:
            ready.remove(place)
            step = plan.steps[place]
            outcome: Outcome = "changed" if step.standing else "new"
            plan.steps[place] = structs.replace(step, publishes=True, outcome=outcome)
            waiting.append(plan.steps[place])


def _may_go_out(step: Step) -> bool:
    standing = step.standing
    if step.publishes or step.item.is_public is not None or step.place[0] in ("claim", "tombstone"):
        return False
    return standing is None or (standing.state == State.DRAFT and standing.text == step.item.text)


def _plan_record(
    item: Item, standing: Standing | None, options: ImportOptions, problems: Problems
) -> Step | None:
    publishes = options.publishes(item)
    if standing is None:
        return Step(item, "new", "record", publishes)
    waits = not standing.version
    if publishes and waits and standing.state != State.DRAFT:
        return _refuse(item, problems, f"this {item.place[0]} is {standing.state} here", "decide on it first")
    if item.text == standing.text or (item.text == standing.change_text and not publishes):
        if publishes and waits:
            return Step(item, "changed", "", publishes=True, standing=standing)
        return Step(item, "same", standing=standing)
    return _plan_change(item, standing, publishes, options, problems)


def _plan_change(
    item: Item, standing: Standing, publishes: bool, options: ImportOptions, problems: Problems
) -> Step | None:
    if options.only_adds and _was_imported(item, standing):
        return Step(item, "skipped", standing=standing)
    if standing.state == State.WITHDRAWN:
        return _refuse(item, problems, moved_words(item.place[0]), POINT_TO_WHAT_REMAINS)
    if options.only_adds:
        return _refuse_other(item, standing, problems)
    how: How = "change"
    if standing.version:
        how = "amend" if publishes else "propose"
    if how == "propose" and item.place[0] != "claim":
        mend = "run with --publish to amend it"
        return _refuse(item, problems, f"this {item.place[0]} is public and the file changes it", mend)
    if _is_edited(standing) and options.on_conflict != "file":
        if options.on_conflict == "skip":
            return Step(item, "skipped", standing=standing)
        message = f"this {item.place[0]} was edited here since its last import"
        return _refuse(item, problems, message, "run with --on-conflict skip or --on-conflict file")
    return Step(item, "changed", how, publishes=publishes and how == "change", standing=standing)


def _is_edited(standing: Standing) -> bool:
    """Whether somebody has changed the record since its last import, or a change to it waits."""
    is_ours = standing.imported or standing.change_text
    return bool(is_ours) and standing.imported != digest(standing.written)


def _was_imported(item: Item, standing: Standing | None) -> bool:
    """Whether an import or a fixture once left the record as it is in the file."""
    return standing is not None and digest(item.text) in standing.imports


def _was_withdrawn_like_this(item: Item) -> bool:
    """Whether the claim was once withdrawn here with this tombstone."""
    sealed = RevisionContent.objects.filter(revision__record_type="claim", text=item.text)
    return sealed.filter(revision__record_key=item.place[1]).exists()


def _refuse_other(item: Item, standing: Standing, problems: Problems) -> Step | None:
    """Add a problem for each field in which the file differs from the record, and return no step."""
    there = json.loads(standing.text or "{}")
    for path in _differing(json.loads(item.text), there):
        message = f"the {item.place[0]} {item.place[1]} is on record with other content here"
        value = there
        for name in path.split("."):
            value = value.get(name, "") if isinstance(value, dict) else ""
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        mend = "a fixture changes nothing on record; give the content on record, or another key"
        problems.add(item.problem(message, field=path, value=text, mend=mend))
    return None


def _differing(given: dict[str, Any], there: dict[str, Any], path: str = "") -> Iterator[str]:
    """The paths at which two documents differ. A list counts as one value."""
    for name in sorted(given.keys() | there.keys()):
        one, other = given.get(name), there.get(name)
        if isinstance(one, dict) and isinstance(other, dict):
            yield from _differing(one, other, f"{path}{name}.")
        elif one != other:
            yield f"{path}{name}"


def _plan_tombstone(
    item: Item, stone: StoneOnRecord | None, is_claim: bool, may_skip: bool, problems: Problems
) -> Step | None:
    differs = is_claim or (stone is not None and stone.text != item.text)
    if differs and may_skip and _was_withdrawn_like_this(item):
        return Step(item, "skipped")
    if is_claim:
        message = "the claim of this tombstone is on record or in the files"
        return _refuse(item, problems, message, "withdraw the claim here, or leave one of the two out")
    if stone is not None and stone.text == item.text:
        return Step(item, "same")
    if stone is not None:
        return _refuse(
            item, problems, "this claim was withdrawn here on another day or for another reason", ""
        )
    return Step(item, "new", "tombstone")


def _refuse(item: Item, problems: Problems, message: str, mend: str) -> Step | None:
    """Add the problem, and return no step."""
    field = key_field(item.place[0])
    problems.add(item.problem(message, field=field, value=item.place[1], mend=mend))
    return None


def _claims(keys: list[str]) -> set[str | None]:
    return set(Claim.objects.filter(key__in=keys).exclude(state="withdrawn").values_list("key", flat=True))
