"""Import records from files: plan what to do, and apply the plan in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Literal

from django.db import IntegrityError, transaction

from claims.actions.auditing import note_event
from claims.actions.drafts.writing import key_column
from claims.actions.importing.applying import apply_plan
from claims.actions.importing.plan import Plan, Step
from claims.actions.importing.planning import ImportOptions, plan_import
from claims.actions.importing.problems import Problems
from claims.actions.importing.reading import gather
from claims.database.chunks import chunks
from claims.domain.errors import Conflict, Problem, Refused
from claims.domain.history.permissions import Actor
from claims.domain.record.canonical import digest
from claims.domain.record.identity import Place
from claims.formats.base import Found
from claims.models import Batch, BatchEntry
from claims.models.record_mapping import ROWS

LONGEST_NAME = 150


def import_records(
    *,
    reading: Iterable[Found | Problem],
    files: Sequence[str],
    options: ImportOptions,
    batch: str,
    by: Actor,
    at: datetime,
    kind: Literal["batch", "fixture"] = "batch",
    summary: str = "",
    dry_run: bool = False,
) -> Plan:
    """Import what the formats read, and return the plan.

    ``kind`` and ``summary`` go into the ledger row; the default summary is "Import" and the batch name.

    Nothing is written if the plan has problems or every record is the same. A dry run writes everything and
    rolls it back, so its plan is exactly that of a real run.
    Raises Refused if the name of the batch is taken, Conflict if somebody else wrote at the same time.
    """
    problems = Problems()
    items = gather(reading, problems)
    try:
        with transaction.atomic():
            if not batch or len(batch) > LONGEST_NAME:
                raise Refused(f"A batch needs a name of at most {LONGEST_NAME} characters.")
            plan = plan_import(items, problems, options, at=at)
            if plan.problems or not any(plan.to_do()):
                return plan
            if Batch.objects.filter(name=batch).exists():
                raise Refused(f"A batch named {batch} is on record already: give this one another name.")
            along = apply_plan(plan, by=by, at=at, kind=kind, summary=summary or f"Import {batch}")
            made = Batch.objects.create(
                name=batch, made_at=at, actor=by.name, files=list(files), published=options.publish
            )
            _keep_entries(made, plan, along)
            counts = {outcome: count for outcome, count in plan.counts().items() if count}
            action = "load" if kind == "fixture" else "import"
            note_event(action=action, by=by, at=at, detail={"batch": batch, **counts})
            if dry_run:
                transaction.set_rollback(True)
    except IntegrityError as error:
        raise Conflict(f"The database refused the import, and nothing was written: {error}.") from error
    return plan


def _keep_entries(batch: Batch, plan: Plan, along: dict[Place, str]) -> None:
    """Store what the import did to each record, so that it can be undone."""
    steps = [step for step in plan.to_do() if step.how != "tombstone"]
    heads = _heads([*(step.place for step in steps), *along])
    entries = [_entry(batch, step, *heads[step.place]) for step in steps]
    for place, text in along.items():
        edition, version = heads[place]
        entries.append(
            BatchEntry(
                batch=batch,
                record_type=place[0],
                record_key=place[1],
                done="changed",
                before=json.loads(text),
                before_state="draft",
                digest=digest(text),
                edition=edition,
                version=version,
            )
        )
    BatchEntry.objects.bulk_create(entries, batch_size=500)


def _heads(places: Sequence[Place]) -> dict[Place, tuple[int, int]]:
    """The edition and version of each record after the import."""
    found: dict[Place, tuple[int, int]] = {}
    for record_type, model in ROWS.items():
        name = key_column(record_type)
        for chunk in chunks(key for kind, key in places if kind == record_type):
            rows = model._base_manager.filter(**{f"{name}__in": chunk})
            for key, edition, version in rows.values_list(name, "edition", "version"):
                found[record_type, key] = (edition, version)
    return found


def _entry(batch: Batch, step: Step, edition: int, version: int) -> BatchEntry:
    before: Any = json.loads(step.before) if step.before else None
    return BatchEntry(
        batch=batch,
        record_type=step.place[0],
        record_key=step.place[1],
        done="made" if step.outcome == "new" else "changed",
        before=before,
        before_state=step.standing.state if step.standing else "",
        digest=digest(step.item.text),
        edition=edition,
        version=version,
    )
