"""Load fixtures: an import that only adds records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from claims.actions.importing.plan import Plan
from claims.actions.importing.planning import ImportOptions
from claims.actions.importing.run import import_records
from claims.domain.errors import Problem
from claims.domain.history.permissions import FIXTURES
from claims.formats.base import Found
from claims.models.record_mapping import ROWS


def load_records(*, reading: Iterable[Found | Problem], names: Sequence[str], at: datetime) -> Plan:
    """Load the records of fixtures under one ledger row, and return the plan.

    A record with the same content stays; if it is a draft that the fixture publishes, it is published. A
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
