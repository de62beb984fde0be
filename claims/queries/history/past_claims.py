"""Claims as they were in our record at a past instant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, OuterRef

from claims.domain.record.claim import ClaimRecord
from claims.models import Claim, FormerClaim, FormerMember, Position, Revision, Stance
from claims.models.claim import ClaimQuerySet
from claims.queries.records import public_records

MOST_POINTING: Final = 40


@dataclass(frozen=True, slots=True)
class HeldClaim:
    """A claim as it was."""

    key: str
    version: int
    record: ClaimRecord


def still_held(claims: ClaimQuerySet, instant: datetime) -> ClaimQuerySet:
    """The public claims that were the same at an instant as today."""
    otherwise = FormerClaim.objects.filter(claim=OuterRef("pk"), held_to__gt=instant).order_by()
    return claims.filter(~Exists(otherwise), published_at__lte=instant, revised_at__lte=instant)


def held_on_position(position: str, *, at: datetime, known_by: date | None = None) -> tuple[HeldClaim, ...]:
    """The claims that had a stance on a position ``at`` an instant, the oldest said first, undated ones last.

    With ``known_by``, only those that had been said by the end of that day. Claims withdrawn since and erased
    versions are left out. The records are those of that time. Three queries.
    """
    pk = Position.objects.filter(slug=position).values("pk")
    today = still_held(Claim.objects.published(), at)
    today = today.filter(pk__in=Stance.objects.filter(position__in=pk).order_by().values("claim"))
    members = FormerMember.objects.filter(facet="position", member=position).order_by()
    former = FormerClaim.objects.held_at(at).filter(pk__in=members.values("former"))
    if known_by is not None:
        today, former = today.filter(said_latest__lte=known_by), former.filter(said_latest__lte=known_by)
    days = ("said_undated", "said_oldest")
    found = [
        *today.order_by().values_list(*days, "pk", "key"),
        *former.order_by().values_list(*days, "claim_id", "claim__key"),
    ]
    found.sort()
    records = public_records((("claim", str(key)) for *_, key in found), at=at)
    held = []
    for *_, key in found:
        shown = records.get(("claim", str(key)))
        if shown is not None and isinstance(shown.record, ClaimRecord):
            held.append(HeldClaim(str(key), shown.version, shown.record))
    return tuple(held)


def said_by(keys: Iterable[str], day: date, *, at: datetime | None = None) -> frozenset[str]:
    """The public claims among these that had certainly been said by the end of a day.

    With ``at``, by the dates that our record had at that instant. One query, or two.
    """
    wanted: Sequence[str] = sorted(set(keys))
    claims = Claim.objects.published().filter(key__in=wanted, said_latest__lte=day).order_by()
    if at is None:
        return frozenset(str(key) for key in claims.values_list("key", flat=True))
    former = FormerClaim.objects.held_at(at).filter(claim__key__in=wanted, said_latest__lte=day)
    found = {*still_held(claims, at).values_list("key", flat=True)}
    found |= {*former.order_by().values_list("claim__key", flat=True)}
    return frozenset(str(key) for key in found)


def pointed_to(key: str, at: datetime) -> list[str]:
    """Claims that pointed to this one ``at`` an instant, in versions replaced since. One query."""
    members = FormerMember.objects.filter(facet="points_to", member=key).order_by()
    rows = FormerClaim.objects.held_at(at).filter(pk__in=members.values("former")).order_by("claim")
    return [str(found) for found in rows.values_list("claim__key", flat=True)[:MOST_POINTING]]


def version_at(key: str, at: datetime) -> int | None:
    """The version of a claim that was valid at an instant, erased or not. One query."""
    rows = Revision.objects.filter(record_type="claim", record_key=key, valid_from__lte=at)
    return rows.order_by("-version").values_list("version", flat=True).first()
