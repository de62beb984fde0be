"""The claims that wait to be coded on a position, in the order of their dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet

from claims.domain.history.workflow import State
from claims.domain.record.identity import is_key
from claims.models import Claim, Coding, Position, Stance
from claims.models.record_row import RecordQuerySet
from claims.queries.lists.counts import CappedCount, capped_count

MOST_COUNTED: Final = 1000
ORDER: Final = ("said_undated", "said_newest", "pk")


@dataclass(frozen=True, slots=True)
class Queue:
    """The ``claims`` that wait for one editor."""

    claims: RecordQuerySet

    def count(self) -> CappedCount:
        """The number of waiting claims, up to ``MOST_COUNTED``. One query."""
        return capped_count(self.claims, MOST_COUNTED)

    def following(self, after: str = "") -> int | None:
        """The primary key of the first waiting claim, or the first after a claim; None at the end.

        Three queries at most.
        """
        # Each half uses an index, so that the database does not sort all claims to find the first one.
        dated = self.claims.filter(said_undated__in=[False]).order_by("said_newest", "pk")
        undated = self.claims.filter(said_undated__in=[True]).order_by("pk")
        place = Claim.objects.filter(key=after).values_list(*ORDER).first() if is_key(after) else None
        if place is not None:
            is_undated, day, pk = place
            later = Q(said_newest__gt=day) | Q(pk__gt=pk)
            dated = dated.none() if is_undated else dated.filter(later, said_newest__gte=day)
            undated = undated.filter(pk__gt=pk) if is_undated else undated
        found: int | None = dated.values_list("pk", flat=True).first()
        return undated.values_list("pk", flat=True).first() if found is None else found


def queue(position: Position, coder: str, *, is_blind: bool = False) -> Queue:
    """The claims that the coder has to code.

    Not blind: claims on the topic of the position, or by a speaker with a stance on it, not coded yet.
    Blind: claims that somebody else has coded and this coder has not.
    """
    with_stance = Stance.objects.filter(position=position, claim__amends=None).order_by()
    coded = Coding.objects.filter(position=position).order_by()
    claims = Claim.objects.filter(amends=None).exclude(state=State.WITHDRAWN.value).order_by()
    if is_blind:
        # The author of a claim may have set a stance that has no coding.
        someone = Q(pk__in=with_stance.values("claim")) & ~Q(author=coder) | Q(pk__in=coded.values("claim"))
        claims = claims.filter(someone).exclude(pk__in=coded.filter(coder=coder).values("claim"))
    else:
        claims = concerned(claims, position)
        claims = claims.exclude(pk__in=with_stance.values("claim")).exclude(pk__in=coded.values("claim"))
    return Queue(claims)


def concerned(claims: QuerySet[Claim], position: Position) -> RecordQuerySet:
    """The claims on the topic of the position, or by a speaker who has a stance on it."""
    stances = Stance.objects.filter(position=position).order_by()
    # A list, so that the plan does not depend on the estimate for a subquery.
    speakers = list(stances.values_list("claim__speaker", flat=True).distinct())
    where = Q(speaker__in=speakers)
    if position.topic_id is not None:
        where |= Q(pk__in=Claim.objects.filter(topics=position.topic_id).order_by().values("pk"))
    found = claims.filter(where)
    assert isinstance(found, RecordQuerySet)
    return found
