"""The claims that wait to be coded on a position, in the order of their dates."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet

from claims.domain.history.workflow import State
from claims.domain.record.claim import ClaimRecord, Stance
from claims.domain.record.identity import is_key
from claims.models import Claim, Coding, DeskValue, Position
from claims.models.claim import claims_with
from claims.models.record_mapping import claim_record, with_content
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
    coded = Coding.objects.filter(position=position).order_by()
    claims = Claim.objects.exclude(state=State.WITHDRAWN.value).order_by()
    if is_blind:
        # The author of a claim may have set a stance that has no coding.
        someone = Q(pk__in=on_position(position)) & ~Q(author=coder) | Q(pk__in=coded.values("claim"))
        claims = claims.filter(someone).exclude(pk__in=coded.filter(coder=coder).values("claim"))
    else:
        claims = concerned(claims, position)
        claims = claims.exclude(pk__in=on_position(position)).exclude(pk__in=coded.values("claim"))
    return Queue(claims)


def on_position(position: Position) -> QuerySet[DeskValue, Any]:
    """The primary keys of the claims with a stance on a position."""
    return claims_with("stances.position", position.slug)


def coded_claims(position: Position) -> QuerySet[Claim]:
    """The claims with a stance on a position, drafts included, without withdrawn ones."""
    claims = Claim.objects.filter(pk__in=on_position(position))
    return claims.exclude(state=State.WITHDRAWN.value)


def stance_on(position: Position, record: ClaimRecord) -> Stance | None:
    """The stance of a claim on a position."""
    return next((one for one in record.stances if one.position == position.slug), None)


def concerned(claims: QuerySet[Claim], position: Position) -> RecordQuerySet:
    """The claims on the topic of the position, or by a speaker who has a stance on it."""
    # A list, so that the plan does not depend on the estimate for a subquery.
    with_stance = Claim.objects.filter(pk__in=on_position(position)).order_by()
    where = Q(speaker__in=list(with_stance.values_list("speaker", flat=True).distinct()))
    if position.topic is not None:
        where |= Q(pk__in=claims_with("topics", position.topic.slug))
    found = claims.filter(where)
    assert isinstance(found, RecordQuerySet)
    return found


def other_voices(position: Position) -> dict[int, str]:
    """For each coded claim whose stance is somebody else's: the primary key, and the slug of that voice."""
    voiced = DeskValue.objects.filter(field="stances.of").order_by().values("claim")
    found = {}
    for row in with_content(coded_claims(position).filter(pk__in=voiced).order_by()):
        stance = stance_on(position, claim_record(row))
        if stance is not None and stance.of:
            found[row.pk] = stance.of
    return found
