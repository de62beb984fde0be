"""The lines of the list of what waits for review."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet
from msgspec import structs

from claims.domain.history.changes import record_changes
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import to_document
from claims.domain.record.shared import key_field, keys_by_type
from claims.domain.text.shortened import shortened
from claims.models import Claim, Coding, Proposal
from claims.models.record_mapping import ROWS, as_record, claim_in_work, claim_record, with_content
from claims.models.record_row import RecordRow
from claims.queries.desk.consequences import NAMES
from claims.queries.desk.records import assigned_to as assigned
from claims.queries.desk.waiting import WaitingRecord, count_waiting, waiting_places
from claims.queries.lists.counts import CappedCount

PAGE: Final = 50
LATE_AFTER_DAYS: Final = 3
LONGEST: Final = 200
OF_CLAIM: Final = ("speaker", "assignment__person")
FROM_LIST: Final = "?from=review"
"""The query of the address of a page that leads back to the list."""

PROPOSED: Final[Mapping[str, str]] = {
    "amend": "Change to {one}",
    "withdraw": "Withdrawal of {one}",
    "revive": "Publishing {one} again",
    "identify": "Identification of {one}",
    "merge": "Merge of {one}",
    "rename": "Renaming of {one}",
    "undo": "Undoing a merge or renaming of {one}",
}
ONE_FIELD: Final[Mapping[str, str]] = {"stances": "Stance", "relations": "Relation", "verdicts": "Rating"}
"""The name of a change to a claim that changes only this field."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the list.

    ``url`` leads to the page where it is approved or returned. ``record_url`` is for people
    who may not decide. ``differs`` names what changes, ``assigned`` the person to whom a claim is assigned.
    """

    work: str
    label: str
    language: str
    who: str
    since: datetime
    age: str
    is_late: bool
    differs: str
    url: str
    record_url: str
    assigned: str = ""


@dataclass(frozen=True, slots=True)
class WaitingList:
    """One page of the list."""

    rows: tuple[Waiting, ...]
    count: CappedCount
    number: int
    has_more: bool


def waiting_list(*, now: datetime, number: int = 1, assigned_to: str = "") -> WaitingList:
    """One page of everything that waits, the oldest first, with what each changes.

    ``assigned_to`` is a user name: only claims that are assigned to this person.
    """
    number = max(number, 1)
    places = waiting_places((number - 1) * PAGE, PAGE + 1, assigned_to=assigned_to)
    return WaitingList(
        rows=tuple(lines_of(places[:PAGE], now=now, with_differences=True).values()),
        count=count_waiting(assigned_to=assigned_to),
        number=number,
        has_more=len(places) > PAGE,
    )


def lines_of(
    places: Sequence[WaitingRecord], *, now: datetime, with_differences: bool = False
) -> dict[WaitingRecord, Waiting]:
    """The lines by place, in the order of the places, without deleted records.

    A few queries for each road and type.
    """
    found: dict[tuple[str, str, int], Waiting] = {}
    groups: dict[tuple[str, str], dict[int, WaitingRecord]] = {}
    for place in places:
        groups.setdefault((place.road, place.record_type), {})[place.pk] = place
    for (road, record_type), of_group in groups.items():
        pks = list(of_group)
        if road == "draft":
            lines = _drafts(record_type, pks)
        elif road == "change":
            lines = _changes(pks, with_differences)
        elif road == "proposal":
            lines = _proposals(pks, with_differences)
        else:
            lines = _codings(pks)
        found.update({(road, record_type, pk): line for pk, line in lines})
    lines_by_place: dict[WaitingRecord, Waiting] = {}
    for place in places:
        if line := found.get((place.road, place.record_type, place.pk)):
            days = max((now - place.since).days, 0)
            age = "today" if not days else "1 day" if days == 1 else f"{days:,} days"
            lines_by_place[place] = replace(line, since=place.since, age=age, is_late=days >= LATE_AFTER_DAYS)
    return lines_by_place


Lines = Iterable[tuple[int, Waiting]]


def _line(work: str, row: RecordRow, who: str, url: str, differs: str = "") -> Waiting:
    is_claim = isinstance(row, Claim)
    speaker, text = (f"{row.speaker}: ", row.text) if isinstance(row, Claim) else ("", str(row))
    return Waiting(
        work=work,
        label=speaker + shortened(text, LONGEST),
        language=str(getattr(row, "language", "")) if is_claim else "",
        who=who,
        since=row.changed_at,
        age="",
        is_late=False,
        differs=differs,
        url=url,
        record_url=_address(row, "change", from_list=False),
        assigned=assigned(row) if isinstance(row, Claim) else "",
    )


def _rows(record_type: str, **where: Any) -> QuerySet[Any]:
    """Rows of a type with the records that their lines name."""
    rows: QuerySet[Any] = ROWS[record_type]._base_manager.filter(**where)
    related = {"claim": OF_CLAIM, "coverage": ("voice",)}.get(record_type)
    return rows.select_related(*related) if related else rows


def _drafts(record_type: str, pks: list[int]) -> Lines:
    rows = _rows(record_type, pk__in=pks)
    one = "search" if record_type == "coverage" else NAMES[record_type][0]
    for row in rows:
        yield row.pk, _line(f"New {one}", row, _hands(row), _address(row, "publish"))


def _changes(pks: list[int], with_differences: bool) -> Lines:
    rows: QuerySet[Claim] = Claim.objects.filter(pk__in=pks, change_state__isnull=False).order_by()
    rows = rows.select_related(*OF_CLAIM)
    for row in with_content(rows) if with_differences else rows:
        work, differs, changed = "Change to a claim", "", claim_in_work(row)
        if with_differences:
            work, differs = _work_of(claim_record(row), changed)
        row.text, row.language = changed.words.text, changed.words.language
        yield row.pk, _line(work, row, _hands(row), _address(row, "amend"), differs=differs)


def _work_of(before: ClaimRecord, after: ClaimRecord) -> tuple[str, str]:
    """The name of a change to a claim, and the fields that it changes."""
    changes = record_changes(to_document(before), to_document(after))
    differs = ", ".join(change.label for change in changes)
    if len(changes) != 1:
        return "Change to a claim", differs
    unchecked = [[structs.replace(one, check=None) for one in record.stances] for record in (before, after)]
    if changes[0].field == "stances" and unchecked[0] == unchecked[1]:
        return "Check", differs
    return ONE_FIELD.get(changes[0].field, "Change to a claim"), differs


def _proposals(pks: list[int], with_differences: bool) -> Lines:
    proposals = list(Proposal.objects.filter(pk__in=pks))
    wanted = keys_by_type((one.record_type, one.record_key) for one in proposals)
    found: dict[tuple[str, str], RecordRow] = {}
    for record_type, keys in wanted.items():
        name = key_field(record_type)
        rows = _rows(record_type, **{f"{name}__in": keys})
        if with_differences:
            rows = with_content(rows)
        found.update({(record_type, row.record_key): row for row in rows})
    for one in proposals:
        row = found.get((one.record_type, one.record_key))
        if row is None:
            continue
        differs = str(one.answers.get("note", ""))
        if with_differences and (document := one.answers.get("document")):
            changes = record_changes(to_document(as_record(row)), json.loads(document))
            differs = ", ".join(change.label for change in changes)
        work = PROPOSED.get(one.decision, "{one}").format(one=f"the {NAMES[one.record_type][0]}")
        who = ", ".join(dict.fromkeys([*one.answers.get("written_by", ()), one.by]))
        yield one.pk, _line(work, row, who, _address(row, f"proposal/{one.pk}"), differs=differs)


def _codings(pks: list[int]) -> Lines:
    rows = Coding.objects.filter(pk__in=pks).select_related(
        *(f"claim__{one}" for one in OF_CLAIM), "position"
    )
    coders: dict[tuple[int, int], list[str]] = {}
    every = Coding.objects.filter(settled_at=None, claim__in=[row.claim_id for row in rows]).order_by("pk")
    for claim, position, coder in every.values_list("claim", "position", "coder"):
        coders.setdefault((claim, position), []).append(coder or "the record")
    for row in rows:
        who = ", ".join(coders.get((row.claim_id, row.position_id), []))
        url = f"/admin/code/{row.position.slug}/?claim={row.claim.key}&{FROM_LIST[1:]}"
        differs = f"the answer to “{row.position}”"
        yield row.pk, _line("Two coders differ", row.claim, who, url, differs=differs)


def _hands(row: RecordRow) -> str:
    return ", ".join(row.every_hand) or row.author


def _address(row: RecordRow, name: str, *, from_list: bool = True) -> str:
    end = FROM_LIST if from_list else ""
    return f"/admin/claims/{row._meta.model_name}/{row.pk}/{name}/{end}"
