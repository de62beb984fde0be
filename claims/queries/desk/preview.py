"""The public page of a claim that is not public yet, for editors alone.

Public pages never use this: they read only what ``.published()`` returns.
"""

from dataclasses import replace

from claims.models import Claim
from claims.models.record_mapping import claim_in_work, with_content
from claims.queries.claim.beside import beside
from claims.queries.claim.page import ClaimPage, Site, assemble
from claims.queries.claim.related import link_keys
from claims.queries.desk.records import DeskRecords, record_as_public
from claims.queries.history.versions import revisions_of


def claim_preview(pk: int, *, site: Site) -> ClaimPage | None:
    """The page of a claim as editors work on it, draft or change, from its row; None if there is no such row.

    It leads to a public history and to public data only if the claim has them.
    """
    row = with_content(Claim.objects.filter(pk=pk)).first()
    if row is None:
        return None
    record = claim_in_work(row)
    shown = record_as_public(
        row, record, row.version if row.is_public and not row.has_change else row.version + 1
    )
    keys = link_keys(record, with_occasion=True)
    named = beside(record, keys, None, DeskRecords)
    record = named.known.current(record)
    revisions = revisions_of(record.key)
    page = assemble(shown, record, named, keys, revisions, site, record.words.text, False, False)
    return page if revisions else replace(page, json_url="", version=replace(page.version, history_url=""))
