"""When two people changed one record: theirs and mine beside each other, and a choice for every field.

Nothing that was typed is lost: the page carries it, and goes on carrying it if somebody saves once more
while it is open.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from claims.actions.recording import change_draft, propose_change
from claims.admin.context import desk_context
from claims.domain.errors import ClaimsError, Conflict
from claims.domain.record import ClaimRecord
from claims.domain.record_changes import FieldChange, record_changes
from claims.domain.record_codec import canonical_text, incoming_record, to_document
from claims.domain.shared_records import Record, key_of_record
from claims.models import Claim
from claims.models.record_mapping import TYPE_OF_ROW, as_record
from claims.models.record_row import RecordRow
from claims.queries.people import actor_of

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Disputed:
    """One field of the record that both have, each in his own way."""

    name: str
    label: str
    changes: tuple[FieldChange, ...]
    theirs: str
    mine: str


def address_of(name: str, row: RecordRow) -> str:
    """A page of the desk about a record."""
    return reverse(f"admin:claims_{row._meta.model_name}_{name}", args=[row.pk])


def conflict_page(request: HttpRequest, *, row: RecordRow, mine: Record, refused: str = "") -> HttpResponse:
    """Answer 409 with what stands now, what was typed, and a choice for every field that differs.

    ``row`` is the draft, or the working copy, that has changed; ``mine`` the record that was to be saved.
    """
    theirs, ours = to_document(as_record(row)), to_document(mine)
    context = {
        **desk_context(request),
        "title": "Somebody has changed this while you did",
        "opts": row._meta,
        "original": row,
        "refused": refused,
        "disputed": _disputed(theirs, ours),
        "document": canonical_text(mine),
        "edition": row.edition,
        "settle_url": address_of("settle", row),
        "change_url": address_of("change", row),
    }
    return render(request, "admin/claims/conflict.html", context, status=CONFLICT)


def settle_conflict(request: HttpRequest, row: RecordRow) -> HttpResponse:
    """Save what was chosen on the conflict page, on top of what stands now.

    If somebody has saved once more, the page comes again with what is new; where the record is refused, with
    the reason.
    """
    if request.method != "POST":
        return HttpResponseRedirect(address_of("change", row))
    mine = typed_record(request.POST.get("document", ""), row)
    theirs = to_document(as_record(row))
    document = dict(theirs)
    for name, value in to_document(mine).items():
        document[name] = value if request.POST.get(f"take_{name}") != "theirs" else theirs.get(name, value)
    for name in theirs.keys() - to_document(mine).keys():
        if request.POST.get(f"take_{name}") == "mine":
            del document[name]
    for name in to_document(mine).keys() - theirs.keys():
        if request.POST.get(f"take_{name}") == "theirs":
            del document[name]
    try:
        save(incoming_record(document), row, request, edition=int(request.POST.get("edition") or 0))
    except Conflict:
        row.refresh_from_db()
        return conflict_page(request, row=row, mine=mine, refused="It has changed once more; look again.")
    except ClaimsError as error:
        return conflict_page(request, row=row, mine=mine, refused=error.message)
    messages.success(request, "What you chose was saved.")
    return HttpResponseRedirect(address_of("change", row))


def save(record: Record, row: RecordRow, request: HttpRequest, *, edition: int) -> None:
    """Write a draft, or a working copy, that had the edition when it was read."""
    by, at = actor_of(request.user), timezone.now()
    if isinstance(row, Claim) and row.amends_id is not None:
        assert isinstance(record, ClaimRecord)
        propose_change(record=record, by=by, at=at, edition=edition)
    else:
        change_draft(record=record, by=by, at=at, edition=edition)


def typed_record(text: str, row: RecordRow) -> Record:
    """The record that a page of the desk carried along; 404 where it is none, or that of another row."""
    try:
        record = incoming_record(json.loads(text))
    except (ValueError, ClaimsError):
        raise Http404 from None
    amended = row.amends if isinstance(row, Claim) and row.amends is not None else row
    if TYPE_OF_ROW[type(row)] != record.TYPE or key_of_record(record) != amended.record_key:
        raise Http404
    return record


def _disputed(theirs: dict[str, Any], mine: dict[str, Any]) -> tuple[Disputed, ...]:
    found = []
    for name in sorted(theirs.keys() | mine.keys()):
        if theirs.get(name) == mine.get(name):
            continue
        changes = record_changes({name: theirs.get(name, "")}, {name: mine.get(name, "")})
        found.append(
            Disputed(
                name=name,
                label=name.replace("_", " "),
                changes=changes,
                theirs=_shown(theirs.get(name)),
                mine=_shown(mine.get(name)),
            )
        )
    return tuple(found)


def _shown(value: Any) -> str:
    """A value for reading: texts as they are, all else as the document writes it."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
