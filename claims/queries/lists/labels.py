"""What people read for the values of filters: in facets, chips and headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from claims.domain.record.vocabulary import CONSISTENCY_OUTCOMES, FORMS, KINDS
from claims.domain.search.facets import UNCHECKED
from claims.queries.claim.rows import NOT_CHECKED, NOT_RATED, language_name
from claims.queries.lists.selection import HAS
from claims.queries.names import label_of
from claims.queries.records import Place, public_documents

RECORDS: Final = {
    "speaker": "speaker",
    "on_behalf_of": "speaker",
    "topic": "topic",
    "position": "position",
    "answer": "position",
    "source": "source",
    "outlet": "outlet",
    "rating": "scale",
    "consistency": "scale",
}
"""The filters whose values name records, with the type of record; of ``consistency`` those with a colon."""
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": KINDS,
    "form": FORMS,
    "has": HAS,
    "consistency": {
        outcome: f"says that nothing changed: {words}"
        for outcome, words in {**CONSISTENCY_OUTCOMES, UNCHECKED: NOT_CHECKED}.items()
    },
}
RATED: Final = ("rating", "consistency")
"""The filters that take ratings: on scales that measure accuracy, and on those that measure consistency."""

Value = tuple[str, str]
"""A filter and one of its values."""


def member_labels(values: Iterable[Value], *, at: datetime | None = None) -> Mapping[Value, str]:
    """The label of each value, today or ``at`` an instant; what names nothing public is its own label.

    A rating is labelled with whose scale it is on. At most one query, and one more for outlets of
    scales that are not among the values.
    """
    asked = list(values)
    places = (_place(name, value) for name, value in asked if _names_record(name, value))
    documents = dict(public_documents(places, at=at))
    scales = (document for (record_type, _), document in documents.items() if record_type == "scale")
    outlets = {("outlet", scale["outlet"]) for scale in scales if "outlet" in scale}
    documents |= public_documents(outlets - documents.keys(), at=at)
    found = {(name, value): _label(name, value, documents) for name, value in asked}
    return {**found, **_told_apart(found, documents)}


def _names_record(name: str, value: str) -> bool:
    return name in RECORDS and (name not in RATED or ":" in value)


def _place(name: str, value: str) -> Place:
    key = value.rpartition(":")[0] if name == "answer" or name in RATED else value
    return RECORDS[name], key


def _told_apart(found: Mapping[Value, str], documents: Mapping[Place, dict[str, Any]]) -> Mapping[Value, str]:
    """Ratings of two scales whose labels are the same, with the names of the scales."""
    often = Counter((name, label) for (name, _), label in found.items() if name in RATED)
    return {
        (name, value): f"{label} ({documents[place]['name']})"
        for (name, value), label in found.items()
        if often[name, label] > 1 and (place := _place(name, value)) in documents
    }


def _label(name: str, value: str, documents: Mapping[Place, dict[str, Any]]) -> str:
    if name in WORDS and not _names_record(name, value):
        return WORDS[name].get(value, value)
    if name == "lang":
        return language_name(value)
    if name == "rating" and value == "none":
        return NOT_RATED
    if not _names_record(name, value):
        return f"{value}, of any scale" if name in RATED else value
    place = _place(name, value)
    document = documents.get(place)
    if document is None:
        return value
    if name == "answer":
        return _part(document["answers"], value, "text")
    if name in RATED:
        outlet = documents.get(("outlet", document.get("outlet", "")))
        owner = outlet["name"] if outlet else document["name"]
        return f"{owner}: {_part(document.get('ratings', ()), value, 'label')}"
    return label_of(*place, document).name


def _part(parts: Iterable[Mapping[str, str]], value: str, name: str) -> str:
    slug = value.rpartition(":")[2]
    return next((part[name] for part in parts if part["slug"] == slug), value)
