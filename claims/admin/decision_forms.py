"""What each decision on a record asks."""

from __future__ import annotations

from typing import Any

from django import forms

from claims.domain.vocabulary import WITHDRAWAL_REASONS
from claims.domain.workflow import ChangeClass

CLASSES = [
    ("typographic", "Typographic: a slip of at most five characters, in no number, name, date or negation"),
    ("clarification", "Clarification: the same, said more clearly"),
    ("update", "Update: something new is known"),
    ("correction", "Correction: something was wrong"),
]


def lines(label: str, help_text: str = "", *, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
    return forms.CharField(
        label=label, help_text=help_text, required=required, widget=widget, max_length=20_000
    )


class DecisionForm(forms.Form):
    """``edition`` is that of the record as the page showed it."""

    edition = forms.IntegerField(widget=forms.HiddenInput)


class ReturnForm(DecisionForm):
    comment = lines("Comment", "What is missing; the author reads it.", required=True)


class WithdrawForm(DecisionForm):
    reason_class = forms.ChoiceField(
        label="Reason", choices=[("", "choose …"), *WITHDRAWAL_REASONS.items()], widget=forms.Select
    )
    note = lines("Public note", "Stands at the address of the claim from now on.", required=True)


class AmendForm(DecisionForm):
    """``document`` is the record as it would be, ``copy_edition`` that of a claim's working copy."""

    copy_edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    document = forms.CharField(widget=forms.HiddenInput, required=False)
    change_class = forms.ChoiceField(
        label="Class", choices=[("", "choose …"), *CLASSES], help_text="Readers see it in the history."
    )
    note = lines("Public note", "Why it changes, in a sentence.", required=True)
    wrong = lines("What was wrong", "For all but a typographic change.")
    right = lines("What is right")
    learned = lines("How we learned")
    thanks = forms.CharField(label="Thanks to", required=False, max_length=300)

    def told(self) -> dict[str, Any]:
        """What goes into the amendment beside the record."""
        names = ("note", "wrong", "right", "learned", "thanks")
        found: dict[str, Any] = {name: self.cleaned_data[name].replace("\r\n", "\n") for name in names}
        return {**found, "change_class": ChangeClass(self.cleaned_data["change_class"])}


class NoteForm(DecisionForm):
    note = lines("Public note", "Why, in a sentence.", required=True)


class MergeForm(NoteForm):
    other = forms.SlugField(
        label="Into",
        max_length=120,
        help_text="The slug of the record that remains; open its page to find it.",
    )
    field_order = ["edition", "other", "note"]


class RenameForm(NoteForm):
    other = forms.SlugField(label="New slug", max_length=120, help_text="The last part of its address.")
    field_order = ["edition", "other", "note"]


class IdentifyForm(NoteForm):
    other = forms.SlugField(
        label="Identified as",
        max_length=120,
        required=False,
        help_text="The slug of the speaker; empty if it is not known after all.",
    )
    field_order = ["edition", "other", "note"]


class UndoForm(NoteForm):
    move = forms.IntegerField(widget=forms.HiddenInput)
    other = forms.CharField(widget=forms.HiddenInput, required=False)
