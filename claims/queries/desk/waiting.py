"""Everything that waits for review in one list, the oldest first.

    a draft that was submitted        a claim, a speaker, a search …
    a change to a public claim        from its form, or by coding, checking, relating
    a proposal                        a change to another record, a withdrawal, a merge …
    two codings that differ           somebody has to settle which stance is right

The list has no table of its own: it is read from the tables of these.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import CharField, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from claims.domain.history.workflow import State
from claims.domain.record.shared import key_field
from claims.models import AuditEvent, Claim, Coding, Proposal
from claims.models.record_mapping import ROWS
from claims.queries.lists.counts import CappedCount

CAP: Final = 1_000


@dataclass(frozen=True, slots=True)
class WaitingRecord:
    """Something that waits. ``road`` is its kind: draft, change, proposal or coding."""

    road: str
    record_type: str
    pk: int
    since: datetime


def waiting_places(first: int = 0, most: int = CAP, *, assigned_to: str = "") -> tuple[WaitingRecord, ...]:
    """A part of the list, the oldest first. ``assigned_to`` limits it to claims of that person. One query."""
    parts = [
        part.values_list("road", "type_", "pk", "since")
        for part in _parts(with_time=True, assigned_to=assigned_to)
    ]
    rows = parts[0].union(*parts[1:], all=True).order_by("since", "type_", "pk")[first : first + most]
    return tuple(WaitingRecord(*row) for row in rows)


def count_waiting(*, assigned_to: str = "") -> CappedCount:
    """The number of things that wait, up to a thousand. One query."""
    parts = [
        part.values_list("road", "type_", "pk") for part in _parts(with_time=False, assigned_to=assigned_to)
    ]
    found = len(parts[0].union(*parts[1:], all=True)[: CAP + 1])
    return CappedCount.up_to(CAP, found)


def _parts(*, with_time: bool, assigned_to: str = "") -> list[QuerySet[Any]]:
    parts: list[QuerySet[Any]] = []
    for record_type, model in ROWS.items():
        if assigned_to and model is not Claim:
            continue
        rows: QuerySet[Any] = model._base_manager.order_by()
        if assigned_to:
            rows = rows.filter(assignment__person__username=assigned_to)
        since = with_time and _submitted(record_type, key_field(record_type))
        if model is Claim:
            changed = rows.filter(change_state=State.SUBMITTED.value)
            parts.append(_part(changed, "change", record_type, since))
        parts.append(_part(rows.filter(state=State.SUBMITTED.value), "draft", record_type, since))
    if assigned_to:
        return parts
    proposals = Proposal.objects.filter(settled_at=None).order_by()
    parts.append(_part(proposals, "proposal", "proposal", with_time and F("at")))
    parts.append(_part(_differing(), "coding", "coding", with_time and F("at")))
    return parts


def _part(rows: QuerySet[Any], road: str, record_type: str, since: Any) -> QuerySet[Any]:
    rows = rows.annotate(
        road=Value(road, output_field=CharField()), type_=Value(record_type, output_field=CharField())
    )
    return rows.annotate(since=since) if since else rows


def _submitted(record_type: str, key: str) -> Coalesce:
    """The time when each record was last submitted. Later changes do not count."""
    events = AuditEvent.objects.filter(record_type=record_type, record_key=OuterRef(key), action="submit")
    latest = Subquery(events.order_by("-at").values("at")[:1], output_field=DateTimeField())
    return Coalesce(latest, F("changed_at"))


def _differing() -> QuerySet[Coding]:
    """The latest coding of each claim with an unsettled disagreement."""
    same = Coding.objects.filter(position=OuterRef("position"), claim=OuterRef("claim"), settled_at=None)
    said = Coalesce("answer", Value(""))
    other = same.annotate(said=said).filter(~Q(said=OuterRef("said")) | ~Q(unchanged=OuterRef("unchanged")))
    latest = Coding.objects.filter(settled_at=None).exclude(claim__state=State.WITHDRAWN.value)
    # Codings stay with a position that was merged if the same people coded for the one that remains.
    latest = latest.exclude(position__state=State.WITHDRAWN.value)
    latest = latest.annotate(said=said).filter(Exists(other))
    return latest.exclude(Exists(same.filter(pk__gt=OuterRef("pk")))).order_by()
