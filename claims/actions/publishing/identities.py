"""Identities of folding 2 for claims that were recorded before there was one."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.utils import timezone

from claims.actions.drafts.writing import keep_identity
from claims.domain.record.identity import CLAIM_FOLDING, FOLDING, key_of
from claims.models import Claim, ClaimIdentity
from claims.models.claim_identities import CHUNK, MissingIdentity, missing_identities

MOST_OCCURRENCES: Final = 20
"""So many occurrences of one assertion are told apart by the identities of folding 1."""


def keep_if_missing(*, using: str = DEFAULT_DB_ALIAS) -> int:
    """Make what is missing in a database that has identities of folding 1; returns how many were made.

    Does nothing in another database than the default one, and where the tables are not there yet.
    """
    if using != DEFAULT_DB_ALIAS or not _has_column():
        return 0
    if not ClaimIdentity.objects.filter(folding=FOLDING).exists():
        return 0
    keyed = Claim.objects.exclude(key=None)
    if not keyed.exclude(pk__in=ClaimIdentity.objects.filter(folding=CLAIM_FOLDING).values("claim")).exists():
        return 0
    return keep_missing(at=timezone.now())


@transaction.atomic
def keep_missing(*, at: datetime) -> int:
    """Make every missing identity, for what claims assert now and asserted in each version.

    Of claims that assert the same, those keep their order that folding 1 had put in one.
    """
    claims = list(Claim.objects.exclude(key=None).order_by("pk").values_list("pk", "key"))
    made = 0
    later: list[tuple[int, MissingIdentity]] = []
    for start in range(0, len(claims), CHUNK):
        chunk = [(pk, str(key)) for pk, key in claims[start : start + CHUNK]]
        new: dict[str, ClaimIdentity] = {}
        missing = missing_identities(chunk)
        taken = _owners([one.assertion.identity() for one in missing])
        former = _owners([one.assertion.identity(folding=FOLDING) for one in missing])
        for one in missing:
            identity = one.assertion.identity()
            owner = former.get(one.assertion.identity(folding=FOLDING))
            is_first = owner == one.claim or (owner is None and one.key == key_of(identity))
            if is_first and identity not in taken and identity not in new:
                new[identity] = ClaimIdentity(
                    claim_id=one.claim, identity=identity, folding=CLAIM_FOLDING, made_at=at
                )
            else:
                later.append((_former_occurrence(one), one))
        ClaimIdentity.objects.bulk_create(new.values(), batch_size=CHUNK)
        made += len(new)
    for _, one in sorted(later, key=lambda pair: (pair[0], pair[1].claim)):
        keep_identity(Claim.objects.get(pk=one.claim), one.assertion, at=at)
    return made + len(later)


def _owners(identities: list[str]) -> dict[str, int]:
    return dict(ClaimIdentity.objects.filter(identity__in=identities).values_list("identity", "claim_id"))


def _former_occurrence(one: MissingIdentity) -> int:
    """Which occurrence the claim was by folding 1; a high number where that is not known."""
    numbers = range(1, MOST_OCCURRENCES + 1)
    identities = {one.assertion.identity(n, folding=FOLDING): n for n in numbers}
    rows = ClaimIdentity.objects.filter(claim=one.claim, identity__in=identities)
    return min((identities[row.identity] for row in rows), default=MOST_OCCURRENCES + 1)


def _has_column() -> bool:
    table = ClaimIdentity._meta.db_table
    if table not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, table)
    return "folding" in {column.name for column in columns}
