"""Add identities that claims lack."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from claims.actions.drafts.writing import keep_identity
from claims.database.chunks import CHUNK, chunks
from claims.domain.record.identity import CLAIM_FOLDING, key_of
from claims.models import Claim, ClaimIdentity
from claims.models.claim_identities import MissingIdentity, missing_identities


@transaction.atomic
def keep_missing(*, at: datetime) -> int:
    """Add every missing identity, for the words that claims have now and had in each version.

    Returns how many were added.
    """
    claims = [
        (pk, str(key)) for pk, key in Claim.objects.exclude(key=None).order_by("pk").values_list("pk", "key")
    ]
    made = 0
    later: list[MissingIdentity] = []
    for chunk in chunks(claims):
        new: dict[str, ClaimIdentity] = {}
        missing = missing_identities(chunk)
        identities = [one.assertion.identity() for one in missing]
        taken = set(ClaimIdentity.objects.filter(identity__in=identities).values_list("identity", flat=True))
        for one, identity in zip(missing, identities, strict=True):
            if one.key == key_of(identity) and identity not in taken and identity not in new:
                new[identity] = ClaimIdentity(
                    claim_id=one.claim, identity=identity, folding=CLAIM_FOLDING, made_at=at
                )
            else:
                later.append(one)
        ClaimIdentity.objects.bulk_create(new.values(), batch_size=CHUNK)
        made += len(new)
    for one in later:
        keep_identity(Claim.objects.get(pk=one.claim), one.assertion, at=at)
    return made + len(later)
