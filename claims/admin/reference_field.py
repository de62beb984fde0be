"""A field that names a record by a name, an alias, an address or a key.

It works without JavaScript. A choice from the list also sends a key, which is used if the text is still the
label of its record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from claims.domain.record.slugs import slug_of
from claims.domain.text.folding import fold, refused_character
from claims.queries.desk.chosen_records import labels_of
from claims.queries.desk.form_choices import find_choices, named


@dataclass(frozen=True, slots=True)
class Reference:
    """The typed text, and the key of the choice from the list, if any."""

    text: str = ""
    key: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


class ReferenceWidget(forms.Widget):
    """A text field with a hidden key. ``combobox.js`` offers choices of ``kind`` below it."""

    def __init__(self, kind: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "vTextField", "autocomplete": "off", **(attrs or {}), "data-find": kind})

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Reference:
        return Reference(str(data.get(name) or "").strip(), str(data.get(f"{name}_key") or "").strip())

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        reference = value if isinstance(value, Reference) else Reference()
        line = forms.TextInput().render(name, reference.text, {**self.attrs, **(attrs or {})})
        hidden = forms.HiddenInput().render(f"{name}_key", reference.key, {"data-key-of": name})
        return format_html("{}{}", line, hidden)


class ReferenceField(forms.Field):
    """A field that names a record of a kind. Its value is a ``Reference``.

    ``needed`` is the error for a row of the claim form in which this field is empty.
    """

    def __init__(
        self,
        kind: str,
        label: str,
        help_text: str = "",
        *,
        attrs: dict[str, Any] | None = None,
        needed: str = "",
    ) -> None:
        widget = ReferenceWidget(kind, attrs)
        super().__init__(required=False, label=label, help_text=help_text, widget=widget)
        self.kind, self.needed = kind, needed

    def to_python(self, value: Any) -> Reference:
        reference = value if isinstance(value, Reference) else Reference()
        for text in (reference.text, reference.key):
            if refused := refused_character(text):
                raise ValidationError(f"The text holds the character {refused}, which is not allowed.")
        return reference


class ReferenceLinesField(forms.CharField):
    """A field that names records of a kind, one on each line."""

    def __init__(self, kind: str, label: str, help_text: str, rows: int = 2) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(required=False, label=label, help_text=help_text, widget=widget)
        self.kind = kind


def referenced_key(kind: str, reference: Reference, *, source: str = "", everywhere: bool = False) -> str:
    """The key of the named record, or empty text if there is none.

    Speakers without a name are found in the ``source`` that describes them, or ``everywhere``. Raises
    ValidationError if several records have the name.
    """
    if not reference:
        return ""
    if reference.key:
        label = labels_of(kind, [reference.key]).get(reference.key)
        if label is not None and (label == reference.text or fold(label) == fold(reference.text)):
            return reference.key
    found = named(kind, reference.text, source=source, everywhere=everywhere)
    if len(found) > 1:
        listed = ", ".join(f"{choice.key} ({choice.note})" if choice.note else choice.key for choice in found)
        raise ValidationError(f"Several are called “{reference.text}”: write one of {listed}.")
    return found[0].key if found else ""


def found_key(kind: str, reference: Reference, *, source: str = "") -> str:
    """The key of the named record, or empty text if nothing was typed.

    Raises ValidationError unless exactly one record has the name.
    """
    key = referenced_key(kind, reference, source=source)
    if reference and not key:
        raise ValidationError(not_found_with_link(kind, reference, source=source))
    return key


def key_or_error(form: forms.Form, name: str, kind: str, reference: Reference, *, source: str = "") -> str:
    """The key as in ``found_key``. An error is added to the field ``name`` of the form."""
    try:
        return found_key(kind, reference, source=source)
    except ValidationError as error:
        form.add_error(name, error)
        return ""


def not_found(kind: str, reference: Reference, *, source: str = "") -> str:
    """The error for a name that no record has, with similar names."""
    near = find_choices(kind, reference.text, source=source)[:3]
    listed = ", ".join(f"{choice.label} ({choice.key})" for choice in near)
    return f"Nothing in the database is called “{reference.text}”." + (
        f" Did you mean: {listed}?" if near else ""
    )


MADE_FROM: Final[dict[str, tuple[str, str]]] = {
    "speaker": ("speaker", "name"),
    "outlet": ("outlet", "name"),
    "source": ("source", "title"),
    "topic": ("topic", "name"),
    "position": ("position", "question"),
}
"""The table and the name field of each kind of record that can be created from another form."""


def not_found_with_link(kind: str, reference: Reference, *, source: str = "") -> str:
    """The error of ``not_found`` with a link to the form of a new record, in which the name is filled in."""
    sentence = not_found(kind, reference, source=source)
    if kind not in MADE_FROM:
        return sentence
    table, name = MADE_FROM[kind]
    values = {name: reference.text}
    if kind == "source":
        values = {"url" if "://" in reference.text else "title": reference.text}
    else:
        values["slug"] = slug_of(reference.text)
    address = f"{reverse(f'admin:claims_{table}_add')}?{urlencode(values)}"
    return format_html(
        '{} <a href="{}" target="_blank">Make this {} in another tab</a>, then save here again.',
        sentence,
        address,
        kind,
    )
