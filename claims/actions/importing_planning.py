"""Planning an import: each record of the files meets what is on record, and nothing is written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from claims.actions.importing_checks import POINT_TO_WHAT_REMAINS, check_items, moved_words
from claims.actions.importing_graves import Grave, graves_of, meet_grave
from claims.actions.importing_plan import How, Plan, Step
from claims.actions.importing_problems import Problems
from claims.actions.importing_reading import Item, Items
from claims.actions.importing_standing import Standing, chunks, standings
from claims.domain.canonical import digest
from claims.domain.record_codec import from_document
from claims.domain.shared_records import RECORD_TYPES, Record
from claims.domain.workflow import State
from claims.models import Claim

ON_CONFLICT = ("fail", "skip", "file")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller asked for.

    ``publish`` makes public what the files do not call a draft; ``on_conflict`` is a word of ``ON_CONFLICT``.
    ``only_new`` refuses whatever is on record already, the same or not (fixtures).
    """

    publish: bool = False
    on_conflict: str = "fail"
    only_new: bool = False

    def publishes(self, item: Item) -> bool:
        """Whether the record is to be public."""
        return self.publish if item.is_public is None else item.is_public


def plan_import(items: Items, problems: Problems, wishes: Wishes, *, at: datetime) -> Plan:
    """What an import of these records would do at that instant; with problems it would do nothing."""
    plan = Plan(problems=problems)
    all_read = not problems
    for record_type in RECORD_TYPES:
        keys = [key for name, key in items if name == record_type]
        for chunk in chunks(keys):
            found = standings(record_type, chunk)
            graves = graves_of(chunk) if record_type in ("claim", "tombstone") else {}
            claims = _claims(chunk) if record_type == "tombstone" else set()
            for key in chunk:
                item = items[record_type, key]
                standing = found.get(key)
                if record_type == "tombstone":
                    is_claim = key in claims or ("claim", key) in items
                    step = _meet_tombstone(item, graves.get(key), is_claim, plan.problems)
                elif key in graves:
                    step = meet_grave(
                        item,
                        graves[key],
                        standing,
                        plan.problems,
                        publishes=wishes.publishes(item),
                        only_adds=wishes.only_new,
                    )
                else:
                    step = _meet(item, standing, wishes, plan.problems)
                if step is not None:
                    plan.steps[item.place] = step
    check_items(plan, all_read=all_read, today=at.date())
    return plan


def record_of(item: Item) -> Record:
    """The record of an item, read again from its text."""
    return from_document(json.loads(item.text))


def _meet(item: Item, standing: Standing | None, wishes: Wishes, problems: Problems) -> Step | None:
    publishes = wishes.publishes(item)
    if standing is None:
        return Step(item, "new", "record", publishes)
    if wishes.only_new:
        return _refuse(
            item, problems, f"this {item.place[0]} is on record already", "load it into an empty database"
        )
    if item.is_aside:  # A reference given whole meets the record that there is, and changes nothing in it.
        return Step(item, "same", standing=standing)
    waits = not standing.version
    if publishes and waits and standing.state != State.DRAFT:
        return _refuse(item, problems, f"this {item.place[0]} is {standing.state} here", "decide on it first")
    if item.text == standing.text or (item.text == standing.copy_text and not publishes):
        if publishes and waits:
            return Step(item, "changed", "", publishes=True, standing=standing)
        return Step(item, "same", standing=standing)
    return _meet_other(item, standing, publishes, wishes, problems)


def _meet_other(
    item: Item, standing: Standing, publishes: bool, wishes: Wishes, problems: Problems
) -> Step | None:
    if standing.state == State.WITHDRAWN:
        return _refuse(item, problems, moved_words(item.place[0]), POINT_TO_WHAT_REMAINS)
    how: How = "change"
    if standing.version:
        how = "amend" if publishes else "propose"
    if how == "propose" and item.place[0] != "claim":
        mend = "run with --publish to amend it"
        return _refuse(item, problems, f"this {item.place[0]} is public and the file changes it", mend)
    if _is_edited(standing) and wishes.on_conflict != "file":
        if wishes.on_conflict == "skip":
            return Step(item, "skipped", standing=standing)
        message = f"this {item.place[0]} was edited here since its last import"
        return _refuse(item, problems, message, "run with --on-conflict skip or --on-conflict file")
    return Step(item, "changed", how, publishes=publishes and how == "change", standing=standing)


def _is_edited(standing: Standing) -> bool:
    """Whether somebody has changed the record since its last import, or has a working copy of it open."""
    now = standing.copy_text or standing.text
    return bool(standing.imported or standing.copy_text) and standing.imported != digest(now)


def _meet_tombstone(item: Item, grave: Grave | None, is_claim: bool, problems: Problems) -> Step | None:
    if is_claim:
        message = "the tombstone meets a claim that is on record or in the files"
        return _refuse(item, problems, message, "withdraw the claim here, or leave one of the two out")
    if grave is not None and grave.text == item.text:
        return Step(item, "same")
    if grave is not None:
        return _refuse(
            item, problems, "this claim was withdrawn here on another day or for another reason", ""
        )
    return Step(item, "new", "bury")


def _refuse(item: Item, problems: Problems, message: str, mend: str) -> Step | None:
    """Add the problem; there is no step then."""
    field = "key" if item.place[0] in ("claim", "source", "tombstone") else "slug"
    problems.add(item.problem(message, field=field, value=item.place[1], mend=mend))
    return None


def _claims(keys: list[str]) -> set[str | None]:
    return set(Claim.objects.filter(key__in=keys).exclude(state="withdrawn").values_list("key", flat=True))
