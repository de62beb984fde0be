"""A claim of the record on which the method page explains what stands where."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from claims.models import Claim, Stance
from claims.queries.claim.rows import ClaimRow, claim_rows


def example_claim() -> ClaimRow | None:
    """The newest claim of a person in quotation marks that answers a question, or None. Five queries."""
    answers = Stance.objects.filter(claim=OuterRef("pk"), public=True)
    found = (
        Claim.objects.published()
        .filter(Exists(answers), form="quoted", speaker__kind="person", said_undated__in=[False])
        .newest_first()
        .values_list("key", flat=True)
        .first()
    )
    rows = claim_rows([str(found)]) if found is not None else ()
    return rows[0] if rows else None
