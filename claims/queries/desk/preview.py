"""A claim as its page would show it once it is public, for editors alone.

Pages of the public never come here: theirs are made of what ``.published()`` lets through.
"""

from __future__ import annotations

from dataclasses import replace

from claims.domain.record.claim import ClaimRecord
from claims.models import Claim
from claims.models.record_mapping import as_record, with_content
from claims.queries.claim.page import ClaimPage, Site, assemble, known_beside
from claims.queries.claim.related import link_keys
from claims.queries.desk.records import DeskRecords
from claims.queries.history.versions import revisions_of
from claims.queries.records import PublicRecord


def claim_preview(pk: int, *, site: Site) -> ClaimPage | None:
    """The page of a draft, a working copy, or a claim as its row stands; None if there is no such row.

    It leads to a public history and to public data only if the claim has them.
    """
    row = with_content(Claim.objects.filter(pk=pk)).first()
    if row is None:
        return None
    record = as_record(row)
    assert isinstance(record, ClaimRecord)
    version = row.amends.version if row.amends is not None else row.version
    is_waiting = not row.version
    shown = PublicRecord(
        record=record,
        version=version + 1 if is_waiting else version,
        change_class="",
        note="",
        author=row.author,
        approver="",
        published_at=row.changed_at,
        valid_from=row.changed_at,
        digest="",
    )
    keys = link_keys(record, with_occasion=True)
    known = known_beside(record, keys, None, DeskRecords)
    revisions = revisions_of(record.key)
    page = assemble(shown, record, known, keys, revisions, site, record.words.text, False, False)
    return page if revisions else replace(page, json_url="", version=replace(page.version, history_url=""))
