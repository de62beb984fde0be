"""Rebuild all data that is derived from the records and checked by ``verify_records``.

No record changes, and there is no new revision.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery

from claims.actions.auditing import note_event
from claims.actions.database.derived_rows import derive_rows
from claims.actions.drafts.identities import keep_identities
from claims.actions.publishing.projecting import project_all
from claims.database.chunks import chunks
from claims.database.page_cache import large_page_cache
from claims.domain.history.permissions import Actor
from claims.domain.record.shared import key_field
from claims.models import Claim, Revision
from claims.models.claim_identities import missing_identities
from claims.models.record_mapping import ROWS


@large_page_cache()
@transaction.atomic
def derive_anew(*, by: Actor, at: datetime) -> None:
    """Make derived columns and the public projection anew.

    Adds missing identities. Existing ones stay.
    """
    for record_type, model in ROWS.items():
        derive_rows(model)
        key = key_field(record_type)
        revisions = Revision.objects.filter(record_type=record_type, record_key=OuterRef(key))
        model._base_manager.exclude(version=0).update(
            published_at=Subquery(revisions.filter(version=1).values("published_at")),
            revised_at=Subquery(revisions.filter(version=OuterRef("version")).values("published_at")),
        )
    project_all()
    keep_missing(Claim.objects.order_by("pk").values_list("pk", "key"), at=at)
    note_event(action="derive", by=by, at=at)


@transaction.atomic
def keep_missing(claims: Iterable[tuple[int, str]], *, at: datetime) -> int:
    """Add missing identities for the words that these claims have now and had in each version.

    ``claims`` are primary keys and keys. Returns how many were added.
    """
    missing = [one for some in chunks(claims) for one in missing_identities(some)]
    keep_identities(((one.claim, one.key, one.assertion) for one in missing), at=at)
    return len(missing)
