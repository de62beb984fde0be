"""Merge two speakers of the test world, and look at what became of their claims."""

from __future__ import annotations

from typing import Any

from django.db import connection

from claims.actions.merging.merging import merge
from claims.models import (
    Claim,
    FormerAddress,
    RevisionContent,
)
from claims.queries.history.verification import verify_database
from tests.actions.drafts.small_records import AFTER
from tests.sealed import all_sealed
from tests.world import ANN, BOB, World

WHY = "Both are one person."


def merged(world: World, **more: Any) -> FormerAddress:
    """Anna Roe turns out to be María Solano."""
    return merge(
        **{
            "record_type": "speaker",
            "key": world.roe,
            "into": world.solano,
            "note": WHY,
            "by": ANN,
            "approver": BOB,
            "at": AFTER,
            **more,
        }
    )


def speakers_of_claims() -> dict[str, str]:
    return dict(Claim.objects.published().values_list("key", "speaker__slug"))


def sealed() -> dict[tuple[str, str, int], str]:
    found = RevisionContent.objects.values_list(
        "revision__record_type", "revision__record_key", "revision__version", "text"
    )
    return {(kind, key, version): text for kind, key, version, text in found}


def holds() -> None:
    """The database would commit this, and the whole record verifies."""
    connection.check_constraints()
    assert all_sealed()
    verify_database()
