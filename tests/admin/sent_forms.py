"""What a browser sends for forms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm, CheckboxInput, Field, Textarea

from claims.admin.claim_form.rows import RowSet
from claims.admin.reference_field import Reference


def sent(forms: Iterable[BaseForm]) -> dict[str, Any]:
    """What a browser sends for the forms as they stand."""
    found: dict[str, Any] = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if isinstance(value, Reference):
                text = typed_in(bound.field, value.text)
                found |= {bound.html_name: text, f"{bound.html_name}_key": value.key}
            elif isinstance(bound.field.widget, CheckboxInput):
                found |= {bound.html_name: "on"} if value else {}
            elif value is not None:
                shown = bound.field.prepare_value(value)
                found[bound.html_name] = typed_in(bound.field, shown) if isinstance(shown, str) else shown
    return found


def typed_in(field: Field, text: str) -> str:
    """What a browser makes of a text: a field of one line has no line breaks, another has pairs of signs."""
    is_long = isinstance(field.widget, Textarea)
    return text.replace("\n", "\r\n") if is_long else text.replace("\n", "")


def with_rows(form: BaseForm, sets: Iterable[RowSet]) -> list[BaseForm]:
    """The form, and the forms of its rows."""
    return [form, *(part for rows in sets for part in (rows.management_form, *rows.forms))]
