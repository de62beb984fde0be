"""Everything that was returned to one person: records, changes and proposals."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value

from claims.domain.history.hands import every_hand
from claims.domain.history.workflow import State
from claims.domain.record.shared import key_field
from claims.models import AuditEvent, Claim, Proposal
from claims.models.record_mapping import ROWS
from claims.queries.desk.waiting import WaitingRecord
from claims.queries.desk.waiting_list import Waiting, lines_of
from claims.queries.lists.counts import CappedCount

MOST: Final = 200
"""The maximum number of lines, the newest first."""


@dataclass(frozen=True, slots=True)
class ReturnedWork:
    """A line of the list, with who returned it and the comment."""

    work: Waiting
    by: str
    comment: str


@dataclass(frozen=True, slots=True)
class _Back:
    place: WaitingRecord
    record_type: str
    key: str


def count_returned(name: str) -> CappedCount:
    """The number of things that were returned to a person, by user name. Two queries."""
    found = len(_returned(name))
    return CappedCount.up_to(MOST, found)


def returned_list(name: str, *, now: datetime) -> tuple[ReturnedWork, ...]:
    """The things returned to a person, by user name, and not sent again, the latest first.

    A record is returned to everybody who wrote or changed it since its latest version, a proposal to its
    author. Three queries, and a few for each type.
    """
    backs = _returned(name)[:MOST]
    comments = _comments(backs)
    found = []
    lines = lines_of([back.place for back in backs], now=now)
    for back in backs:
        if line := lines.get(back.place):
            did = "decline" if back.place.road == "proposal" else "return"
            by, comment = comments.get((did, back.record_type, back.key), ("", ""))
            found.append(ReturnedWork(line, by, comment))
    return tuple(found)


def _returned(name: str) -> list[_Back]:
    """The returned places, with the type and key of the record."""
    parts: list[QuerySet[Any]] = []
    for record_type, model in ROWS.items():
        rows: QuerySet[Any] = model._base_manager.order_by()
        if model is Claim:
            parts.append(_part(rows.filter(change_state=State.RETURNED.value), "change", record_type))
        parts.append(_part(rows.filter(state=State.RETURNED.value), "draft", record_type))
    drafts = parts[0].union(*parts[1:], all=True).order_by("-changed_at")
    backs = [
        _Back(WaitingRecord(road, record_type, pk, at), record_type, key)
        for road, record_type, pk, at, key, author, hands in drafts
        if name in every_hand(hands) or (name == author and road == "draft")
    ]
    later = Proposal.objects.filter(
        record_type=OuterRef("record_type"), record_key=OuterRef("record_key"), pk__gt=OuterRef("pk")
    )
    proposals = Proposal.objects.filter(by=name, approved=False, settled_at__isnull=False)
    proposals = proposals.exclude(settled_by=name).exclude(Exists(later))
    backs += [
        _Back(WaitingRecord("proposal", "proposal", row.pk, row.settled_at), row.record_type, row.record_key)
        for row in proposals
        if row.settled_at is not None
    ]
    return sorted(backs, key=lambda back: back.place.since, reverse=True)


def _part(rows: QuerySet[Any], road: str, record_type: str) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.annotate(
        road=Value(road, output_field=CharField()),
        type_=Value(record_type, output_field=CharField()),
        key_=F(key_field(record_type)),
    ).values_list("road", "type_", "pk", "changed_at", "key_", "author", "hands")
    return found


def _comments(backs: list[_Back]) -> dict[tuple[str, str, str], tuple[str, str]]:
    """The person who last returned each record, and the comment."""
    keys = {back.key for back in backs}
    events = AuditEvent.objects.filter(action__in=("return", "decline"), record_key__in=keys)
    return {
        (event.action, event.record_type, event.record_key): (event.actor, event.detail.get("comment", ""))
        for event in events.order_by("at", "pk")
    }
