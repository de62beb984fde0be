"""Decide whether the change of a record is typographic: only its texts differ, and only in typography."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from claims.domain.record.codec import to_document
from claims.domain.record.marks import Limit, Set
from claims.domain.record.parts import Part, fields_of
from claims.domain.record.shared import RECORD_TYPES, Record
from claims.domain.text.typographic import text_problem

EXACT: Final = frozenset(
    {
        "words.translated_by", "translations.translated_by", "figures.text", "figures.value", "figures.unit",
        "figures.qualifier", "ids.scheme", "ids.value", "chain.as", "stances.check.by", "verdicts.judged",
        "verdicts.by", "verdicts.as_imported.label", "verdicts.as_imported.value",
        "verdicts.as_imported.best", "verdicts.as_imported.worst", "ratings.value", "ratings.best",
        "ratings.worst", "wikidata", "country", "credits", "office", "terms", "by",
    }
)  # fmt: skip
"""Fields in which every character counts: they are compared, or copied from elsewhere.

All other free texts are texts for people.
"""


def typographic_problem(before: Record, after: Record) -> str:
    """Why the change from one record to another is not typographic, as a sentence; empty if it is."""
    texts = text_fields(after.TYPE)
    for path, old, new in _differences(to_document(before), to_document(after), ""):
        if path not in texts or not isinstance(old, str) or not isinstance(new, str) or not old or not new:
            return f"The field “{path}” changes: a typographic change touches texts alone."
        if problem := text_problem(old, new):
            return problem
    return ""


@cache
def text_fields(record_type: str) -> frozenset[str]:
    """The fields of a type of record that hold texts for people, as paths without numbers.

    >>> sorted(text_fields("topic"))
    ['description', 'name']
    """
    return frozenset(_free_texts(RECORD_TYPES[record_type])) - EXACT


def _free_texts(cls: type[Part], prefix: str = "") -> Iterator[str]:
    for field in fields_of(cls):
        path = f"{prefix}{field.json}"
        if field.of:
            yield from _free_texts(field.of, f"{path}.")
        elif field.kind == "text" and all(isinstance(mark, Limit | Set) for mark in field.marks):
            yield path


def _differences(before: Any, after: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """All leaves that differ. A list of another length counts as one leaf."""
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in sorted({*before, *after}):
            yield from _differences(before.get(name), after.get(name), f"{path}.{name}".lstrip("."))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for old, new in zip(before, after, strict=True):
            yield from _differences(old, new, path)
    else:
        yield path, before, after
