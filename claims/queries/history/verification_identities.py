"""Verification of identities: a file finds each claim by its words now and in each version."""

from __future__ import annotations

from claims.domain.history.verify import Misfit
from claims.models import Claim
from claims.models.claim_identities import CHUNK, missing_identities


def check_identities() -> None:
    """Raise Misfit that names the first claim with a missing identity."""
    claims = [
        (pk, str(key)) for pk, key in Claim.objects.exclude(key=None).order_by("pk").values_list("pk", "key")
    ]
    for start in range(0, len(claims), CHUNK):
        for missing in missing_identities(claims[start : start + CHUNK]):
            words = missing.assertion.words[:60]
            raise Misfit(f"The claim {missing.key} lacks the identity of its words “{words}”.")
