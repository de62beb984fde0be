"""Verification of identities: a file finds each claim by its words now and in each version."""

from __future__ import annotations

from claims.database.chunks import chunks
from claims.domain.history.verify import Misfit
from claims.models import Claim
from claims.models.claim_identities import missing_identities


def check_identities() -> None:
    """Raise Misfit that names the first claim with a missing identity."""
    claims = [
        (pk, str(key)) for pk, key in Claim.objects.exclude(key=None).order_by("pk").values_list("pk", "key")
    ]
    for some in chunks(claims):
        for missing in missing_identities(some):
            words = missing.assertion.words[:60]
            raise Misfit(f"The claim {missing.key} lacks the identity of its words “{words}”.")
