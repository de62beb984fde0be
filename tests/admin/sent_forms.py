"""What a browser sends for forms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm, CheckboxInput

from claims.admin.claim_form.rows import RowSet
from claims.admin.reference_field import Reference


def sent(forms: Iterable[BaseForm]) -> dict[str, Any]:
    """What a browser sends for the forms as they stand."""
    found: dict[str, Any] = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if isinstance(value, Reference):
                found |= {bound.html_name: value.text, f"{bound.html_name}_key": value.key}
            elif isinstance(bound.field.widget, CheckboxInput):
                found |= {bound.html_name: "on"} if value else {}
            elif value is not None:
                found[bound.html_name] = bound.field.prepare_value(value)
    return found


def with_rows(form: BaseForm, sets: Iterable[RowSet]) -> list[BaseForm]:
    """The form, and the forms of its rows."""
    return [form, *(part for rows in sets for part in (rows.management_form, *rows.forms))]
