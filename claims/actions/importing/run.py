"""Import records from files or fixtures: plan what to do, and apply the plan in one transaction."""

import json
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import datetime
from itertools import chain
from typing import Literal, NamedTuple

from django.db import IntegrityError, connection, transaction

from claims.actions.auditing import note_event
from claims.actions.importing.applying import apply_plan
from claims.actions.importing.items import Problems
from claims.actions.importing.plan import Plan, Step
from claims.actions.importing.planning import ImportOptions, plan_import
from claims.actions.importing.reading import gather
from claims.actions.progress import Progress, counted, silent
from claims.database.chunks import chunks
from claims.database.inserting import insert_columns
from claims.database.install import unguarded
from claims.database.many_rows import many_rows
from claims.domain.errors import Conflict, Problem, Refused
from claims.domain.history.permissions import FIXTURES, Actor
from claims.domain.record.canonical import digest
from claims.domain.record.identity import Place
from claims.domain.record.shared import key_field, keys_by_type
from claims.formats.base import Found
from claims.formats.json_lines import Line
from claims.models import Batch, BatchEntry
from claims.models.record_mapping import ROWS, rows_with_keys

LONGEST_NAME = 150
MANY = 1_000
"""Records for which it is worth while to lift triggers."""


def import_records(
    *,
    reading: Iterable[Found | Problem | Line],
    files: Sequence[str],
    options: ImportOptions,
    batch: str,
    by: Actor,
    at: datetime,
    kind: Literal["batch", "fixture"] = "batch",
    summary: str = "",
    dry_run: bool = False,
    progress: Progress = silent,
) -> Plan:
    """Import what the formats read, and return the plan.

    ``kind`` and ``summary`` go into the ledger row. The default summary is "Import" and the batch name.

    Nothing is written if the plan has problems or every record is the same. A dry run writes everything and
    rolls it back, so its plan is exactly that of a real run.
    Raises Refused if the name of the batch is taken, Conflict if somebody else wrote at the same time.
    """
    problems = Problems()
    items = gather(counted(reading, "Read", progress), problems)
    try:
        with many_rows(), transaction.atomic():
            if not batch or len(batch) > LONGEST_NAME:
                raise Refused(f"A batch needs a name of at most {LONGEST_NAME} characters.")
            plan = plan_import(items, problems, options, at=at)
            del items  # The steps have what is needed of them.
            if plan.problems or not any(plan.to_do()):
                return plan
            if Batch.objects.filter(name=batch).exists():
                raise Refused(f"A batch named {batch} is on record already: give this one another name.")
            summary = summary or f"Import {batch}"
            with unguarded(connection) if len(plan.steps) > MANY else nullcontext():
                along = apply_plan(plan, by=by, at=at, kind=kind, summary=summary, progress=progress)
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
    steps = (step for step in plan.to_do() if step.how != "tombstone")
    entries = chain(map(_entry, steps), (_Entry(place, text, text, "draft") for place, text in along.items()))
    for some in chunks(entries):
        heads = {entry.place: (1, entry.version) for entry in some if not entry.before_state}
        heads |= _heads([entry.place for entry in some if entry.before_state])
        insert_columns(
            BatchEntry,
            {
                "record_type": [entry.place[0] for entry in some],
                "record_key": [entry.place[1] for entry in some],
                "done": ["changed" if entry.before_state else "made" for entry in some],
                "before": [json.loads(entry.before) if entry.before else None for entry in some],
                "before_state": [entry.before_state for entry in some],
                "digest": [digest(entry.text) for entry in some],
                "edition": [heads[entry.place][0] for entry in some],
                "version": [heads[entry.place][1] for entry in some],
            },
            batch_id=batch.pk,
        )


class _Entry(NamedTuple):
    """A record, its canonical text after the import and, if it was there, before; a new one has a version."""

    place: Place
    text: str
    before: str = ""
    before_state: str = ""
    version: int = 0


def _entry(step: Step) -> _Entry:
    state = step.standing.state if step.standing else ""
    return _Entry(step.place, step.item.text, step.before, state, int(step.publishes))


def _heads(places: Sequence[Place]) -> dict[Place, tuple[int, int]]:
    """The edition and version of each record after the import."""
    found: dict[Place, tuple[int, int]] = {}
    for record_type, keys in keys_by_type(places).items():
        rows = rows_with_keys(record_type, keys).order_by()
        for key, edition, version in rows.values_list(key_field(record_type), "edition", "version"):
            found[record_type, key] = (edition, version)
    return found


def load_records(*, reading: Iterable[Found | Problem], names: Sequence[str], at: datetime) -> Plan:
    """Load the records of fixtures under one ledger row, and return the plan.

    A record with the same content stays, and is published if it is a draft that the fixture publishes. A
    record that was loaded or imported like this before and was changed since is skipped. ``names`` are the
    names of the fixtures, for the batch and the ledger.
    Raises ProblemsFound, and writes nothing, if there is any problem or a record differs here.
    """
    name = ", ".join(names)[:100]
    plan = import_records(
        reading=reading,
        files=names,
        options=ImportOptions(only_adds=True),
        batch=f"{name} {at:%Y-%m-%d %H:%M:%S.%f}",
        by=FIXTURES,
        at=at,
        kind="fixture",
        summary=f"Fixture {name}",
    )
    if plan.problems:
        raise plan.problems.as_error()
    return plan


def is_empty() -> bool:
    """Whether no record of any type is on record."""
    return not any(model._base_manager.exists() for model in ROWS.values())
