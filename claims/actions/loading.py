"""Loading fixtures: what they publish is sealed in the same transaction, and nothing on record is touched."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from claims.actions.auditing import note_event
from claims.actions.importing_applying import apply_plan
from claims.actions.importing_plan import Plan
from claims.actions.importing_planning import Wishes, plan_import
from claims.actions.importing_problems import Problems
from claims.actions.importing_reading import gather
from claims.domain.actors import FIXTURES
from claims.domain.errors import Conflict, Problem
from claims.formats.base import Found
from claims.models.record_mapping import ROWS


def load_records(*, reading: Iterable[Found | Problem], names: str, at: datetime) -> Plan:
    """Load new records under one ledger row and return the plan that was followed.

    ``names`` are those of the fixtures, for the ledger. Raises ProblemsFound, and writes nothing, where
    anything is wrong or on record already.
    """
    problems = Problems()
    items = gather(reading, problems)
    try:
        with transaction.atomic():
            plan = plan_import(items, problems, Wishes(only_new=True), at=at)
            if plan.problems:
                raise plan.problems.as_error()
            if any(plan.to_do()):
                apply_plan(plan, by=FIXTURES, at=at, kind="fixture", summary=f"Fixture {names}"[:300])
                note_event(action="load", by=FIXTURES, at=at, detail={"fixtures": names})
    except IntegrityError as error:
        raise Conflict(f"The database refused the fixture, and nothing was written: {error}.") from error
    return plan


def is_empty() -> bool:
    """Whether no record of any type is on record."""
    return not any(model._base_manager.exists() for model in ROWS.values())
