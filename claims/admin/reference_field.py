"""A field in which a record is named: by a name, an alias, an address or a key.

The text alone is enough, so that the form works without JavaScript. Where a choice was made from a list, its
key comes along; it counts as long as the text is still the label of that record.
"""

from __future__ import annotations

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
from claims.queries.desk.form_choices import find_choices, labels_of, named


@dataclass(frozen=True, slots=True)
class Reference:
    """What was typed, and the key of what was chosen from the list, if anything was."""

    text: str = ""
    key: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


class ReferenceWidget(forms.Widget):
    """A text field with a hidden key beside it; ``combobox.js`` offers choices of ``kind`` below it."""

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
    """Names one record of a kind; its value is a ``Reference``.

    ``needed`` is the sentence for a row of the claim form in which this field is empty.
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
    """Names records of a kind, one on each line."""

    def __init__(self, kind: str, label: str, help_text: str) -> None:
        widget = forms.Textarea(attrs={"rows": 2})
        super().__init__(required=False, label=label, help_text=help_text, widget=widget)
        self.kind = kind


def referenced_key(kind: str, reference: Reference, *, source: str = "", everywhere: bool = False) -> str:
    """The key of the record that is named, or empty text if nothing on record is called so.

    A speaker who has no name is named in his ``source``, or ``everywhere``. Raises ValidationError where
    several are called so.
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
    """The key of the record that is named, or empty text if nothing was typed.

    Raises ValidationError if nothing in the database is called so, or several records are.
    """
    key = referenced_key(kind, reference, source=source)
    if reference and not key:
        raise ValidationError(not_found_with_link(kind, reference, source=source))
    return key


def not_found(kind: str, reference: Reference, *, source: str = "") -> str:
    """The sentence for a name that nothing on record has, with what comes near."""
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
"""For a kind of record that any form may be the first to name: its table, and what its name is called."""


def not_found_with_link(kind: str, reference: Reference, *, source: str = "") -> str:
    """The sentence of ``not_found`` with a link that opens the form of a new record, the name filled in.

    Once it is made, the form that asked finds it by that name.
    """
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
