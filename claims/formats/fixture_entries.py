"""Entries of a fixture put together to documents, and their problems led back to the entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claims.domain.errors import InvalidRecord, InvalidValue, Problem, shown
from claims.domain.record_codec import read_document
from claims.formats.base import Found, Reading, problem_of
from claims.formats.fixture_tables import OCCASION, FixtureColumn, FixtureTable, Tables

STATES = ("draft", "published")
Target = tuple[str, str | int]
"""A model, and the key (text) or pk (number) of one of its rows."""


@dataclass(frozen=True, slots=True)
class Entry:
    number: int
    line: int
    table: FixtureTable
    pk: int | None
    fields: Mapping[str, Any]

    @classmethod
    def read(cls, value: Any, number: int, line: int, tables: Tables) -> Entry:
        """The entry that a value of the list is; raises InvalidRecord where it is none of ours."""
        if not isinstance(value, dict) or not isinstance(value.get("fields"), dict):
            raise InvalidRecord("an entry is an object with model and fields", value=str(value))
        if unknown := sorted(set(value) - {"model", "pk", "fields"}):
            raise InvalidRecord("an entry has model, pk and fields only", value=unknown[0])
        model, pk = value.get("model"), value.get("pk")
        table = tables.get(model.lower()) if isinstance(model, str) else None
        if table is None:
            raise InvalidRecord(
                "this model may not stand in a fixture of claims",
                value=str(model),
                mend="a fixture holds the content of records alone, such as claims.claim",
            )
        if pk is not None and type(pk) is not int:
            raise InvalidRecord("a pk is a whole number or null", value=str(pk))
        return cls(number, line, table, pk, value["fields"])

    @property
    def name(self) -> str:
        return f"entry {self.number} ({self.table.model})"


class Assembly:
    """All entries of one fixture, on their way to records."""

    def __init__(self, file: str, tables: Tables) -> None:
        self.file = file
        self._model_of = {table.type: table.model for table in tables.values() if table.type}
        self._tables = tables
        self._records: list[Entry] = []
        self._rows: dict[Target, Entry] = {}
        self._below: dict[tuple[str, Target], list[Entry]] = {}
        self._problems: list[Problem] = []
        self._placed: set[int] = set()

    def add(self, entry: Entry) -> None:
        """Take an entry in; raises InvalidValue where it cannot be found by its pk or has no parent."""
        if entry.pk is not None:
            self._keep((entry.table.model, entry.pk), entry)
        if entry.table.type or entry.table.model == OCCASION:
            key = entry.fields.get(entry.table.key if entry.table.type else "slug")
            if isinstance(key, str) and key:
                self._keep((entry.table.model, key), entry)
            if entry.table.type:
                self._records.append(entry)
            return
        column, model = self._parent(entry.table)
        if not (target := _target(model, entry.fields.get(column))):
            raise InvalidRecord("this row says nothing of whose it is", field=column, mend="give a key or pk")
        self._below.setdefault((entry.table.model, target), []).append(entry)

    def refuse(self, error: InvalidValue, *, line: int, field: str) -> None:
        """Keep what is wrong with an entry."""
        self._problems.append(problem_of(error, file=self.file, line=line, within=f"{field} "))

    def records(self) -> Reading:
        """Everything found, once all entries are in: records where nothing is wrong, else the problems."""
        found = [record for entry in self._records if (record := self._record(entry))]
        for entry in [*self._rows.values(), *(e for rows in self._below.values() for e in rows)]:
            if entry.number not in self._placed and not self._problems:
                self.refuse(
                    InvalidRecord("no record in this file has this row"), line=entry.line, field=entry.name
                )
        yield from sorted(self._problems, key=lambda problem: problem.line) or found

    def _keep(self, target: Target, entry: Entry) -> None:
        if self._rows.setdefault(target, entry) is not entry:
            first = self._rows[target]
            raise InvalidRecord(f"line {first.line} has this key or pk already", value=str(target[1]))

    def _parent(self, table: FixtureTable) -> tuple[str, str]:
        return next(
            (children.parent, parent.model)
            for parent in self._tables.values()
            for children in parent.children
            if children.model == table.model
        )

    def _record(self, entry: Entry) -> Found | None:
        places: dict[str, Entry] = {}
        known = len(self._problems)
        document = {"type": entry.table.type, **self._document(entry, "", places)}
        state = entry.fields.get("state", "published" if entry.table.type == "tombstone" else "draft")
        if state not in STATES:
            error = InvalidRecord("a record of a fixture is a draft or published", value=str(state))
            self.refuse(error, line=entry.line, field=f"{entry.name} state")
        if len(self._problems) > known:
            return None
        record, wrong = read_document(document)
        for error in wrong:
            self._lead_back(error, places)
        if record is None:
            return None
        return Found(self.file, entry.line, record, is_public=state == "published")

    def _document(self, entry: Entry, path: str, places: dict[str, Entry]) -> dict[str, Any]:
        """The document of a row and the rows below it; ``places`` learns which entry tells which part."""
        places[path] = entry
        self._placed.add(entry.number)
        dot = f"{path}." if path else ""
        document: dict[str, Any] = {}
        beside = {"place", "state"} if not entry.table.type else {"state"}
        beside |= {column for column, _ in [self._parent(entry.table)]} if self._is_below(entry) else set()
        for name, value in entry.fields.items():
            column = entry.table.column(name)
            if column is None and entry.table.type == "claim" and name == "occasion":
                if value is not None and (occasion := self._row(OCCASION, value, entry, name)):
                    document["occasion"] = self._document(occasion, f"{dot}occasion", places)
            elif column is None:
                if name not in beside:
                    mend = "derived and counted columns are left out"
                    error = InvalidRecord("there is no such field in a fixture", mend=mend)
                    self.refuse(error, line=entry.line, field=f"{entry.name} {name}")
            else:
                holder = document.setdefault(column.inline, {}) if column.inline else document
                self._set(holder, column, value, entry)
        target_model = entry.table.model
        for children in entry.table.children:
            rows: list[Entry] = []
            for target in self._targets(entry, target_model):
                rows += self._below.get((children.model, target), [])
            rows.sort(key=_order)
            if rows:
                document[children.json] = [
                    self._document(row, f"{dot}{children.json}[{n}]", places) for n, row in enumerate(rows)
                ]
        return document

    def _is_below(self, entry: Entry) -> bool:
        return not entry.table.type and entry.table.model != OCCASION

    def _targets(self, entry: Entry, model: str) -> list[Target]:
        targets: list[Target] = [(model, entry.pk)] if entry.pk is not None else []
        key = entry.fields.get(entry.table.key) if entry.table.type else None
        return [*targets, (model, key)] if isinstance(key, str) else targets

    def _set(self, holder: dict[str, Any], column: FixtureColumn, value: Any, entry: Entry) -> None:
        if column.how == "key":
            if value is not None:
                holder[column.json] = self._key(column, value, entry)
        elif column.how == "keys" and isinstance(value, list):
            holder[column.json] = [self._key(column, item, entry) for item in value]
        else:
            holder[column.json] = value

    def _key(self, column: FixtureColumn, value: Any, entry: Entry) -> Any:
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
            return value[0]  # A natural key may also name a record that is not in this file.
        row = self._row(self._model_of[column.ref], value, entry, column.name)
        return row.fields.get(row.table.key) if row else ""

    def _row(self, model: str, value: Any, entry: Entry, field: str) -> Entry | None:
        target = _target(model, value)
        row = self._rows.get(target) if target else None
        if row is None:
            error = InvalidRecord(
                "this points to no entry of the file", value=str(value), mend="a key or a pk"
            )
            self.refuse(error, line=entry.line, field=f"{entry.name} {field}")
        return row

    def _lead_back(self, error: InvalidRecord, places: Mapping[str, Entry]) -> None:
        """Name the entry and its field, not the place in the document that was made of them."""
        path = max((p for p in places if _holds(p, error.field)), key=len)
        entry, rest = places[path], error.field[len(path) :].lstrip(".")
        inline, _, json_name = rest.rpartition(".")
        name = next(
            (c.name for c in entry.table.columns if c.json == json_name and c.inline == inline),
            shown(rest),
        )
        named = InvalidRecord(error.message, field=name, value=error.value, mend=error.mend)
        self.refuse(named, line=entry.line, field=entry.name)


def _holds(path: str, field: str) -> bool:
    return not path or field == path or field.startswith((f"{path}.", f"{path}["))


def _target(model: str, value: Any) -> Target | None:
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return model, value[0]
    return (model, value) if type(value) is int else None


def _order(entry: Entry) -> tuple[int, int]:
    place = entry.fields.get("place", entry.fields.get("hop"))
    return (place if type(place) is int else 0), entry.number
