"""The forms of the decisions."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from claims.actions.merging.merging import check_merge
from claims.actions.publishing.erasing import erasable
from claims.actions.publishing.reviving import CLASSES as REVIVAL_CLASSES
from claims.admin.reference_field import ReferenceField, found_key, referenced_key
from claims.domain.errors import Refused
from claims.domain.record.vocabulary import DUPLICATE, WITHDRAWAL_REASONS
from claims.queries.desk.consequences import (
    parts_in_words,
    sealed_versions,
    too_many_to_move,
    too_many_to_undo,
)

CLASSES = [
    ("typographic", "Typography: only spaces or the style of quotation marks and dashes"),
    ("clarification", "Clarification: it says the same more clearly"),
    ("update", "Update: we know something new"),
    ("correction", "Correction: something was wrong"),
]


def lines(label: str, help_text: str = "", *, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
    return forms.CharField(
        label=label, help_text=help_text, required=required, widget=widget, max_length=20_000
    )


class DecisionForm(forms.Form):
    """``edition`` is the edition of the record on the page, ``kind`` its type and ``key`` its key."""

    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str = "", key: str = "", **kwargs: Any) -> None:
        self.kind, self.key = kind, key
        super().__init__(*args, **kwargs)


class ReturnForm(DecisionForm):
    comment = lines("Comment", "What is missing. The author sees it above the form.", required=True)


class WithdrawForm(DecisionForm):
    reason_class = forms.ChoiceField(
        label="Reason", choices=[("", "choose …"), *WITHDRAWAL_REASONS.items()], widget=forms.Select
    )
    survivor = ReferenceField(
        "claim", "The claim that stays", "Only for a duplicate: its address will lead to this claim."
    )
    note = lines("Public note", "Readers see it at the address of the claim.", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["survivor"].widget.attrs["data-gone"] = self.key

    def clean_survivor(self) -> str:
        key = found_key("claim", self.cleaned_data["survivor"])
        is_duplicate = self.cleaned_data.get("reason_class") == DUPLICATE
        if is_duplicate and not key:
            raise ValidationError("For a duplicate, name the claim that stays.")
        if key and not is_duplicate and self.cleaned_data.get("reason_class"):
            raise ValidationError("Leave this empty: it is only for a duplicate.")
        return key


class ReviveForm(DecisionForm):
    version = forms.TypedChoiceField(label="Content", coerce=int, help_text="The version that comes back.")
    change_class = forms.ChoiceField(
        label="Kind of change",
        choices=[("", "choose …"), *(row for row in CLASSES if row[0] in REVIVAL_CLASSES)],
        help_text="Readers see it in the history.",
    )
    note = lines("Public note", "Why it is public again, in a sentence.", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = sealed_versions("claim", self.key)
        self.fields["version"].choices = [(one.number, one.label) for one in reversed(versions)]  # type: ignore[attr-defined]


class AmendForm(DecisionForm):
    """``document`` is the changed record as JSON."""

    document = forms.CharField(widget=forms.HiddenInput, required=False)
    change_class = forms.ChoiceField(
        label="Kind of change",
        choices=[("", "choose …"), *CLASSES],
        help_text="Readers see it in the history.",
    )
    note = lines("Public note", "Why it changes, in a sentence.", required=True)
    wrong = lines("What was wrong", "Leave the next three empty only for a change of typography.")
    right = lines("What is right")
    learned = lines("How we learned")
    thanks = forms.CharField(label="Thanks to", required=False, max_length=300)


class NoteForm(DecisionForm):
    note = lines("Public note", "Why, in a sentence.", required=True)


class RevivalNoteForm(NoteForm):
    change_class = forms.ChoiceField(
        label="Kind of change", choices=[row for row in CLASSES if row[0] in REVIVAL_CLASSES]
    )


class OtherForm(NoteForm):
    """A form that names another record of the same type by name, alias or slug."""

    field_order = ("edition", "other", "note")
    label, may_be_empty = "", False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"] = ReferenceField(self.kind, self.label, "Type a part of its name.")
        self.order_fields(self.field_order)

    def clean_other(self) -> str:
        reference = self.cleaned_data["other"]
        key = referenced_key(self.kind, reference, everywhere=True)
        if reference and not key:
            raise ValidationError(f"There is no {self.kind} called “{reference.text[:80]}” in the database.")
        if not key and not self.may_be_empty:
            raise ValidationError("This field is required.")
        return key


class MergeForm(OtherForm):
    """The form of both pages of a merge. ``seen`` is the key and edition that the second page showed."""

    label = "Merge it into"
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].widget.attrs["data-gone"] = self.key

    def clean_other(self) -> str:
        """The key of the record that stays. Refuses records that cannot be merged."""
        into = super().clean_other()
        try:
            check_merge(record_type=self.kind, key=self.key, into=into)
        except Refused as refusal:
            raise ValidationError(refusal.message) from None
        check_few(self.kind, self.key)
        return into


class IdentifyForm(OtherForm):
    label, may_be_empty = "Who it was (empty: not known after all)", True


class RenameForm(NoteForm):
    other = forms.SlugField(
        label="New address", max_length=120, help_text="The last part of it, such as vladimir-putin."
    )
    field_order = ("edition", "other", "note")

    def clean_other(self) -> str:
        check_few(self.kind, self.key)
        slug: str = self.cleaned_data["other"]
        return slug


def check_few(record_type: str, key: str) -> None:
    """Refuse to move more records than a page can."""
    if problem := too_many_to_move(record_type, key):
        raise ValidationError(problem)


class UndoForm(NoteForm):
    move = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any] | None:
        answers = super().clean()
        if problem := too_many_to_undo(self.cleaned_data.get("move") or 0):
            raise ValidationError(problem)
        return answers


class EraseForm(DecisionForm):
    """What can be erased of the record, and why."""

    parts = forms.MultipleChoiceField(
        label="What to erase",
        widget=forms.CheckboxSelectMultiple,
        help_text="A note often repeats words of the version before it. Check both.",
    )
    reason = lines("Reason", "It stays public for good. Do not repeat in it what you erase.", required=True)
    is_sure = forms.BooleanField(label="I know that this cannot be undone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = erasable(self.kind, self.key)
        names = [f"{part} {version}" for version, part in parts]
        field = self.fields["parts"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(zip(names, parts_in_words(self.kind, self.key, parts), strict=True))
