"""A row in every table whose rows come and stay."""

from __future__ import annotations

from claims.actions.merging.merging import rename
from claims.actions.publishing.erasing import erase
from tests.world import ANN, BOB, FOUNDED_AT, World


def fill_append_only(world: World) -> None:
    """Erase a version of a claim and rename a topic; the world has all other rows."""
    erase(
        record_type="claim",
        key=world.amended,
        contents=[1],
        reason="A court’s order.",
        by=BOB,
        at=FOUNDED_AT,
    )
    rename(
        record_type="topic",
        key=world.other_topic,
        now_key="trade-and-tolls",
        note="It holds more.",
        by=ANN,
        approver=BOB,
        at=FOUNDED_AT,
    )
