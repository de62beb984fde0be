"""The fields of a claim's form, in the order in which an editor reads an article."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from claims.admin.picking import Picked, PickField
from claims.domain import vocabulary


def line(label: str, help_text: str = "", **attrs: Any) -> forms.CharField:
    """A text on one line that may stay empty; the record says what it may hold."""
    widget = forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off", **attrs})
    return forms.CharField(label=label, required=False, help_text=help_text, widget=widget)


class ProseField(forms.CharField):
    """A text of several lines; browsers send them with carriage returns, which no record holds."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value) or ""


def prose(label: str, help_text: str = "", rows: int = 2) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return ProseField(label=label, required=False, help_text=help_text, widget=widget)


def choice(
    label: str, words: Mapping[str, str], empty: str | None = None, **kwargs: Any
) -> forms.ChoiceField:
    """One word of a closed list; ``empty`` is what stands where none is chosen."""
    choices = [*([("", empty)] if empty is not None else []), *words.items()]
    return forms.ChoiceField(label=label, choices=choices, required=False, **kwargs)


class ClaimForm(forms.Form):
    """Everything of a claim but its rows. Nothing is required here: the record says what it needs."""

    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)
    began_from = forms.CharField(required=False, widget=forms.HiddenInput)

    source = PickField("source", label="Source", help_text="Paste its address, or write its title or key.")
    source_title = line("Title")
    source_outlet = PickField("outlet", label="Outlet", help_text="Its name; made if it is new.")
    source_published = line("Published", "7 feb 2019, feb 2019 …; empty if it does not say.")
    source_language = line("Its language", "en, ru, es …", size=8)
    source_kind = choice("Kind", vocabulary.SOURCE_KINDS, initial="article")

    text = prose("Words", "As the source has them, without its quotation marks.", rows=3)
    form = choice("Form", vocabulary.FORMS, empty="choose …")
    language = line("Language", "en, ru, es …", size=8)
    translated_from = line("Translated from", "A language, or none where they were said in this one.", size=8)
    translated_by = line("Translated by")

    speaker = PickField("speaker", label="Speaker", help_text="A name or alias in any script.")
    speaker_kind = choice("Kind of a new speaker", vocabulary.SPEAKER_KINDS, empty="not new")
    role = line("Role", "As the source gives it.")
    on_behalf_of = PickField("speaker", label="On behalf of")

    said = line("Said", "7 feb 2019, feb 2019, c. 7 feb 2019, Thursday, yesterday …; empty if not known.")
    said_basis = choice("How the day is known", vocabulary.BASES, empty="as the day is written")
    said_note = prose("Note on the day", "From what it was worked out; where it is unknown, why.")
    occasion = PickField("occasion", label="Occasion", help_text="“to reporters”; made if it is new.")
    occasion_place = line("Place of a new occasion")

    kind = choice("Kind", vocabulary.KINDS, initial="statement")
    checkable = choice("Checkable", vocabulary.CHECKABLE, initial="unclear")
    summary = line("Summary", "Neutral, at most 75 characters, no verdict in it.")
    topics = prose("Topics", "One on each line.")
    with_ = prose("Said together with", "Speakers who made the assertion jointly, one on each line.")
    asked = prose("Asked", "The question that was answered.")
    refers_to = prose("Refers to")
    context = prose("Context", rows=3)

    def pick(self, name: str) -> Picked:
        """What was typed in a field that names a record."""
        found = self.cleaned_data.get(name)
        return found if isinstance(found, Picked) else Picked()

    def told(self, name: str) -> str:
        """What was typed in any other field."""
        return str(self.cleaned_data.get(name) or "")
