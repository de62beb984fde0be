"""References by name (``"speaker": "Ana Example"``) or whole (``{"name": "…"}``), and records without a key.

The record that is meant can only be found with all other records, so a stand-in key takes its place at first.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from claims.domain.errors import InvalidRecord, InvalidValue, Problem
from claims.domain.record.claim import MOST_PROSE
from claims.domain.record.codec import read_at_once, read_document
from claims.domain.record.given_references import NAMED_BY, stand_in
from claims.domain.record.identity import Assertion, key_of
from claims.domain.record.parts import Field, fields_of
from claims.domain.record.shared import RECORD_TYPES, key_field
from claims.domain.record.slugs import SLUG
from claims.formats.base import Found, Named, Reading, problem_of

Document = dict[str, Any]
Aside = tuple[str, Document]
"""The path of a record given whole, and its document."""


class Unfolded:
    """A document in which all references are keys, with the records and names that they replace."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.asides: list[Aside] = []
        self.named: list[Named] = []
        cls = RECORD_TYPES.get(str(document.get("type", "")))
        self.document = dict(document) if cls is None else self._unfolded(cls, document, "")

    def _unfolded(self, cls: type[Any], document: Mapping[str, Any], path: str) -> Document:
        fields = {field.json: field for field in fields_of(cls)}
        found: Document = {}
        for name, value in document.items():
            field = fields.get(name)
            if field is None or (field.many and not isinstance(value, list)):
                found[name] = value
            elif field.many:
                found[name] = [self._part(field, item, f"{path}{name}[{n}]") for n, item in enumerate(value)]
            else:
                found[name] = self._part(field, value, f"{path}{name}")
        return found

    def _part(self, field: Field, value: Any, path: str) -> Any:
        if isinstance(value, Mapping) and field.of:
            return self._unfolded(field.of, value, f"{path}.")
        if field.ref not in NAMED_BY:
            return value
        if isinstance(value, Mapping):
            return self._whole(field.ref, value, path)
        is_name = isinstance(value, str) and bool(value.strip()) and not SLUG.fullmatch(value)
        return self._name(field.ref, value, path) if is_name else value

    def _name(self, record_type: str, name: str, path: str) -> str:
        key = stand_in(json.dumps([record_type, name]))
        self.named.append(Named(record_type, key, name, path))
        return key

    def _whole(self, record_type: str, value: Mapping[str, Any], path: str) -> Any:
        column = key_field(record_type)
        given = set(value) - {"type"}
        if given == {column} and isinstance(value[column], str):
            return value[column]
        if given == {"url"} and record_type == "source" and isinstance(value["url"], str):
            return self._name(record_type, value["url"], f"{path}.url")
        cls = RECORD_TYPES[record_type]
        if value.get("type", record_type) != record_type:
            mend = f'write "{record_type}", or leave the type out'
            raise InvalidRecord(f"this should be a {record_type}", field=f"{path}.type", mend=mend)
        whole = with_key(self._unfolded(cls, {**value, "type": record_type}, f"{path}."))
        if not any(name in value for name in (column, NAMED_BY[record_type])):
            mend = f"give its {NAMED_BY[record_type]}"
            raise InvalidRecord(f"this {record_type} has nothing to be named by", field=path, mend=mend)
        self.asides.append((path, whole))
        return whole[column]


def with_key(document: Document) -> Document:
    """The document of a record without a key, with a stand-in for it if it has a name."""
    record_type = document.get("type")
    if not isinstance(record_type, str) or record_type not in NAMED_BY or key_field(record_type) in document:
        return document
    column = key_field(record_type)
    return {**document, column: stand_in(json.dumps(document, sort_keys=True))}


def first_key(document: Mapping[str, Any]) -> str | None:
    """The key of a claim without one, as a first occurrence. None without valid words and speaker."""
    words = document.get("words")
    text = words.get("text") if isinstance(words, Mapping) else None
    speaker, said = document.get("speaker"), document.get("said", "")
    if not (isinstance(text, str) and isinstance(speaker, str) and isinstance(said, str)):
        return None
    if len(text) > MOST_PROSE:  # It will be refused, and folding it would take seconds.
        return None
    try:
        return key_of(Assertion(text, speaker, said).identity())
    except InvalidValue:
        return None


def read_record(
    document: Any, *, file: str, line: int, within: str = "", is_public: bool | None = None
) -> Reading:
    """The record of a document, after the records that are given whole in it, or its problems.

    ``within`` and ``is_public`` are as in ``Found``. Records given whole are published with the record that
    refers to them.
    """
    if (found_at_once := read_at_once(document)) is not None:
        given = frozenset(document)
        yield Found(file, line, found_at_once, is_public=is_public, within=within, given_fields=given)
        return
    if not isinstance(document, Mapping):
        _, wrong = read_document(document)
        yield from (problem_of(error, file=file, line=line, within=within) for error in wrong)
        return
    try:
        unfolded = Unfolded(document)
    except InvalidValue as error:
        yield problem_of(error, file=file, line=line, within=within)
        return
    is_keyless = _is_keyless(document)
    whole = with_key(unfolded.document)
    if is_keyless and "key" not in whole and (key := first_key(whole)):
        whole = {**whole, "key": key}
    found: list[Found] = []
    problems: list[Problem] = []
    for path, part in unfolded.asides:
        inside = f"{within}{path}."
        record, wrong = read_document(part)
        problems += [problem_of(error, file=file, line=line, within=inside) for error in wrong]
        if record is not None:
            given = frozenset(part)
            found.append(Found(file, line, record, is_aside=True, within=inside, given_fields=given))
    record, wrong = read_document(whole)
    problems += [problem_of(error, file=file, line=line, within=within) for error in _reported(wrong, whole)]
    if record is not None:
        named, given = tuple(unfolded.named), frozenset(document)
        found.append(
            Found(file, line, record, is_keyless, False, is_public, within, given_fields=given, named=named)
        )
    yield from problems or found


def _is_keyless(document: Mapping[str, Any]) -> bool:
    record_type = document.get("type")
    is_record = isinstance(record_type, str) and record_type in RECORD_TYPES
    return is_record and key_field(str(record_type)) not in document


def _reported(wrong: Sequence[InvalidRecord], document: Mapping[str, Any]) -> Sequence[InvalidRecord]:
    """The problems. A missing key is reported only without others: keys are made from other fields."""
    left_out = {name for name in ("key", "slug") if name not in document}
    return [error for error in wrong if error.field not in left_out] or wrong
