"""What can be erased of a record, in words, for those who decide on it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from claims.domain.history.ledger import Part
from claims.models import Revision

LONGEST: Final = 80


def parts_in_words(record_type: str, key: str, parts: Iterable[tuple[int, Part]]) -> list[str]:
    """A line for each part of a version: which it is, and how its text begins. One query."""
    revisions = Revision.objects.filter(record_type=record_type, record_key=key)
    by_version = {row.version: row for row in revisions.select_related("content", "correction")}
    return [_in_words(by_version[version], part) for version, part in parts]


def _in_words(revision: Revision, part: Part) -> str:
    on = f"{revision.published_at.day} {revision.published_at:%b %Y}"
    if part == "note":
        told = revision.correction.public_note
        texts = (told.note, told.wrong, told.right, told.learned, told.thanks)
        return f"Public note on version {revision.version} ({on}): {_begun(' · '.join(filter(None, texts)))}"
    document = json.loads(revision.content.text)
    words = document.get("words", {}).get("text")
    names = (document.get(name) for name in ("name", "title", "question", "text", "label"))
    text = words or next(filter(None, names), revision.record_key)
    return f"Version {revision.version} ({on}): {_begun(str(text))}"


def _begun(text: str) -> str:
    return f"“{text if len(text) <= LONGEST else text[: LONGEST - 1] + '…'}”"
