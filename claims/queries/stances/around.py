"""What is on record around positions: searches for statements, events, and leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from claims.queries.records import referring

TYPES: Final = ("coverage", "event", "lead")


@dataclass(frozen=True, slots=True)
class Around:
    """The public records about one position, as documents, each kind in the order of its list.

    ``leads`` are those that became no claim.
    """

    coverage: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    leads: list[dict[str, Any]] = field(default_factory=list)


def around_each(positions: Iterable[str], *, at: datetime | None = None) -> Mapping[str, Around]:
    """What is on record around each of these positions, today or ``at`` an instant. At most one query."""
    found = {slug: Around() for slug in positions}
    for (_, slug), document in referring(TYPES, (("position", slug) for slug in found), at=at):
        around = found[slug]
        if document["type"] == "coverage":
            around.coverage.append(document)
        elif document["type"] == "event":
            around.events.append(document)
        elif not document.get("claim"):
            around.leads.append(document)
    return found
