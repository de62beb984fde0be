"""Merge simultaneous changes to a record, and ask about fields that both people changed.

The page carries everything that was typed, even if somebody saves again while it is open.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import formats, timezone

from claims.actions.drafts.recording import change_draft, rewrite_claim
from claims.admin.context import desk_page, whole_number
from claims.domain.errors import ClaimsError, Conflict
from claims.domain.history.changes import FieldChange, label_of, record_changes
from claims.domain.history.field_merge import FieldConflict, Merged, merge_fields
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text, from_text, incoming_record, to_document
from claims.domain.record.shared import Record, key_of_record
from claims.models import Claim
from claims.models.moves import current_record
from claims.models.record_mapping import TYPE_OF_ROW, record_in_work
from claims.models.record_row import RecordRow
from claims.queries.desk.record_history import Hand, latest_hands
from claims.queries.people import actor_of

CONFLICT = 409
NOT_CARRIED = "What the page carried along is no record of this kind, or that of another."
MADE_BY_A_FORM = ("outlet", "source", "speaker")


@dataclass(frozen=True, slots=True)
class TypedChange:
    """The typed record, and the record with which the form began, if known.

    ``made`` are the records to create before it. ``edition`` is the edition that was opened, or 0.
    """

    mine: Record
    began: Record | None = None
    made: tuple[Record, ...] = ()
    edition: int = 0


@dataclass(frozen=True, slots=True)
class Disputed:
    """A field that both people changed to different values."""

    path: str
    label: str
    changes: tuple[FieldChange, ...]
    began: str
    theirs: str
    mine: str


def address_of(name: str, row: RecordRow) -> str:
    """The address of a desk page about a record."""
    return reverse(f"admin:claims_{row._meta.model_name}_{name}", args=[row.pk])


def current_row(row: RecordRow) -> RecordRow:
    """The row as it is on record now."""
    return type(row)._base_manager.get(pk=row.pk)


def save_typed(request: HttpRequest, row: RecordRow, typed: TypedChange) -> RecordRow | HttpResponse:
    """Save the typed change, merged with changes of others since the form began (``merge_and_save``)."""
    if typed.began == current_record(record_in_work(row)):
        try:
            return _save_change(request, row, typed.mine, typed.made)
        except Conflict:
            row = current_row(row)
    return merge_and_save(request, row, typed)


def merge_and_save(
    request: HttpRequest, row: RecordRow, typed: TypedChange, chosen: Mapping[str, str] | None = None
) -> RecordRow | HttpResponse:
    """Merge the typed change with changes of others, save it and return the row.

    Returns the conflict page if a field that both changed is not ``chosen`` yet, or the record is refused.
    """
    merged = merged_with(row, typed, chosen)
    if merged.conflicts:
        return conflict_page(request, row=row, typed=typed)
    who = _who_and_when(row, typed)
    try:
        saved = _save_change(request, row, incoming_record(merged.document), typed.made)
    except Conflict:
        again = "It has changed once more; look again."
        return conflict_page(request, row=current_row(row), typed=typed, refused=again)
    except ClaimsError as error:
        # Both are valid alone but not together, so the page asks about every difference.
        return conflict_page(request, row=row, typed=replace(typed, began=None), refused=error.message)
    if merged.kept:
        fields = ", ".join(dict.fromkeys(_label(path) for path in merged.kept))
        sentence = f"While you wrote, {who} changed: {fields}. Both changes are kept."
        messages.info(request, sentence)
    return saved


def merged_with(row: RecordRow, typed: TypedChange, chosen: Mapping[str, str] | None = None) -> Merged:
    """The typed change merged with the current content of the row, or of the change to it."""
    began = to_document(typed.began) if typed.began is not None else None
    theirs = to_document(current_record(record_in_work(row)))
    return merge_fields(began, to_document(typed.mine), theirs, chosen)


def conflict_page(
    request: HttpRequest, *, row: RecordRow, typed: TypedChange, refused: str = ""
) -> HttpResponse:
    """The conflict page, with status 409 and a choice for every field that both people changed.

    ``row`` is the one whose draft or change has changed.
    """
    merged = merged_with(row, typed)
    is_public_claim = isinstance(row, Claim) and row.version > 0
    return desk_page(
        request,
        "admin/claims/conflict.html",
        "Somebody has changed this while you did",
        status=CONFLICT,
        opts=row._meta,
        original=row,
        refused=refused,
        who=_who_and_when(row, typed),
        kept=tuple(dict.fromkeys(_label(path) for path in merged.kept)),
        disputed=[_disputed(conflict) for conflict in merged.conflicts],
        carried={
            "document": canonical_text(typed.mine),
            "began_from": canonical_text(typed.began) if typed.began is not None else "",
            "made": json.dumps([canonical_text(record) for record in typed.made]),
            "edition": row.edition,
            "opened_edition": typed.edition,
        },
        settle_url=address_of("amend" if row.is_public and not is_public_claim else "settle", row),
        change_url=address_of("propose" if is_public_claim else "change", row),
    )


def settle_conflict(request: HttpRequest, row: RecordRow) -> HttpResponse:
    """Save the choices of the conflict page.

    Shows the page again if somebody has saved again, or if the record is refused.
    """
    if request.method != "POST":
        return HttpResponseRedirect(address_of("change", row))
    found = read_choices(request, row)
    if isinstance(found, HttpResponse):
        return found
    saved = merge_and_save(request, *found)
    if isinstance(saved, HttpResponse):
        return saved
    messages.success(request, "What you chose was saved.")
    return HttpResponseRedirect(address_of("change", saved))


def read_choices(
    request: HttpRequest, row: RecordRow
) -> tuple[RecordRow, TypedChange, dict[str, str]] | HttpResponse:
    """The data of the conflict page: the current row, the typed change and the choices.

    Returns the page again if the row has changed again or a choice is missing.
    """
    sent = request.POST
    typed = TypedChange(
        typed_record(sent.get("document", ""), row),
        began_record(sent.get("began_from", ""), row),
        _made_records(sent.get("made", "")),
        whole_number(sent.get("opened_edition", "")),
    )
    row = current_row(row)
    if row.edition != whole_number(sent.get("edition", "")):
        again = "It has changed once more; look again."
        return conflict_page(request, row=row, typed=typed, refused=again)
    chosen = {name[5:]: str(sent[name]) for name in sent if name.startswith("take_")}
    if merged_with(row, typed, chosen).conflicts:
        refused = "Choose for each of these fields which of the two to keep."
        return conflict_page(request, row=row, typed=typed, refused=refused)
    return row, typed, chosen


def typed_record(text: str, row: RecordRow) -> Record:
    """The record that a page carried. Raises Http404 if it is not a record of this row."""
    try:
        record = incoming_record(json.loads(text))
    except (ValueError, RecursionError, ClaimsError):
        raise Http404(NOT_CARRIED) from None
    if not _is_of(record, row):
        raise Http404(NOT_CARRIED)
    return record


def began_record(text: str, row: RecordRow) -> Record | None:
    """The record with which a form began, or None if the form carried none."""
    try:
        record = from_text(text)
    except (ValueError, RecursionError, ClaimsError):
        return None
    return record if _is_of(record, row) else None


def _is_of(record: Record, row: RecordRow) -> bool:
    return (TYPE_OF_ROW[type(row)], row.record_key) == (record.TYPE, key_of_record(record))


def _made_records(text: str) -> tuple[Record, ...]:
    """The records to create before the claim. Raises Http404 for other types than the form creates."""
    try:
        made = tuple(incoming_record(json.loads(one)) for one in json.loads(text or "[]"))
    except (ValueError, TypeError, RecursionError, ClaimsError):
        raise Http404(NOT_CARRIED) from None
    if any(record.TYPE not in MADE_BY_A_FORM for record in made):
        raise Http404(NOT_CARRIED)
    return made


def _save_change(request: HttpRequest, row: RecordRow, record: Record, made: tuple[Record, ...]) -> RecordRow:
    """Write the record to a draft or as a change. Raises Conflict if its edition has changed."""
    by, at = actor_of(request.user), timezone.now()
    if not isinstance(row, Claim):
        return change_draft(record=record, by=by, at=at, edition=row.edition)
    assert isinstance(record, ClaimRecord)
    return rewrite_claim(record=record, made=made, by=by, at=at, edition=row.edition)


def _who_and_when(row: RecordRow, typed: TypedChange) -> str:
    saves = row.edition - typed.edition if typed.edition else row.edition
    return who_and_when(TYPE_OF_ROW[type(row)], row.record_key, saves)


def who_and_when(record_type: str, key: str, saves: int) -> str:
    """The people and times of the latest ``saves`` of a record, as text."""
    hands = latest_hands(record_type, key, saves)
    return "; ".join(_hand(hand) for hand in hands) or "somebody"


def _hand(hand: Hand) -> str:
    at = timezone.localtime(hand.at)
    return f"{hand.name} ({formats.date_format(at, 'j F Y, H:i')} {at.tzname()})"


def _label(path: str) -> str:
    """A path as text, such as “stances build-the-bridge, answer”."""
    return label_of(path.replace("[", " ").replace("]", ""))


def _disputed(conflict: FieldConflict) -> Disputed:
    changes = record_changes(
        {conflict.path: _empty_for(conflict.theirs)}, {conflict.path: _empty_for(conflict.mine)}
    )
    return Disputed(
        path=conflict.path,
        label=_label(conflict.path),
        changes=tuple(replace(change, label=_label(conflict.path)) for change in changes),
        began=_shown(conflict.began),
        theirs=_shown(conflict.theirs),
        mine=_shown(conflict.mine),
    )


def _empty_for(value: Any) -> Any:
    return "" if value is None else value


def _shown(value: Any) -> str:
    """A value as text. Other values than text are written as JSON."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
