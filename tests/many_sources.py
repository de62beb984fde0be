"""A chain of more sources than SQLite takes conditions in one statement."""

from __future__ import annotations

from claims.actions.drafts.writing import find_keys, write_all
from claims.domain.record.claim import Hop
from claims.domain.record.shared import OutletRecord, SourceRecord
from claims.models import Claim
from claims.models.record_mapping import ROWS, claim_record
from tests.rewritten import rewrite
from tests.world import FOUNDED_AT

TOO_MANY = 1_001


def cite_many(key: str) -> list[str]:
    """Let a draft cite as many drafts of sources, each of an outlet of its own. Returns their keys."""
    outlets = [OutletRecord(slug=f"sheet-{n}", name=f"Sheet {n}") for n in range(TOO_MANY)]
    sources = [SourceRecord(key=f"leaf-{n}", title=f"Leaf {n}", outlet=f"sheet-{n}") for n in range(TOO_MANY)]
    for records in (outlets, sources):
        rows = [(ROWS[record.TYPE](), record) for record in records]
        write_all(rows, find_keys(records), at=FOUNDED_AT)
    claim = Claim.objects.get(key=key)
    hops = (Hop(hop=n, source=source.key) for n, source in enumerate(sources, start=100))
    rewrite(claim, chain=(*claim_record(claim).chain, *hops))
    return [source.key for source in sources]
