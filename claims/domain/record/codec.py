"""Turn records into documents and back.

A document is what ``json.loads`` returns. It is read strictly: an unknown field is an error, not ignored.
The marks in ``marks`` say what a value must be. msgspec reads what is right; what it refuses, for whatever
reason, is read again here, and explained if it is wrong.
"""

import difflib
import json
import typing
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from claims.domain.errors import InvalidRecord, as_json
from claims.domain.record.canonical import lone_surrogate
from claims.domain.record.marks import Limit, OneOf, Url, odd_characters
from claims.domain.record.parts import (
    MAX_SMALLINT,
    TWICE,
    Field,
    Part,
    fields_of,
    in_order,
    is_faultless,
    pointing_fields_of,
)
from claims.domain.record.shared import RECORD_TYPES, Record

API_FIELDS = frozenset({"meta", "links", "names"})
"""Fields that the API adds to a record. They are ignored when a document is read."""

_NOT_NULL, _LEAVE_OUT = "this may not be null", "leave the field out"
_KINDS = {type(None): "null", bool: "true or false", str: "text", list: "a list"}

Read = tuple[Record | None, tuple[InvalidRecord, ...]]
"""A record, or else all problems of the document."""

_READER: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)
_WRITER = msgspec.json.Encoder()


def to_document(record: Record) -> dict[str, Any]:
    """The record as a document, with ``type`` first, defaults left out and sets sorted.

    Raises InvalidValue for a lone surrogate.
    """
    return typing.cast("dict[str, Any]", msgspec.json.decode(_written(record, _WRITER.encode)))


def canonical_text(record: Record) -> str:
    """The text (RFC 8785) by which a record is stored, compared and hashed.

    Raises InvalidValue for a lone surrogate.
    """
    return _written(record, in_order).decode()


def _written(record: Record, write: Callable[[Record], bytes]) -> bytes:
    try:
        return write(record)
    except UnicodeEncodeError as error:
        raise lone_surrogate(error) from None


def from_document(document: Any) -> Record:
    """The record of a stored document. What its fields hold was checked when it came in.

    Raises InvalidRecord for the first problem of another structure.
    """
    return _converted(document) or _record_or_first(read_closely(document, comes_in=False))


def from_text(text: str) -> Record:
    """The record of a stored canonical text. What its fields hold was checked when it came in.

    Raises InvalidRecord for another structure.
    """
    try:
        return _READER.decode(text)
    except (ValueError, InvalidRecord):
        return from_document(json.loads(text))


def read_canonical(text: str) -> Record | None:
    """The record of a text from outside, if it is a canonical one and right; None for any other."""
    try:
        record = _READER.decode(text)
        return record if in_order(record).decode() == text and is_faultless(record) else None
    except (ValueError, RecursionError, InvalidRecord):
        return None


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


def read_at_once(document: Any) -> Record | None:
    """The record of a document from outside; None if it needs the closer look of ``read_document``."""
    record = _converted(document)
    return record if record is not None and is_faultless(record) else None


def _converted(document: Any) -> Record | None:
    """The record of a document, without a check of its values. None if its structure is wrong."""
    try:
        cls = _record_type(document)
        return None if cls is None else msgspec.convert(document, cls)
    except (ValueError, InvalidRecord):
        return None


def _record_type(document: Any) -> type[Record] | None:
    named = document.get("type") if isinstance(document, Mapping) else None
    return RECORD_TYPES.get(named) if isinstance(named, str) else None


def read_document(document: Any) -> Read:
    """The record of a document from outside, or all its problems."""
    read = read_at_once(document)
    return (read, ()) if read is not None else read_closely(document)


def read_closely(document: Any, *, comes_in: bool = True) -> Read:
    """As ``read_document``, always by the reader that explains."""
    problems = _Problems(comes_in=comes_in)
    if not isinstance(document, Mapping):
        what = _KINDS.get(type(document), "a number")
        return None, (InvalidRecord(f"a record is an object, and this is {what}", mend='write {"type": …}'),)
    if (cls := _record_type(document)) is None:
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
    if field.is_set and not problems and len(set(items)) < len(items):
        problems.append(InvalidRecord(TWICE, field=path))
    return tuple(items)


def _read_item(field: Field, value: Any, path: str, problems: _Problems) -> Any:
    if value is None:
        if not field.nullable:
            problems.append(InvalidRecord(_NOT_NULL, field=path, mend=_LEAVE_OUT))
        return None
    if field.of:
        return _read_object(field.of, value, path, problems)
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
    return frozenset([(record_type, key) for _, record_type, key in places_of_references(record)])


def places_of_references(part: Part, prefix: str = "") -> list[tuple[str, str, str]]:
    """Each reference in a record as path, type and key, without the numbers of lists: ``chain.source``."""
    found = []
    for field in pointing_fields_of(type(part)):
        if not (content := getattr(part, field.name)):
            continue
        path = prefix + field.json
        if field.of:
            for item in content if field.many else (content,):
                found += places_of_references(item, f"{path}.")
        elif field.many:
            found += [(path, field.ref, key) for key in content]
        else:
            found.append((path, field.ref, content))
    return found
