"""Django's JSON fixtures of the project's own content, read and written without Django.

An entry is a row: ``{"model": "claims.speaker", "fields": {…}}``. Rows of records point to each other by
key (``["dmitry-peskov"]``, Django's natural keys) or by ``pk``; what a record derives or counts is left out,
and so is what has its default value. ``state`` is ``published`` or, without it, ``draft``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any, BinaryIO

from claims.domain.errors import InvalidRecord, InvalidValue
from claims.domain.record_codec import to_document
from claims.domain.shared_records import Record, TombstoneRecord, key_of_record
from claims.formats.base import Reading, UnusableFile, problem_of
from claims.formats.fixture_entries import Assembly, Entry
from claims.formats.fixture_tables import OCCASION, FixtureTable, Tables
from claims.formats.json_text import decode, read_json

LARGEST_FILE = 100_000_000
"""The bytes that a fixture may have: it is read whole, for its entries come in any order."""

_SIGN = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', re.DOTALL)


# Writing ----------------------------------------------------------------------------------------------------


def write(records: Iterable[Record], tables: Tables) -> Iterator[str]:
    """The lines of a fixture that publishes these records, each with its end."""
    by_type = {table.type: table for table in tables.values() if table.type}
    numbers: dict[str, Iterator[int]] = {model: count(1) for model in tables}
    occasions: set[str] = set()
    before = "[\n"
    for record in records:
        document = to_document(record)
        entries = []
        occasion = document.get("occasion")
        if occasion and occasion["slug"] not in occasions:
            occasions.add(occasion["slug"])
            entries.append({"model": OCCASION, "pk": None, "fields": occasion})
        state = {} if isinstance(record, TombstoneRecord) else {"state": "published"}
        table = by_type[record.TYPE]
        entries += _entries(table, document, tables, numbers, state, [key_of_record(record)])
        for entry in entries:
            yield before + json.dumps(entry, ensure_ascii=False)
            before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _entries(
    table: FixtureTable,
    document: dict[str, Any],
    tables: Tables,
    numbers: dict[str, Iterator[int]],
    fields: dict[str, Any],
    natural: list[str] | None,
) -> Iterator[dict[str, Any]]:
    fields = dict(fields)
    for column in table.columns:
        holder = document.get(column.inline) or {} if column.inline else document
        if column.json not in holder:
            continue
        value = holder[column.json]
        if column.how == "key":
            fields[column.name] = [value] if value else None
        else:
            fields[column.name] = [[key] for key in value] if column.how == "keys" else value
    if document.get("occasion"):
        fields["occasion"] = [document["occasion"]["slug"]]
    number = next(numbers[table.model]) if table.children and natural is None else None
    yield {"model": table.model, "pk": number, "fields": fields}
    for children in table.children:
        for place, part in enumerate(document.get(children.json, ())):
            up: dict[str, Any] = {children.parent: natural or number}
            if children.has_place:
                up["place"] = place
            yield from _entries(tables[children.model], part, tables, numbers, up, None)


# Reading ----------------------------------------------------------------------------------------------------


def read(file: BinaryIO, name: str, tables: Tables) -> Reading:
    """The records of a fixture, each with the line of its entry; or everything that is wrong with it."""
    raw = file.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        raise UnusableFile(f"{name}: a fixture has at most {LARGEST_FILE:,} bytes.")
    assembly = Assembly(name, tables)
    try:
        text = decode(raw).removeprefix("\ufeff")
        for number, (line, part) in enumerate(_parts(text), start=1):
            try:
                assembly.add(Entry.read(read_json(part), number, line, tables))
            except InvalidValue as error:
                assembly.refuse(error, line=line, field=f"entry {number}")
    except InvalidValue as error:
        yield problem_of(error, file=name, line=1)
        return
    yield from assembly.records()


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The text of each entry of the list, with the line on which it begins."""
    opened = re.match(r"\s*\[", text)
    if not opened:
        raise InvalidRecord("a fixture is a list of entries", value=text[:40], mend="begin it with [")
    end, line, depth, start = opened.end(), 1 + text.count("\n", 0, opened.end()), 1, 0
    is_first = True
    for sign in _SIGN.finditer(text, opened.end()):
        if sign.group() in "[{":
            depth += 1
            if depth == 2:
                _check_gap(text[end : sign.start()], r"\s*" if is_first else r"\s*,\s*")
                line += text.count("\n", end, sign.start())
                start, is_first = sign.start(), False
        elif sign.group() in "]}":
            depth -= 1
            if depth == 1:
                end = sign.end()
                yield line, text[start:end]
                line += text.count("\n", start, end)
            elif depth == 0:
                _check_gap(text[end : sign.start()], r"\s*")
                _check_gap(text[sign.end() :], r"\s*")
                return
    raise InvalidRecord("the list of entries does not end", mend="end it with ]")


def _check_gap(gap: str, pattern: str) -> None:
    if not re.fullmatch(pattern, gap):
        raise InvalidRecord(
            "something stands between two entries", value=gap, mend="separate them by a comma"
        )
