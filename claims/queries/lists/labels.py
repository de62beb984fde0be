"""The labels of the values of filters, for facets, chips and headings."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from claims.domain.record.identity import Place
from claims.queries.lists.parameters import PARAMETERS
from claims.queries.lists.selection import Selection
from claims.queries.names import name_of
from claims.queries.records import public_documents

Value = tuple[str, str]
"""A filter and one of its values."""


def member_labels(values: Iterable[Value], *, at: datetime | None = None) -> Mapping[Value, str]:
    """The label of each value, today or ``at`` an instant. The label of an unknown value is the value.

    The label of a rating names the owner of its scale. At most one query.
    """
    places = {
        (name, value): PARAMETERS[name].place(value) if PARAMETERS[name].names_record(value) else None
        for name, value in values
    }
    documents = public_documents(filter(None, places.values()), at=at, with_outlets=True)
    found = {one: _label(one, place, documents) for one, place in places.items()}
    return {**found, **_told_apart(found, documents)}


def unknown_value(selection: Selection) -> Value | None:
    """The first filter and value that name a record which is not public, today or on the past day.

    At most one query.
    """
    named = {
        (name, value): PARAMETERS[name].place(value)
        for name, values in selection.filters.items()
        for value in values
        if PARAMETERS[name].names_record(value)
    }
    known = public_documents((place for place in named.values() if place[1]), at=selection.instant)
    return next((asked for asked, place in named.items() if place[1] and place not in known), None)


def _told_apart(found: Mapping[Value, str], documents: Mapping[Place, dict[str, Any]]) -> Mapping[Value, str]:
    """Ratings of two scales with the same label, each with the name of its scale."""
    often = Counter((name, label) for (name, _), label in found.items() if PARAMETERS[name].takes_ratings)
    return {
        (name, value): f"{label} ({documents[place]['name']})"
        for (name, value), label in found.items()
        if often[name, label] > 1 and (place := PARAMETERS[name].place(value)) in documents
    }


def _label(asked: Value, place: Place | None, documents: Mapping[Place, dict[str, Any]]) -> str:
    name, value = asked
    parameter = PARAMETERS[name]
    if place is None:
        return parameter.words(value)
    document = documents.get(place)
    if document is None:
        return value
    if parameter.takes_ratings:
        outlet = documents.get(("outlet", document.get("outlet", "")))
        owner = outlet["name"] if outlet else document["name"]
        return f"{owner}: {_part(document.get('ratings', ()), value, 'label')}"
    if parameter.has_parts:
        return _part(document["answers"], value, "text")
    return name_of(document, place[1])


def _part(parts: Iterable[Mapping[str, str]], value: str, name: str) -> str:
    slug = value.rpartition(":")[2]
    return next((part[name] for part in parts if part["slug"] == slug), value)
