"""Loading fixtures: an import that adds records and changes nothing that is on record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from claims.actions.importing.plan import Plan
from claims.actions.importing.planning import Wishes
from claims.actions.importing.run import import_records
from claims.domain.errors import Problem
from claims.domain.history.permissions import FIXTURES
from claims.formats.base import Found
from claims.models.record_mapping import ROWS


def load_records(*, reading: Iterable[Found | Problem], names: Sequence[str], at: datetime) -> Plan:
    """Load the records of fixtures, seal under one ledger row what they publish, return the plan followed.

    A record that is on record with the same content stays, and is published if the fixture says so and it is
    a draft. A record that was loaded or imported like this before and was changed here since is skipped.
    ``names`` are those of the fixtures, for the batch and the ledger.
    Raises ProblemsFound, and writes nothing, where anything is wrong or has other content here.
    """
    name = ", ".join(names)[:100]
    plan = import_records(
        reading=reading,
        files=names,
        wishes=Wishes(only_adds=True),
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
