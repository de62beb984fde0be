"""What people read for the values of filters: in facets, chips and headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from claims.domain.members import UNCHECKED
from claims.domain.vocabulary import CONSISTENCY_OUTCOMES, FORMS, KINDS
from claims.queries.claim_rows import NOT_CHECKED, language_name
from claims.queries.names import label_of
from claims.queries.records import Place, public_documents
from claims.queries.selection import HAS

RECORDS: Final = {
    "speaker": "speaker",
    "on_behalf_of": "speaker",
    "topic": "topic",
    "position": "position",
    "answer": "position",
    "source": "source",
    "outlet": "outlet",
    "rating": "scale",
}
"""The filters whose values name records, with the type of record."""
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": KINDS,
    "form": FORMS,
    "has": HAS,
    "consistency": {**CONSISTENCY_OUTCOMES, UNCHECKED: NOT_CHECKED},
}
NOT_RATED: Final = "Not rated"

Value = tuple[str, str]
"""A filter and one of its values."""


def member_labels(values: Iterable[Value], *, at: datetime | None = None) -> Mapping[Value, str]:
    """The label of each value, today or ``at`` an instant; what names nothing public is its own label.

    At most one query.
    """
    asked = list(values)
    places = (_place(name, value) for name, value in asked if name in RECORDS)
    documents = public_documents(places, at=at)
    return {(name, value): _label(name, value, documents) for name, value in asked}


def _place(name: str, value: str) -> Place:
    key = value.rpartition(":")[0] if name in ("answer", "rating") else value
    return RECORDS[name], key


def _label(name: str, value: str, documents: Mapping[Place, dict[str, Any]]) -> str:
    if name in WORDS:
        return WORDS[name].get(value, value)
    if name == "lang":
        return language_name(value)
    if name == "rating" and value == "none":
        return NOT_RATED
    if name not in RECORDS:
        return value
    place = _place(name, value)
    document = documents.get(place)
    if document is None:
        return value
    if name == "answer":
        return _part(document["answers"], value, "text")
    if name == "rating":
        return _part(document["ratings"], value, "label")
    return label_of(*place, document).name


def _part(parts: Iterable[Mapping[str, str]], value: str, name: str) -> str:
    slug = value.rpartition(":")[2]
    return next((part[name] for part in parts if part["slug"] == slug), value)
