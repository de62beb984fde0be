"""Read and write Django fixtures of records: a JSON list with an entry for each record.

    [{"model": "claims.claim", "fields": {…the record as everywhere else…}, "state": "published"}]

The model is ``claims.`` and the type of the record; the fields may have ``type`` or not. ``state`` is
``published`` or ``draft``, the default. Records other than claims are published with an entry that refers to
them.
"""

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from claims.domain.errors import InvalidRecord, InvalidValue, as_json, shown
from claims.domain.record.codec import to_document
from claims.domain.record.parts import fields_of
from claims.domain.record.shared import RECORD_TYPES, Record, TombstoneRecord
from claims.formats.base import Reading, UnusableFile, problem_of
from claims.formats.file_shapes import no_fixture
from claims.formats.json_text import InvalidJson, NoList, decode, read_list
from claims.formats.whole_references import read_record

LARGEST_FILE = 100_000_000
"""The maximum size of a fixture in bytes. It is read as a whole."""

MODELS = {f"claims.{name}": name for name in RECORD_TYPES}
"""The type of record for each model of an entry."""

STATES = ("published", "draft")
ENTRY = ("model", "fields", "state")
LIST_OF_ENTRIES = (
    "write [ before the first entry and ] after the last; "
    "records one a line are imported with manage.py import_claims"
)
MAKE_ANEW = "make it again from a database with its records: manage.py export_claims --format fixture -o FILE"


# Writing ----------------------------------------------------------------------------------------------------


def write(entries: Iterable[tuple[Record, str]], *, indent: int | None = None) -> Iterator[str]:
    """The text of a fixture, in parts, from records and their states. A tombstone has no state.

    Each entry is a line unless ``indent`` is given. Equal records in the same order give equal bytes.
    """
    before = "[\n"
    for record, state in entries:
        entry = {"model": f"claims.{record.TYPE}", "fields": to_document(record)}
        if not isinstance(record, TombstoneRecord):
            entry["state"] = state
        yield before + json.dumps(entry, ensure_ascii=False, indent=indent)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


# Reading ----------------------------------------------------------------------------------------------------


def read(file: BinaryIO, name: str) -> Reading:
    """The records of a fixture, or the problems of each entry, in order.

    A problem has the line on which the entry begins, its number and the path of the field. A fixture with an
    entry for each table row gives one problem. Raises UnusableFile for a file that is too large or of another
    kind.
    """
    raw = file.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        raise UnusableFile(f"{name}: a fixture has at most {LARGEST_FILE:,} bytes.")
    if description := no_fixture(raw):
        raise UnusableFile(f"{name}: this file {description}.")
    try:
        entries = read_list(decode(raw).removeprefix("\ufeff"))
        for number, (line, value) in enumerate(entries, start=1):
            if _is_of_older_shape(value):
                message = "this fixture has an older shape, with an entry for each row of a table"
                yield problem_of(InvalidRecord(message, mend=MAKE_ANEW), file=name, line=line)
                return
            entry = f"entry {number}: "
            try:
                document = _document(value)
            except InvalidValue as error:
                yield problem_of(error, file=name, line=line, within=entry)
                continue
            within, is_public = f"{entry}fields.", _is_public(value, document["type"])
            yield from read_record(document, file=name, line=line, within=within, is_public=is_public)
    except NoList as error:
        begun = f" (it begins with {shown(error.value)})" if error.value else ""
        raise UnusableFile(f"{name}: this file is no list of entries{begun}: {LIST_OF_ENTRIES}.") from None
    except InvalidJson as error:
        yield problem_of(error, file=name, line=error.line)
    except InvalidValue as error:
        yield problem_of(error, file=name, line=1)


def _is_of_older_shape(value: Any) -> bool:
    fields = value.get("fields") if isinstance(value, Mapping) else None
    return isinstance(fields, Mapping) and "pk" in value and "state" in fields


def _is_public(entry: Mapping[str, Any], record_type: str) -> bool | None:
    if "state" in entry:
        return bool(entry["state"] == "published")
    return False if record_type == "claim" else None


def _document(entry: Any) -> dict[str, Any]:
    """The document of an entry. Raises InvalidRecord if it is not an entry of this format."""
    if isinstance(entry, InvalidRecord):
        raise entry
    if not isinstance(entry, Mapping):
        mend = 'write {"model": "claims.claim", "fields": {…}}'
        raise InvalidRecord("an entry is an object with model and fields", value=as_json(entry), mend=mend)
    record_type = _type(entry)
    _check_names(entry, record_type)
    fields = entry.get("fields")
    if not isinstance(fields, Mapping):
        value = "" if fields is None else as_json(fields)
        mend = "write the record between { and }"
        raise InvalidRecord("an entry holds its record here", field="fields", value=value, mend=mend)
    if fields.get("type", record_type) != record_type:
        value, mend = as_json(fields["type"]), f'write "{record_type}", or leave the type out'
        raise InvalidRecord("the model names another type", field="fields.type", value=value, mend=mend)
    if "state" in fields:
        mend = 'write "state" after "fields"'
        raise InvalidRecord("the state belongs beside the fields", field="fields.state", mend=mend)
    if entry.get("state", "draft") not in STATES:
        value, mend = as_json(entry["state"]), 'write "published" or "draft"'
        raise InvalidRecord("there is no such state", field="state", value=value, mend=mend)
    return {"type": record_type, **fields}


def _type(entry: Mapping[str, Any]) -> str:
    model = entry.get("model")
    known = f"one of {', '.join(MODELS)}"
    if model is None:
        record_type = entry.get("type")
        is_record = isinstance(record_type, str) and record_type in RECORD_TYPES
        mend = f'write {{"model": "claims.{record_type}", "fields": {{…}}}}' if is_record else known
        raise InvalidRecord("an entry names its model", field="model", mend=mend)
    if isinstance(model, str) and model.lower() in MODELS:
        return MODELS[model.lower()]
    text = as_json(model)
    if isinstance(model, str) and (text.lower().startswith("claims.") or "." not in text):
        for close in difflib.get_close_matches(text.lower().rpartition(".")[2], RECORD_TYPES, 1, cutoff=0.75):
            mend = f"write claims.{close}"
            raise InvalidRecord("there is no such model", field="model", value=text, mend=mend)
    raise InvalidRecord("a fixture of records cannot have this model", field="model", value=text, mend=known)


def _check_names(entry: Mapping[str, Any], record_type: str) -> None:
    fields = [field.json for field in fields_of(RECORD_TYPES[record_type])]
    for name in entry:
        if name in ENTRY:
            continue
        if name == "pk":
            mend = "leave it out; a record is found by its key or slug"
            raise InvalidRecord("an entry has no pk", field="pk", mend=mend)
        close = difflib.get_close_matches(name, ENTRY, n=1)
        mend = f"did you mean {close[0]}?" if close else "an entry has model, fields and state"
        mend = 'write it inside "fields"' if name in fields else mend
        raise InvalidRecord("an entry has no such part", field=name, mend=mend)
