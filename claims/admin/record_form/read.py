"""Fill the form of a record, and read it into a record. Each error is added to its field."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone

from claims.admin.claim_form.fields import TypedForm
from claims.admin.claim_form.rows import RowSet
from claims.admin.claim_form.values import Document, Labels, PartReader, filled_value
from claims.admin.record_form.fields import KEPT, EditedRecordForm, name_field, rows_of
from claims.domain.errors import InvalidRecord, InvalidValue
from claims.domain.record.codec import read_document, references
from claims.domain.record.identity import source_key
from claims.domain.record.parts import Part, fields_of, in_order
from claims.domain.record.rules import draft_problems, future_dates
from claims.domain.record.shared import Record, key_field, keys_by_type
from claims.domain.record.slugs import slug_of
from claims.queries.desk.chosen_records import labels_of

Values = dict[str, Any]


def filled_with(record: Record, form: type[EditedRecordForm]) -> tuple[Values, dict[str, list[Values]]]:
    """The initial values of the form and of its rows. Sent back unchanged, they give the same record."""
    labels = {kind: labels_of(kind, keys) for kind, keys in keys_by_type(references(record)).items()}
    return _filled(record, form, labels)


def _filled(record: Record, form: type[TypedForm], labels: Labels) -> tuple[Values, dict[str, list[Values]]]:
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


class RecordReader(PartReader):
    """Reads a form and its rows. ``base`` is the record that is changed; it is None for a new record."""

    def __init__(
        self, record: type[Record], form: EditedRecordForm, rows: Mapping[str, RowSet], base: Record | None
    ) -> None:
        super().__init__(form, rows, base)
        self.record = record

    def filled(self, record: Record) -> tuple[Values, dict[str, list[Values]]]:
        return _filled(record, type(self.form), {})

    def read(self) -> Record | None:
        """The record, or None if there are errors, which are added to the forms. Writes nothing."""
        if not self.are_valid():
            return None
        document = self._with_key(self._document())
        found, problems = read_document(document)
        if found is not None:
            problems = (*draft_problems(found), *future_dates(found, timezone.now().date()))
            self._reorder(document, found)
        self._add_errors(problems)
        return None if self.has_errors() else found

    def _document(self) -> Document:
        names = [name for name in self.form.fields if name not in EditedRecordForm.base_fields]
        document: Document = {"type": self.record.TYPE, **self.named_values(self.form, names, "")}
        for name in self.rows:
            document[name] = list(self.parts(name))
        document |= {name: self.on_record[name] for name in KEPT if name in self.on_record}
        return document

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
                for path in [path for path in self.places if path.startswith(old)]:
                    moved[f"{field.name}[{number}]{path.removeprefix(old)}"] = self.places[path]
            self.places |= moved

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
            form, name = self.place(problem.field)
            if name is None or name not in form.errors:  # A field has one error.
                form.add_error(name, problem.sentence)


def _named(part: type[Part], document: Document) -> dict[str, Any]:
    """The fields of a part by their names in Python."""
    return {field.name: document[field.json] for field in fields_of(part) if field.json in document}
