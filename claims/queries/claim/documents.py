"""Many claims as documents for programs: the records of a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import references
from claims.models import Claim
from claims.queries.claim.claim_document import document_of
from claims.queries.claim.ratings import given_ratings, known_scales
from claims.queries.names import labels
from claims.queries.records import Place, public_records


def claim_documents(ids: Sequence[int], *, site_url: str, at: datetime | None = None) -> list[dict[str, Any]]:
    """The records of these public claims with ``meta``, ``links`` and ``names``, in the order given.

    As they are today, or as they were held ``at`` an instant. Five queries whatever their number, three where
    none of them is rated.
    """
    places = places_of(ids)
    shown = public_records(places, at=at)
    read = {place: found.record for place, found in shown.items() if isinstance(found.record, ClaimRecord)}
    wanted = {place: set(references(record)) for place, record in read.items()}
    named = labels(set().union(*wanted.values()), at=at)
    known = known_scales(read.values(), at=at)
    return [
        document_of(
            shown[place],
            read[place],
            {key: named[key] for key in wanted[place] if key in named},
            given_ratings(read[place], known),
            site_url,
        )
        for place in places
        if place in read
    ]


def places_of(ids: Sequence[int]) -> list[Place]:
    """The claims of these primary keys that are public, in the order given."""
    keys = dict(Claim.objects.published().filter(pk__in=ids).order_by().values_list("pk", "key"))
    return [("claim", keys[pk]) for pk in ids if pk in keys]
