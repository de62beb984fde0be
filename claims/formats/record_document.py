"""Read records from the documents of a file, which may have no key, and references by name or whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from claims.domain.errors import InvalidRecord, InvalidValue, Problem
from claims.domain.record.codec import read_at_once, read_document
from claims.domain.record.shared import RECORD_TYPES, key_field
from claims.formats.base import Found, Reading, problem_of
from claims.formats.whole_references import Unfolded, first_key, with_key


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
