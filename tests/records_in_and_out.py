"""Importing and exporting in a test, as the commands do it, without files."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from django.db.models import Model

from claims.actions.importing.plan import Plan
from claims.actions.importing.planning import ImportOptions
from claims.actions.importing.run import import_records
from claims.domain.history.permissions import IMPORTER
from claims.formats import json_lines
from claims.models import AuditEvent, Batch, BatchEntry, LedgerRow, Revision
from claims.models.record_mapping import ROWS
from claims.queries.history.export import public_texts

AT = datetime(2026, 1, 2, 12, tzinfo=UTC)


def import_text(
    text: str | bytes,
    *,
    publish: bool = False,
    on_conflict: str = "fail",
    batch: str = "",
    dry_run: bool = False,
    name: str = "a.jsonl",
    at: datetime = AT,
) -> Plan:
    """Import JSON Lines and return the plan."""
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return import_records(
        reading=json_lines.unread(BytesIO(raw), name),
        files=[name],
        options=ImportOptions(publish=publish, on_conflict=on_conflict),
        batch=batch or f"batch {Batch.objects.count() + 1}",
        by=IMPORTER,
        at=at,
        dry_run=dry_run,
    )


def told(plan: Plan) -> list[str]:
    """The problems of a plan as they are printed."""
    return [str(problem) for problem in plan.problems.shown]


def exported() -> str:
    """Everything public as JSON Lines."""
    return "".join(f"{text}\n" for text in public_texts())


def everything() -> dict[str, int]:
    """How many rows there are in each table that an import could write to."""
    models: tuple[type[Model], ...] = (*ROWS.values(), Revision, LedgerRow, Batch, BatchEntry, AuditEvent)
    return {model.__name__: model._base_manager.count() for model in models}
