"""A chain of more sources than SQLite takes conditions in one statement."""

from __future__ import annotations

from claims.models import Citation, Claim, Outlet, Source
from tests.world import FOUNDED_AT

TOO_MANY = 1_001


def cite_many(key: str) -> list[str]:
    """Let a draft cite as many drafts of sources, each of an outlet of its own. Returns their keys."""
    made = {"created_at": FOUNDED_AT, "changed_at": FOUNDED_AT}
    outlets = Outlet.objects.bulk_create(
        Outlet(slug=f"sheet-{n}", name=f"Sheet {n}", **made) for n in range(TOO_MANY)
    )
    sources = Source.objects.bulk_create(
        Source(key=f"leaf-{n}", title=f"Leaf {n}", outlet=outlet, **made) for n, outlet in enumerate(outlets)
    )
    claim = Claim.objects.get(key=key)
    Citation.objects.bulk_create(
        Citation(claim=claim, hop=n, source=source) for n, source in enumerate(sources, start=100)
    )
    return [source.key for source in sources]
