"""Convert values between a record and the fields of a form."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django import forms

from claims.admin.claim_form.fields import TypedForm
from claims.admin.claim_form.rows import OptionField, RowForm, RowSet, StanceForm
from claims.admin.fields import LinesField, WrittenDateField
from claims.admin.reference_field import Reference, ReferenceField, ReferenceLinesField, key_or_error
from claims.domain.dates.typed import read_written_date
from claims.domain.errors import InvalidDate
from claims.domain.record.codec import to_document
from claims.domain.record.shared import Record
from claims.queries.desk.chosen_records import on_record

Document = dict[str, Any]
FormField = tuple[forms.Form, str]
Labels = Mapping[str, Mapping[str, str]]
"""The name that a field shows, by type of record and by key or slug."""


def filled_value(field: forms.Field, value: Any, labels: Labels) -> Any:
    """What a field shows for a value of the record."""
    if isinstance(field, ReferenceLinesField):
        # Keys, because two records of one name could not be told apart on a line.
        return "\n".join(value)
    if isinstance(field, ReferenceField):
        # On one line, because the label comes back without its line breaks.
        label = " ".join((labels.get(field.kind, {}).get(value) or value).split())
        return Reference(label, value) if value else Reference()
    return value


class PartReader:
    """Reads the fields and rows of a form into parts of a document, and adds errors to them.

    ``base`` is the record that is changed, None for a new one. ``places`` maps a path in the document to the
    form and the field that it came from. ``source`` is the key of the source, if one is known: a speaker
    without a name is looked for among those of the source.
    """

    def __init__(self, form: TypedForm, rows: Mapping[str, RowSet], base: Record | None) -> None:
        self.form, self.rows, self.base = form, rows, base
        self.on_record: Document = to_document(base) if base is not None else {}
        self.places: dict[str, FormField] = {}
        self.set_aside: list[StanceForm] = []
        self.source = ""
        if base is not None:
            form.stood, filled = self.filled(base)
            for name, of_kind in rows.items():
                for row, values in zip(of_kind, filled.get(name, ()), strict=False):
                    row.stood = values

    def filled(self, record: Any) -> tuple[Mapping[str, Any], Mapping[str, Sequence[Mapping[str, Any]]]]:
        """What a record fills in: the values of the fields by name, and of the rows by kind."""
        raise NotImplementedError

    def part(self, row: RowForm, path: str) -> Document:
        """The part of the document from one row. Adds its fields to ``places`` below ``path``."""
        names = list(row.part_fields())
        self.places[path] = (row, names[0])
        return self.named_values(row, names, f"{path}.")

    def named_values(self, form: TypedForm, names: Iterable[str], path: str) -> Document:
        """The values of these fields, by their names in the document. Adds them to ``places``."""
        names = list(names)
        self.places |= {f"{path}{name.rstrip('_')}": (form, name) for name in names}
        values = {name.rstrip("_"): self.value(form, name) for name in names}
        return {name: value for name, value in values.items() if value is not None}

    def parts(self, name: str) -> Iterator[Document]:
        """The parts of the document from the rows of a kind, without those that are set aside."""
        rows = [row for row in self.rows[name] if not row.is_blank() and row not in self.set_aside]
        for number, row in enumerate(rows):
            yield self.part(row, f"{name}[{number}]")

    def are_valid(self) -> bool:
        """Whether each field of the form and of its rows is valid by itself."""
        return all([self.form.is_valid(), *(rows.is_valid() for rows in self.rows.values())])

    def has_errors(self) -> bool:
        return bool(self.form.errors) or any(
            row.errors for rows in self.rows.values() for row in rows if row not in self.set_aside
        )

    def place(self, path: str) -> tuple[forms.Form, str | None]:
        """The form and field of a path in the document, or of the nearest part that holds it."""
        while path:
            if path in self.places:
                return self.places[path]
            path = path[:-1].rpartition("[")[0] if path.endswith("]") else path.rpartition(".")[0]
        return self.form, None

    def value(self, form: TypedForm, name: str) -> Any:
        """The value of a field for the record. None leaves it out, so that the default applies."""
        field = form.fields[name]
        if isinstance(field, ReferenceLinesField):
            return self._keys(form, name, field.kind)
        if isinstance(field, ReferenceField):
            return self.key(form, name, field)
        if isinstance(field, OptionField):
            return _option(form, name, field)
        if isinstance(field, WrittenDateField):
            return _day(form, name)
        if isinstance(field, forms.BooleanField):
            return bool(form.cleaned_data.get(name))
        if isinstance(field, LinesField) and form.is_as_shown(name):
            return list(form.stood[name])
        if isinstance(field, LinesField | forms.IntegerField):
            return form.cleaned_data.get(name)
        if isinstance(field, forms.ChoiceField):
            return form.text_of(name) or None
        return form.text_of(name)

    def key(self, form: TypedForm, name: str, field: ReferenceField) -> str:
        """The key of the record that a field names, or empty text with an error added."""
        reference = form.reference(name)
        if field.kind == "claim" and reference.text in on_record("claim", [reference.text]):
            return reference.text  # It may be the key of a tombstone.
        return key_or_error(form, name, field.kind, reference, source=self.source)

    def _keys(self, form: TypedForm, name: str, kind: str) -> list[str]:
        """The keys of the records that the lines name. Keys are found in one query."""
        lines = [line for line in map(str.strip, form.text_of(name).splitlines()) if line]
        known = on_record(kind, lines)
        source = self.source
        keys = (
            line if line in known else key_or_error(form, name, kind, Reference(line), source=source)
            for line in lines
        )
        return list(dict.fromkeys(filter(None, keys)))


def _day(form: TypedForm, name: str) -> str:
    if form.is_as_shown(name):
        return str(form.stood[name])
    try:
        return read_written_date(form.text_of(name)).text
    except InvalidDate as error:
        form.add_error(name, error.sentence)
        return ""


def _option(form: TypedForm, name: str, field: OptionField) -> str | None:
    chosen = form.text_of(name)
    if chosen and chosen not in {slug for slug, _ in field.widget.choices}:
        form.add_error(name, field.refusal)
    return chosen or None
