"""Worksheets of sources: note passages that contain no claim, and mark a source as done."""

from datetime import datetime

from django.db import transaction

from claims.actions.auditing import note_event
from claims.domain.errors import InvalidValue, Refused
from claims.domain.history.permissions import Actor, Task, check_may
from claims.domain.text.folding import refused_character
from claims.models import Source, SourcePassage, Worksheet

MOST_CHARACTERS = 500


@transaction.atomic
def leave_out(*, source: str, text: str, reason: str, by: Actor, at: datetime) -> SourcePassage:
    """Note that a passage of a source was read and contains no claim, and why.

    Raises InvalidValue if text or reason is missing or too long, Refused for an unknown source, NotAllowed.
    """
    check_may(by, Task.RECORD)
    text, reason = _line("text", text), _line("reason", reason)
    row = _source(source)
    if SourcePassage.objects.filter(source=row, text=text).exists():
        raise Refused("This passage is on the worksheet already.")
    passage = SourcePassage.objects.create(source=row, text=text, reason=reason, made_by=by.name, made_at=at)
    note_event(action="leave_out", by=by, at=at, place=("source", source))
    return passage


@transaction.atomic
def take_back(*, source: str, passage: int, by: Actor, at: datetime) -> None:
    """Remove a passage (primary key) from those left out. Raises Refused if it is not there, NotAllowed."""
    check_may(by, Task.RECORD)
    row = SourcePassage.objects.select_for_update().filter(source=_source(source), pk=passage).first()
    if row is None:
        raise Refused("This passage is no longer on the worksheet.")
    detail = {"text": row.text, "reason": row.reason}
    row.delete()
    note_event(action="take_back", by=by, at=at, place=("source", source), detail=detail)


@transaction.atomic
def mark_done(*, source: str, is_done: bool, by: Actor, at: datetime) -> None:
    """Mark a source as read to its end, or remove the mark. Raises Refused, NotAllowed."""
    check_may(by, Task.RECORD)
    row = _source(source)
    if is_done:
        Worksheet.objects.update_or_create(source=row, defaults={"done_by": by.name, "done_at": at})
    else:
        Worksheet.objects.filter(source=row).delete()
    action = "worksheet_done" if is_done else "worksheet_open"
    note_event(action=action, by=by, at=at, place=("source", source))


def _source(key: str) -> Source:
    row: Source | None = Source.objects.filter(key=key).first()
    if row is None:
        raise Refused(f"There is no source {key}.")
    return row


def _line(name: str, value: str) -> str:
    value = " ".join(value.split())
    if not value:
        raise InvalidValue("this is needed", field=name, mend=f"write the {name}")
    if len(value) > MOST_CHARACTERS:
        mend = f"at most {MOST_CHARACTERS}"
        raise InvalidValue(f"{len(value)} characters are too many", field=name, value=value, mend=mend)
    if refused := refused_character(value):
        raise InvalidValue(f"the text holds the character {refused}", field=name, mend="take it out")
    return value
