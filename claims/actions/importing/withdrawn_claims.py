"""Claims of an import that were withdrawn here. They are published again or refused.

An import reverses only withdrawals by an import. The ledger row of a withdrawal says whether it was one.
"""

import json
from dataclasses import dataclass
from typing import Final

from claims.actions.importing.items import Item, Problems
from claims.actions.importing.on_record import Standing
from claims.actions.importing.plan import Plan, Step
from claims.database.statements import many, one_of, rows_of
from claims.domain.history.workflow import State
from claims.domain.record.codec import canonical_text
from claims.domain.record.vocabulary import FINAL_REASONS, WITHDRAWAL_REASONS
from claims.models import Erasure, Revision, Tombstone

BY_IMPORT: Final = ("batch", "fixture")
"""The kinds of ledger rows of imports and fixtures."""


@dataclass(frozen=True, slots=True)
class StoneOnRecord:
    """A tombstone on record: its canonical text, and its version of the claim.

    ``never_again`` is a sentence on why the claim can never be published again, or empty.
    """

    text: str
    version: int
    by_import: bool
    never_again: str


def stones_of(keys: list[str]) -> dict[str, StoneOnRecord]:
    """The tombstones of these claims. One query, or four."""
    found = rows_of(f"SELECT key FROM claims_tombstone WHERE {one_of('key')}", [many(keys)])
    if not found:
        return {}
    stones = {row.key: row for row in Tombstone.objects.filter(key__in=[key for (key,) in found])}
    claims = Revision.objects.filter(record_type="claim", record_key__in=list(stones)).order_by("version")
    latest = {
        key: (version, kind in BY_IMPORT)
        for key, version, kind in claims.values_list("record_key", "version", "ledger_row__kind")
    }
    erasures = Erasure.objects.filter(revision__record_type="claim", revision__record_key__in=list(stones))
    erased = set(erasures.values_list("revision__record_key", flat=True))
    return {
        key: StoneOnRecord(canonical_text(row.as_record()), *latest[key], _never_again(row, erased))
        for key, row in stones.items()
    }


def plan_withdrawn(
    item: Item,
    stone: StoneOnRecord,
    standing: Standing | None,
    problems: Problems,
    *,
    publishes: bool,
    only_adds: bool,
) -> Step | None:
    """The step for a claim that has a tombstone here, or None if a problem was added.

    ``publishes`` says whether the import publishes it, ``only_adds`` whether it changes nothing on record.
    """
    message = ""
    if stone.never_again:
        message, mend = stone.never_again, "leave it out"
    elif only_adds:
        message, mend = "this claim was withdrawn here", "a fixture publishes nothing again; leave it out"
    elif not stone.by_import:
        message, mend = (
            "this claim was withdrawn here by an editor",
            "editors publish it again, no import does",
        )
    elif not publishes:
        message, mend = "this claim was withdrawn by an import", "run with --publish to publish it again"
    if message:
        problems.add(item.problem(message, field="key", value=item.place[1], mend=mend))
        return None
    head = standing or Standing(State.WITHDRAWN.value, stone.version, 0, stone.text)
    return Step(item, "revived", "revive", standing=head)


def check_survivors(plan: Plan) -> None:
    """Refuse duplicates that lead in a circle. Only tombstones of the files can form one."""
    survivors = {step.place[1]: _survivor(step) for step in plan.steps.values() if step.how == "tombstone"}
    for key, survivor in survivors.items():
        way = [key]
        while survivor and survivor not in way:
            way.append(survivor)
            survivor = survivors.get(survivor, "")
        if survivor == key != way[-1]:
            message = "the claims that stay lead in a circle: " + " → ".join([*way, key])
            mend = "name the claim that is public"
            item = plan.steps["tombstone", key].item
            plan.problems.add(item.problem(message, field="survivor", value=way[-1], mend=mend))


def _survivor(step: Step) -> str:
    return str(json.loads(step.item.text).get("survivor", ""))


def _never_again(row: Tombstone, erased: set[str]) -> str:
    if row.reason_class in FINAL_REASONS:
        return f"this claim was withdrawn for good ({WITHDRAWAL_REASONS[row.reason_class]})"
    return "content of this claim was erased by law" if row.key in erased else ""
