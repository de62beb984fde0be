"""Claims with other content, as no action would give it to them."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from claims.actions.drafts.writing import find_keys, write
from claims.models import Claim
from claims.models.record_mapping import claim_record
from tests.world import FOUNDED_AT


def rewrite(row: Claim, **changes: Any) -> None:
    """Replace fields of the record of a claim, without the checks of the actions and without a seal."""
    record = replace(claim_record(row), **changes)
    write(row, record, find_keys([record]), at=FOUNDED_AT)
