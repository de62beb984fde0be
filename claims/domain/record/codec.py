"""Turn records into documents and back.

A document is what ``json.loads`` returns. It is read strictly: an unknown field is an error, not ignored.
The marks in ``marks`` say what a value must be.
"""

from __future__ import annotations

import dataclasses
import difflib
import json
import types
import typing
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from claims.domain.errors import InvalidRecord, as_json
from claims.domain.record.canonical import canonical_json
from claims.domain.record.marks import Limit, Mark, OneOf, Ref, Set, Url, odd_characters
from claims.domain.record.shared import RECORD_TYPES, Record

MAX_SMALLINT = 32_767
"""The largest PostgreSQL smallint."""
API_FIELDS = frozenset({"meta", "links", "names"})
"""Fields that the API adds to a record. They are ignored when a document is read."""

_NOT_NULL, _LEAVE_OUT = "this may not be null", "leave the field out"
_KINDS = {type(None): "null", bool: "true or false", str: "text", list: "a list"}

Read = tuple[Record | None, tuple[InvalidRecord, ...]]
"""A record, or else all problems of the document."""


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """One field of a record class: ``name`` in Python, ``json`` in a document."""

    name: str
    json: str
    marks: tuple[Mark, ...]
    kind: str  # "text", "number", "flag" or "object"
    many: bool
    nullable: bool
    of: type[Any] | None
    required: bool
    default: Any
    is_set: bool
    ref: str  # The type of record that the field points to, or empty text.


@cache
def _fields_of(cls: Hashable) -> tuple[Field, ...]:
    hints = get_type_hints(cls, include_extras=True)
    return tuple(_field(f, hints[f.name]) for f in dataclasses.fields(typing.cast("Any", cls)))


def fields_of(cls: type[Any]) -> tuple[Field, ...]:
    """The fields of a record class, in order, read from its annotations."""
    return _fields_of(typing.cast("Hashable", cls))


def _field(field: dataclasses.Field[Any], hint: Any) -> Field:
    marks: list[Mark] = []
    many = nullable = False
    while True:
        origin = get_origin(hint)
        if origin is Annotated:
            hint, *found = get_args(hint)
            marks.extend(found)
        elif origin is tuple:
            many, hint = True, get_args(hint)[0]
        elif origin in (Union, types.UnionType):
            nullable, hint = True, next(a for a in get_args(hint) if a is not type(None))
        else:
            break
    kind = {str: "text", int: "number", bool: "flag"}.get(hint, "object")
    return Field(
        name=field.name,
        json=field.name.rstrip("_"),
        marks=tuple(marks),
        kind=kind,
        many=many,
        nullable=nullable,
        of=hint if kind == "object" else None,
        required=field.default is dataclasses.MISSING,
        default=field.default,
        is_set=many and any(isinstance(mark, Set) for mark in marks),
        ref=next((mark.type for mark in marks if isinstance(mark, Ref)), ""),
    )


def to_document(record: Record) -> dict[str, Any]:
    """The record as a document, with ``type`` first, defaults left out and sets sorted."""
    return {"type": record.TYPE, **_document(record)}


def canonical_text(record: Record) -> str:
    """The text (RFC 8785) by which a record is stored, compared and hashed."""
    return canonical_json(to_document(record))


def _document(value: Any) -> dict[str, Any]:
    document = {}
    for field in fields_of(type(value)):
        content = getattr(value, field.name)
        if field.required or content != field.default:
            document[field.json] = _plain(field, content)
    return document


def _plain(field: Field, content: Any) -> Any:
    if not field.many:
        return _document(content) if field.of and content is not None else content
    items = [_document(item) if field.of else item for item in content]
    return sorted(items, key=_sort_key) if field.is_set else items


def in_set_order(parts: Iterable[Any]) -> tuple[Any, ...]:
    """The members of a set, in the order of a document."""
    return tuple(sorted(parts, key=lambda part: _sort_key(_document(part))))


def _sort_key(item: Any) -> str:
    return item if isinstance(item, str) else json.dumps(item, sort_keys=True, ensure_ascii=False)


def from_document(document: Any) -> Record:
    """The record of a stored document, such as the text of a revision.

    Addresses and characters are not checked, so that sealed text stays readable if the rules change.
    Raises InvalidRecord for the first problem.
    """
    return _record_or_first(read_document(document, comes_in=False))


def from_text(text: str) -> Record:
    """The record of a stored canonical text. Raises InvalidRecord as ``from_document`` does."""
    return from_document(json.loads(text))


def incoming_record(document: Any) -> Record:
    """The record of a document from outside, such as a form.

    Raises InvalidRecord for the first problem; ``read_document`` returns all of them.
    """
    return _record_or_first(read_document(document))


def _record_or_first(read: Read) -> Record:
    record, problems = read
    if record is None:
        raise problems[0]
    return record


class _Problems(list[InvalidRecord]):
    """The problems of a document. ``comes_in`` means that it comes from outside."""

    def __init__(self, *, comes_in: bool) -> None:
        super().__init__()
        self.comes_in = comes_in


def read_document(document: Any, *, comes_in: bool = True) -> Read:
    """The record of a document from outside, or all its problems."""
    problems = _Problems(comes_in=comes_in)
    if not isinstance(document, Mapping):
        what = _KINDS.get(type(document), "a number")
        return None, (InvalidRecord(f"a record is an object, and this is {what}", mend='write {"type": …}'),)
    cls = RECORD_TYPES.get(document.get("type", "")) if isinstance(document.get("type"), str) else None
    if cls is None:
        known = ", ".join(RECORD_TYPES)
        return None, (
            InvalidRecord(
                "the type of the record is missing or not known",
                field="type",
                value=as_json(document.get("type", "")),
                mend=f"one of {known}",
            ),
        )
    content = {k: v for k, v in document.items() if k != "type" and k not in API_FIELDS}
    record = _read_object(cls, content, "", problems)
    return (None, tuple(problems)) if problems else (typing.cast("Record", record), ())


def _read_object(cls: type[Any], document: Any, path: str, problems: _Problems) -> Any:
    fields = {field.json: field for field in fields_of(cls)}
    if not isinstance(document, Mapping):
        mend = f'write {{"{next(iter(fields))}": …}}'
        problems.append(InvalidRecord("this should be an object", field=path, value=str(document), mend=mend))
        return None
    for name in document:
        if name not in fields:
            mend = _near(str(name), fields)
            problems.append(InvalidRecord("there is no such field", field=_join(path, str(name)), mend=mend))
    values = {}
    for name, field in fields.items():
        here = _join(path, name)
        if name in document:
            values[field.name] = _read_value(field, document[name], here, problems)
        elif field.required:
            problems.append(InvalidRecord("this field is needed", field=here))
    return None if problems else cls(**values)


def _near(name: str, fields: Mapping[str, Field]) -> str:
    for field in fields.values():
        if field.of and any(part.json == name for part in fields_of(field.of)):
            return f"did you mean {field.json}{'[0]' if field.many else ''}.{name}?"
    close = difflib.get_close_matches(name, fields, n=1)
    return f"did you mean {close[0]}?" if close else "known fields: " + ", ".join(fields)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _read_value(field: Field, value: Any, path: str, problems: _Problems) -> Any:
    if not field.many:
        return _read_item(field, value, path, problems)
    if value is None:
        problems.append(InvalidRecord(_NOT_NULL, field=path, mend=_LEAVE_OUT))
        return ()
    if not isinstance(value, list | tuple):
        problems.append(InvalidRecord("this should be a list", field=path, value=as_json(value)))
        return ()
    items = [_read_item(field, item, f"{path}[{n}]", problems) for n, item in enumerate(value)]
    if field.is_set and not problems:
        keys = [_sort_key(_document(item) if field.of else item) for item in items]
        if len(set(keys)) < len(keys):
            problems.append(InvalidRecord("this list has the same entry twice", field=path))
        items = [item for _, item in sorted(zip(keys, items, strict=True), key=lambda pair: pair[0])]
    return tuple(items)


def _read_item(field: Field, value: Any, path: str, problems: _Problems) -> Any:
    if value is None:
        if not field.nullable:
            problems.append(InvalidRecord(_NOT_NULL, field=path, mend=_LEAVE_OUT))
        return None
    if field.of:
        found = _read_object(field.of, value, path, problems)
        return None if field.nullable and _is_all_defaults(found) else found
    expected: type[Any] = {"text": str, "number": int, "flag": bool}[field.kind]
    if type(value) is not expected:
        word = {"text": "text", "number": "a whole number", "flag": "true or false"}[field.kind]
        problems.append(InvalidRecord(f"this should be {word}", field=path, value=as_json(value)))
        return None
    if isinstance(value, str):
        problems.extend(_text_problems(field, value, path, problems.comes_in))
    elif field.kind == "number" and not 0 <= value <= MAX_SMALLINT:
        problems.append(
            InvalidRecord(
                "this number is out of range", field=path, value=str(value), mend=f"0 to {MAX_SMALLINT}"
            )
        )
    return value


def _is_all_defaults(part: Any) -> bool:
    """Whether an optional object has only defaults, which means the same as no object."""
    return part is not None and all(
        not field.required and getattr(part, field.name) == field.default for field in fields_of(type(part))
    )


def _text_problems(field: Field, value: str, path: str, comes_in: bool) -> Iterator[InvalidRecord]:
    is_prose = any(isinstance(mark, Limit) for mark in field.marks)
    if comes_in and (odd := odd_characters(value, is_prose=is_prose, is_name=field.json == "name")):
        yield InvalidRecord(odd[0], field=path, value=value, mend=odd[1])
        return
    if (field.required or field.nullable) and not field.many and not value:
        yield InvalidRecord("this may not be empty", field=path, mend=_LEAVE_OUT if field.nullable else "")
        return
    if value == "" and not field.many:
        words = next((mark.choices for mark in field.marks if isinstance(mark, OneOf)), None)
        if words is not None and field.default != "":
            mend = f"leave the field out, or write one of {', '.join(words)}"
            yield InvalidRecord("this may not be empty", field=path, mend=mend)
        return
    for mark in field.marks:
        # A stored address stays readable if the rules for addresses change.
        if (comes_in or not isinstance(mark, Url)) and (found := mark.fault(value)):
            yield InvalidRecord(found[0], field=path, value=value, mend=found[1])


def references(record: Record) -> frozenset[tuple[str, str]]:
    """The records that a record refers to, as pairs of type and key (or slug)."""
    return frozenset(_references(record))


def _references(value: Any) -> Iterator[tuple[str, str]]:
    for field in fields_of(type(value)):
        content = getattr(value, field.name)
        for item in content if field.many else (content,):
            if field.of and item is not None:
                yield from _references(item)
            elif field.ref and item:
                yield field.ref, item
