"""The claims before and after a claim on its position."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Subquery

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.paths import claim_path
from claims.models import ClaimVersion
from claims.models.projection import SERIALS
from claims.queries.claim.newest import links_of


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The claim before or after on the same position."""

    url: str
    said_words: str
    quote: str


def neighbours(
    claim: ClaimRecord, *, known_by: date | None = None
) -> tuple[Neighbour | None, Neighbour | None]:
    """The claims before and after this one on the position of its first stance. Two queries.

    With ``known_by``, only claims that had been said by the end of that day.
    """
    stance = next(iter(claim.stances), None)
    if stance is None or FuzzyDate.parse(claim.said).undated:
        return None, None
    own = ClaimVersion.objects.valid(None).filter(key=claim.key).values_list("number", flat=True).first()
    if own is None:
        return None, None
    line = links_of(("position", stance.position)).filter(version__gte=SERIALS)
    if known_by is not None:
        line = line.filter(version__said_latest__lte=known_by)
    earlier = line.filter(version__lt=own).order_by("-version_id").values("version")[:1]
    later = line.filter(version__gt=own).order_by("version_id").values("version")[:1]
    beside = ClaimVersion.objects.filter(
        Q(number__in=Subquery(earlier)) | Q(number__in=Subquery(later))
    ).values_list("number", "key", "said", "revision__content__text")
    found = {number > own: _neighbour(key, said, text) for number, key, said, text in beside}
    return found.get(False), found.get(True)


def _neighbour(key: str, said: str, text: str) -> Neighbour:
    quote = str(json.loads(text)["words"]["text"])
    return Neighbour(claim_path(key, quote), FuzzyDate.parse(said).short_words(), quote)
