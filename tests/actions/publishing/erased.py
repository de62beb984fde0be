"""Erase versions of a record, and look for their words."""

from __future__ import annotations

from typing import Any

from django.db import connection
from msgspec.structs import replace

from claims.actions.editing.worksheets import leave_out, take_back
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.erasing import erase
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.codec import from_document
from claims.models import (
    ClaimIdentity,
    LedgerRow,
    Revision,
)
from tests.actions.drafts.small_records import AFTER
from tests.world import ANN, BOB


def erase_claim(key: str, *versions: int, **more: Any) -> LedgerRow:
    asked = {"contents": versions, "reason": "A court’s order.", "by": BOB, "at": AFTER, **more}
    return erase(record_type="claim", key=key, **asked)


def revision(key: str, version: int) -> Revision:
    return Revision.objects.get(record_key=key, version=version)


def again(found: Any, *, words: Any = None, note: str = "More.", **more: str) -> None:
    """Amend a claim to what it says with other words."""
    document = from_document({"type": "claim", "key": found.key, "words": {"text": "Another bridge",
        "language": "en", "form": "quoted"}, "speaker": found.speaker, "said": found.said,
        "said_basis": found.said_basis,
        "chain": [{"hop": 1, "how": "direct_quote", "source": found.chain[0].source}]})  # fmt: skip
    changed = replace(document, words=words) if words else document
    amend(
        amendments=[Amendment(changed, ChangeClass.CORRECTION, note, **more)], by=ANN, approver=BOB, at=AFTER
    )


def passages(source: str, *texts: str) -> None:
    for text in texts:
        leave_out(source=source, text=text, reason=f"Not said: {text}", by=ANN, at=AFTER)
    passage = leave_out(source=source, text=f"The {texts[0]} of old", reason="Old.", by=ANN, at=AFTER)
    take_back(source=source, passage=passage.pk, by=ANN, at=AFTER)


def identities(key: str) -> set[str]:
    return set(ClaimIdentity.objects.filter(claim__key=key).values_list("identity", flat=True))


def tables_with(word: str) -> list[str]:
    """The tables, those of the search index included, that hold the word in any column of any row."""
    found = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')
            if any(word in _text(value).lower() for line in cursor.fetchall() for value in line):
                found.append(name)
    return found


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
