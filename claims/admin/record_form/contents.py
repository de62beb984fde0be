"""What a record says, for a page on which nobody can change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from claims.admin.record_form.fields import name_of_one, words_of
from claims.domain.record.codec import references
from claims.domain.record.marks import OneOf
from claims.domain.record.parts import Field, fields_of
from claims.domain.record.shared import Record, keys_by_type
from claims.queries.desk.chosen_records import labels_of

Labels = Mapping[str, Mapping[str, str]]


def contents(record: Record) -> SafeString:
    """Every field of a record that says something, records by their names. A query for each type of them."""
    named = keys_by_type(references(record))
    labels = {kind: labels_of(kind, keys) for kind, keys in named.items()}
    return _list(_lines(record, record.TYPE, labels))


def _list(lines: Iterator[tuple[str, Any]]) -> SafeString:
    return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", lines))


def _lines(part: Any, path: str, labels: Labels) -> Iterator[tuple[str, Any]]:
    for field in fields_of(type(part)):
        here, content = f"{path}.{field.json}", getattr(part, field.name)
        items = [item for item in (content if field.many else (content,)) if _says_something(item)]
        for number, item in enumerate(items, start=1):
            label = words_of(field, here)[0]
            if field.of:
                name = f"{name_of_one(field.json)} {number}" if field.many else label
                yield name, _list(_lines(item, here, labels))
            elif number == 1:
                yield label, "\n".join(_words(field, one, labels) for one in items)


def _says_something(value: Any) -> bool:
    """Whether a value tells something; a number does, even 0."""
    return bool(value) or (isinstance(value, int) and not isinstance(value, bool))


def _words(field: Field, value: Any, labels: Labels) -> str:
    if field.ref:
        name = labels.get(field.ref, {}).get(value, "")
        return f"{name} ({value})" if name else str(value)
    words = next((mark.choices for mark in field.marks if isinstance(mark, OneOf)), {})
    return "yes" if value is True else str(words.get(value, value))
