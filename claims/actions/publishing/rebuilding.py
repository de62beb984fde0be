"""Rebuild the former claims from the revisions.

For a claim that is published again after a withdrawal, and for ``derive_records``. The result equals what the
seals wrote one by one.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from django.db import transaction

from claims.actions.publishing.past_versions import forget, insert
from claims.models import Claim
from claims.models.former_times import pasts_of

CHUNK: Final = 500


@transaction.atomic
def rebuild(keys: Iterable[str] | None = None) -> int:
    """Rebuild the former claims of these public claims, or of all, and return their number."""
    public = Claim.objects.published().order_by("pk")
    if keys is not None:
        wanted = sorted(keys)
        if not wanted:
            return 0
        public = public.filter(key__in=wanted)
    rest = iter(list(public.values_list("key", "pk")))
    made = 0
    while some := {str(key): pk for key, pk in islice(rest, CHUNK)}:
        forget(some)
        pasts = pasts_of(list(some))
        former = [(some[key], *one) for key, past in pasts.items() for one in past.former]
        for pk, row, _ in former:
            row.claim_id = pk
        insert([row for _, row, _ in former], [members for *_, members in former])
        made += len(former)
    return made
