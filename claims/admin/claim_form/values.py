"""Convert values between a record and the fields of the claim form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from claims.admin.claim_form.fields import ClaimForm, TypedForm
from claims.admin.claim_form.new_records import NewRecords, outlet_key
from claims.admin.claim_form.rows import OptionField
from claims.admin.fields import WrittenDateField
from claims.admin.reference_field import Reference, ReferenceField, ReferenceLinesField, key_or_error
from claims.domain.dates.typed import read_written_date
from claims.domain.errors import InvalidDate

Labels = Mapping[str, Mapping[str, str]]
"""The name that a field shows, by type of record and by key or slug."""


def filled_value(field: forms.Field, value: Any, labels: Labels) -> Any:
    """What a field shows for a value of the record."""
    if isinstance(field, ReferenceLinesField):
        # Keys, because two records of one name could not be told apart on a line.
        return "\n".join(value)
    if isinstance(field, ReferenceField):
        return Reference(labels.get(field.kind, {}).get(value) or value, value) if value else Reference()
    return value


class ValueReader:
    """Reads single fields of the claim form, and adds errors to them.

    ``new`` are the records to create before the claim. ``source`` is the key of its source.
    """

    def __init__(self, form: ClaimForm) -> None:
        self.form = form
        self.new = NewRecords()
        self.source = ""

    def value(self, form: TypedForm, name: str) -> Any:
        """The value of a field for the record. None leaves it out, so that the default applies."""
        field = form.fields[name]
        if isinstance(field, ReferenceLinesField):
            return self._keys(form, name, field.kind)
        if isinstance(field, ReferenceField):
            if field.kind == "outlet":
                return outlet_key(form, name, self.new)
            return self._key(form, name, field)
        if isinstance(field, OptionField):
            return self._option(form, name, field)
        if isinstance(field, WrittenDateField):
            return self._day(form, name)
        if isinstance(field, forms.BooleanField):
            return bool(form.cleaned_data.get(name))
        if isinstance(field, forms.IntegerField):
            return form.cleaned_data.get(name)
        if isinstance(field, forms.ChoiceField):
            return form.text_of(name) or None
        return form.text_of(name)

    def _key(self, form: TypedForm, name: str, field: ReferenceField) -> str:
        reference = form.reference(name)
        if not reference:
            if field.needed:
                form.add_error(name, field.needed)
            return ""
        if field.kind == "source" and self.new.has_source(reference.text):
            return self.new.source_key
        return key_or_error(form, name, field.kind, reference, source=self.source)

    def _keys(self, form: TypedForm, name: str, kind: str) -> list[str]:
        lines = [line.strip() for line in form.text_of(name).splitlines()]
        source = self.source
        keys = [key_or_error(form, name, kind, Reference(line), source=source) for line in lines if line]
        return list(dict.fromkeys(key for key in keys if key))

    @staticmethod
    def _day(form: TypedForm, name: str) -> str:
        try:
            return read_written_date(form.text_of(name)).text
        except InvalidDate as error:
            form.add_error(name, error.sentence)
            return ""

    @staticmethod
    def _option(form: TypedForm, name: str, field: OptionField) -> str | None:
        chosen = form.text_of(name)
        if chosen and chosen not in {slug for slug, _ in field.widget.choices}:
            form.add_error(name, field.refusal)
        return chosen or None
