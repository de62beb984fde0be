"""Form fields for the forms of the desk."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import models


def line(label: str, help_text: str = "", **attrs: Any) -> forms.CharField:
    """A text on one line. It may be empty. The record checks its content."""
    widget = forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off", **attrs})
    return forms.CharField(label=label, required=False, help_text=help_text, widget=widget)


class ProseField(forms.CharField):
    """A text of several lines. Carriage returns are removed."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value) or ""


def prose(label: str, help_text: str = "", rows: int = 2) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return ProseField(label=label, required=False, help_text=help_text, widget=widget)


class WrittenDateField(forms.CharField):
    """A date as people write it. The field keeps the text, and its form reads the date."""

    def __init__(self, label: str, help_text: str = "") -> None:
        widget = forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"})
        super().__init__(label=label, required=False, help_text=help_text, widget=widget)


def choice(
    label: str, words: Mapping[str, str], empty: str | None = None, **kwargs: Any
) -> forms.ChoiceField:
    """A choice from a closed list. ``empty`` is the label of an empty choice, if there is one."""
    choices = [*([("", empty)] if empty is not None else []), *words.items()]
    return forms.ChoiceField(label=label, choices=choices, required=False, **kwargs)


class LinesField(forms.CharField):
    """A list of texts, one on each line."""

    def __init__(self, label: str, help_text: str, rows: int = 4) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(label=label, required=False, help_text=help_text, widget=widget)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != list(initial or []))


class RefusedForm(forms.ModelForm[models.Model]):
    """A form of Django's admin. ``refused`` is the message of an action that refused it."""

    refused: str = ""

    def clean(self) -> dict[str, Any] | None:
        if self.refused:
            raise forms.ValidationError(self.refused)
        return super().clean()
