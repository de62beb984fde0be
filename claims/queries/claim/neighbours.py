"""The claims before and after a claim on its position."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Value

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.paths import claim_path
from claims.models import Stance
from claims.queries.stances.by_day import dated, stances_on


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
    said = FuzzyDate.parse(claim.said)
    if stance is None or said.undated:
        return None, None
    line = dated(stances_on(stance.position))
    own = line.filter(claim__key=claim.key).values_list("said_oldest", "claim").first()
    if own is None:
        return None, None
    day, pk = own
    if known_by is not None:
        line = line.filter(claim__said_latest__lte=known_by)
    # The index uses the bound on the day; the primary key gives the order within a day.
    earlier = line.filter(said_oldest__lte=day).exclude(said_oldest=day, claim__gte=pk)
    later = line.filter(said_oldest__gte=day).exclude(said_oldest=day, claim__lte=pk)
    earlier, later = earlier.order_by("-said_oldest", "-claim_id"), later.order_by("said_oldest", "claim_id")
    sides = [
        Stance.objects.filter(pk__in=rows.values("pk")[:1])
        .order_by()
        .values_list(Value(n), "claim__key", "claim__text", "claim__said")
        for n, rows in enumerate((earlier, later))
    ]
    found = {side: (key, text, day) for side, key, text, day in sides[0].union(sides[1], all=True)}
    return _neighbour(found.get(0)), _neighbour(found.get(1))


def _neighbour(row: tuple[str | None, str, str] | None) -> Neighbour | None:
    if row is None:
        return None
    key, text, said = row
    return Neighbour(claim_path(str(key), text), FuzzyDate.parse(said).short_words(), text)
