"""The claims before and after a claim on its position."""

from datetime import date

from msgspec import json

from claims.database.neighbours import neighbour_rows
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.paths import claim_path
from claims.models.projection import SERIALS
from claims.queries.page_values import Link


def neighbours(claim: ClaimRecord, *, known_by: date | None = None) -> tuple[Link | None, Link | None]:
    """The days of the claims before and after this one on the position of its first stance. One query.

    With ``known_by``, only claims that had been said by the end of that day.
    """
    stance = next(iter(claim.stances), None)
    if stance is None or FuzzyDate.parse(claim.said).undated:
        return None, None
    rows = neighbour_rows(claim.key, ("position", stance.position), first=SERIALS, known_by=known_by)
    found = {is_after: _neighbour(key, said, text) for is_after, key, said, text in rows}
    return found.get(False), found.get(True)


def _neighbour(key: str, said: str, text: str) -> Link:
    return Link(FuzzyDate.parse(said).short_words(), claim_path(key, json.decode(text)["words"]["text"]))
