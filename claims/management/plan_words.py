"""The plan of an import as text: counts, new records inside references, similar names and changes."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from difflib import unified_diff
from typing import Any

from claims.actions.importing.plan import Plan, Step

MOST_SHOWN = 20


def plan_lines(plan: Plan) -> Iterator[str]:
    """The counts in all and by type, and the new records inside references."""
    counts = plan.counts()
    yield " · ".join(f"{name.capitalize()} {count:,}" for name, count in counts.items())
    for record_type, by_type in plan.counts_by_type().items():
        counted = ", ".join(f"{count:,} {outcome}" for outcome, count in by_type.items() if count)
        yield f"  {record_type}: {counted}"
    made = plan.made_aside()
    for step in made[:MOST_SHOWN]:
        where = f"given whole at {step.item.file}:{step.item.line}"
        yield f"  makes the {step.place[0]} {step.place[1]} ({where})"
    if len(made) > MOST_SHOWN:
        yield f"  … and {len(made) - MOST_SHOWN:,} more that are given whole"
    yield from said_lines(plan)


def said_lines(plan: Plan) -> Iterator[str]:
    """Remarks about a plan that do not refuse it: new records with a name similar to that of another."""
    for twin in plan.twins[:MOST_SHOWN]:
        record_type, key = twin.item.place
        made = f"the new {record_type} {key} “{twin.name}” ({twin.item.file}:{twin.item.line})"
        yield f"  look again: {made} has a name near {twin.key} “{twin.near}”"
    if len(plan.twins) > MOST_SHOWN:
        yield f"  … and {len(plan.twins) - MOST_SHOWN:,} more new records with a name near another"


def difference(plan: Plan) -> Iterator[str]:
    """A unified diff of the first changed records, before and after."""
    changed = [step for step in plan.steps.values() if step.outcome == "changed" and step.how]
    for step in changed[:MOST_SHOWN]:
        name = f"{step.place[0]} {step.place[1]}"
        before, after = _pretty(step.before), _pretty(step.item.text)
        yield from unified_diff(
            before, after, f"{name}, on record", f"{name}, {step.item.file}", n=1, lineterm=""
        )
    if len(changed) > MOST_SHOWN:
        yield f"… and {len(changed) - MOST_SHOWN:,} more changed records"


def report_of(plan: Plan) -> dict[str, Any]:
    """The plan for other programs."""
    return {
        "counts": plan.counts(),
        "twins": [
            {
                "type": twin.item.place[0],
                "key": twin.item.place[1],
                "name": twin.name,
                "near_key": twin.key,
                "near_name": twin.near,
                "file": twin.item.file,
                "line": twin.item.line,
            }
            for twin in plan.twins
        ],
        "records": [_step(step) for step in plan.steps.values()],
        "problems": [asdict(problem) for problem in plan.problems.shown],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "type": step.place[0],
        "key": step.place[1],
        "outcome": step.outcome,
        "file": step.item.file,
        "line": step.item.line,
    }


def _pretty(text: str) -> list[str]:
    return json.dumps(json.loads(text), ensure_ascii=False, indent=1).splitlines()
