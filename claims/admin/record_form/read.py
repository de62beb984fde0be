"""Fill the form of a record, and read it into a record. Each error is added to its field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils import timezone

from claims.admin.claim_form.fields import TypedForm
from claims.admin.claim_form.rows import RowForm, RowSet
from claims.admin.claim_form.values import filled_value
from claims.admin.fields import LinesField, WrittenDateField
from claims.admin.record_form.fields import KEPT, EditedRecordForm, name_field, rows_of
from claims.admin.reference_field import Reference, ReferenceField, ReferenceLinesField, key_or_error
from claims.domain.dates.typed import read_written_date
from claims.domain.errors import InvalidDate, InvalidRecord, InvalidValue
from claims.domain.record.codec import read_document, references, to_document
from claims.domain.record.identity import source_key
from claims.domain.record.parts import Part, fields_of, in_order
from claims.domain.record.rules import draft_problems, future_dates
from claims.domain.record.shared import Record, key_field, keys_by_type
from claims.domain.record.slugs import slug_of
from claims.queries.desk.form_choices import labels_of, on_record

Values = dict[str, Any]
Document = dict[str, Any]


def filled_with(record: Record, form: type[EditedRecordForm]) -> tuple[Values, dict[str, list[Values]]]:
    """The initial values of the form and of its rows. Sent back unchanged, they give the same record."""
    labels = {kind: labels_of(kind, keys) for kind, keys in keys_by_type(references(record)).items()}

    def filled(fields: Mapping[str, forms.Field], part: Any) -> Values:
        return {
            name: filled_value(field, getattr(part, name), labels)
            for name, field in fields.items()
            if hasattr(part, name)
        }

    rows = {
        name: [filled(kind.form.part_fields(), part) for part in getattr(record, name)]
        for name, kind in rows_of(type(record)).items()
    }
    return filled(form.base_fields, record), rows


class RecordReader:
    """Reads a form and its rows. ``base`` is the record that is changed; it is None for a new record."""

    def __init__(
        self, record: type[Record], form: EditedRecordForm, rows: Mapping[str, RowSet], base: Record | None
    ) -> None:
        self.record, self.form, self.rows, self.base = record, form, rows, base
        self._places: dict[str, tuple[forms.Form, str | None]] = {}

    def read(self) -> Record | None:
        """The record, or None if there are errors, which are added to the forms. Writes nothing."""
        if not all([self.form.is_valid(), *(rows.is_valid() for rows in self.rows.values())]):
            return None
        document = self._with_key(self._document())
        found, problems = read_document(document)
        if found is not None:
            problems = (*draft_problems(found), *future_dates(found, timezone.now().date()))
            self._reorder(document, found)
        self._add_errors(problems)
        return None if self._has_errors() else found

    def _has_errors(self) -> bool:
        return bool(self.form.errors) or any(row.errors for rows in self.rows.values() for row in rows)

    def _document(self) -> Document:
        on_record = to_document(self.base) if self.base is not None else {}
        document: Document = {"type": self.record.TYPE, **self._part(self.form, "")}
        for name, rows in self.rows.items():
            document[name] = list(self._parts(name, rows))
        document |= {name: on_record[name] for name in KEPT if name in on_record}
        return document

    def _part(self, form: TypedForm, path: str) -> Document:
        """What one form says. Adds its fields to the places of errors, below ``path``."""
        names = form.part_fields() if isinstance(form, RowForm) else list(form.fields)
        names = [name for name in names if name not in EditedRecordForm.base_fields]
        self._places |= {f"{path}{name.rstrip('_')}": (form, name) for name in names}
        values = {name.rstrip("_"): self._value(form, name) for name in names}
        return {name: value for name, value in values.items() if value is not None}

    def _parts(self, name: str, rows: RowSet) -> Iterator[Document]:
        filled = [row for row in rows if not row.is_blank()]
        for number, row in enumerate(filled):
            self._places[f"{name}[{number}]"] = (row, None)
            yield self._part(row, f"{name}[{number}].")

    def _reorder(self, document: Document, found: Record) -> None:
        """Find the rows of a set by their places in the record, which has them in its own order."""
        for field in fields_of(self.record):
            if field.of is None or not field.is_set:
                continue
            parts = (field.of(**_named(field.of, part)) for part in document[field.name])
            typed = {in_order(part): number for number, part in enumerate(parts)}
            moved = {}
            for number, part in enumerate(getattr(found, field.name)):
                old = f"{field.name}[{typed.get(in_order(part))}]"
                for path in [path for path in self._places if path.startswith(old)]:
                    moved[f"{field.name}[{number}]{path.removeprefix(old)}"] = self._places[path]
            self._places |= moved

    def _value(self, form: TypedForm, name: str) -> Any:
        """The value of a field for the record. None leaves it out, so that the default applies."""
        field = form.fields[name]
        if isinstance(field, ReferenceLinesField):
            return self._keys(form, name, field.kind)
        if isinstance(field, ReferenceField):
            reference = form.reference(name)
            if field.kind == "claim" and reference.text in on_record("claim", [reference.text]):
                return reference.text  # It may be the key of a tombstone.
            return key_or_error(form, name, field.kind, reference)
        if isinstance(field, WrittenDateField):
            return self._day(form, name)
        if isinstance(field, LinesField | forms.BooleanField | forms.IntegerField):
            return form.cleaned_data.get(name)
        if isinstance(field, forms.ChoiceField):
            return form.text_of(name) or None
        return form.text_of(name)

    @staticmethod
    def _keys(form: TypedForm, name: str, kind: str) -> list[str]:
        """The keys of the records that the lines name. Keys are found in one query."""
        lines = [line for line in map(str.strip, form.text_of(name).splitlines()) if line]
        known = on_record(kind, lines)
        keys = (line if line in known else key_or_error(form, name, kind, Reference(line)) for line in lines)
        return list(dict.fromkeys(filter(None, keys)))

    @staticmethod
    def _day(form: TypedForm, name: str) -> str:
        try:
            return read_written_date(form.text_of(name)).text
        except InvalidDate as error:
            form.add_error(name, error.sentence)
            return ""

    def _with_key(self, document: Document) -> Document:
        """The document with its key. A new record has the typed slug, or one that is made of its name."""
        key = key_field(self.record.TYPE)
        if self.base is not None:
            return {**document, key: getattr(self.base, key)}
        if key == "key":
            return {**document, key: self._source_key(document)}
        name = name_field(self.record)
        if not document.get(key) and document.get(name):
            return {**document, key: slug_of(document[name])}
        return document

    def _source_key(self, document: Document) -> str:
        """The key of a new source. Adds the error if there is none, and then the key is any."""
        values = {name: document.get(name, "") for name in ("url", "outlet", "title", "published")}
        try:
            return source_key(**values)
        except InvalidValue as error:
            self._add_errors([InvalidRecord(error.message, field=error.field, mend=error.mend)])
            return "s-none"

    def _add_errors(self, problems: Iterable[InvalidRecord]) -> None:
        for problem in problems:
            form, name = self._place(problem.field)
            if name is None or name not in form.errors:  # A field has one error.
                form.add_error(name, problem.sentence)

    def _place(self, path: str) -> tuple[forms.Form, str | None]:
        while path:
            if path in self._places:
                return self._places[path]
            path = path[:-1].rpartition("[")[0] if path.endswith("]") else path.rpartition(".")[0]
        return self.form, None


def _named(part: type[Part], document: Document) -> dict[str, Any]:
    """The fields of a part by their names in Python."""
    return {field.name: document[field.json] for field in fields_of(part) if field.json in document}
