"""Making anew what the record held on past days, from the revisions alone.

For a database whose revisions are older than the tables of former claims, and for a claim that is public
again after it was withdrawn. What comes out is what the seals would have written one by one.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from django.db import DEFAULT_DB_ALIAS, connection, transaction

from claims.actions.publishing.past_versions import forget, insert
from claims.models import Claim, FormerClaim, Revision
from claims.models.former_times import pasts_of

CHUNK: Final = 500


def rebuild_if_missing(*, using: str = DEFAULT_DB_ALIAS) -> int:
    """Make the rows where there are none and should be; returns how many were made.

    Does nothing in another database than the default one, and where the table is not there yet.
    """
    if using != DEFAULT_DB_ALIAS or FormerClaim._meta.db_table not in connection.introspection.table_names():
        return 0
    replaced = Revision.objects.filter(record_type__in=("claim", "source"), version__gt=1)
    if FormerClaim.objects.exists() or not replaced.exists():
        return 0
    return rebuild()


@transaction.atomic
def rebuild(keys: Iterable[str] | None = None) -> int:
    """Make the former claims of these public claims anew, or of all; returns how many there are."""
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
