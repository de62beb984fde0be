"""The form of a coding: the answer and the other fields of a stance."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from claims.actions.editing.coding import Judgement
from claims.admin.fields import choice, line
from claims.admin.reference_field import Reference, ReferenceField, found_key
from claims.domain.dates.typed import read_written_date
from claims.domain.errors import InvalidDate
from claims.domain.record import vocabulary
from claims.queries.coding.page import CodingPage

NO_STANCE: Final = "none"
UNDECIDED: Final = "Choose an answer, or “nothing changed”, or say that the claim takes no stance."


class CodingForm(forms.Form):
    """A coding of a claim. A second coder is asked only for the answer and a note."""

    claim = forms.CharField(widget=forms.HiddenInput, max_length=10)
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    answer = forms.CharField(label="Answer", required=False, widget=forms.RadioSelect)
    unchanged = forms.BooleanField(label="Says that nothing has changed", required=False)
    since = line("Unchanged since", "A date, if one is given.")
    grounds = forms.CharField(
        label="Reason",
        required=False,
        help_text="Why the quote gives this answer. Needed.",
        widget=forms.TextInput(attrs={"class": "vTextField", "list": "grounds", "autocomplete": "off"}),
    )
    of = ReferenceField("speaker", "Whose position")
    basis = choice("Based on", vocabulary.STANCE_BASES)
    condition = line("Condition", "As in “if there is a deal”.")
    note = line("Public note")

    def __init__(self, data: Any = None, *, page: CodingPage, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.page = page
        if page.is_blind:
            for name in ("since", "grounds", "of", "basis", "condition"):
                del self.fields[name]
            self.fields["note"].label = "Note on your answer"
        elif page.claim is None or not page.claim.is_public:
            del self.fields["note"]

    def clean(self) -> dict[str, Any]:
        """Require a choice. An undecided claim is skipped and not saved."""
        values = super().clean() or self.cleaned_data
        if not values.get("answer") and not values.get("unchanged"):
            self.add_error("answer", UNDECIDED)
        return values

    def clean_since(self) -> str:
        try:
            return read_written_date(self.cleaned_data["since"] or "").text
        except InvalidDate as error:
            raise ValidationError(error.sentence) from error

    def clean_of(self) -> str:
        reference = self.cleaned_data["of"]
        assert isinstance(reference, Reference)
        return found_key("speaker", reference)

    def judgement(self) -> Judgement:
        """The coding of a valid form."""
        values = self.cleaned_data
        answer = values["answer"] if values["answer"] not in ("", NO_STANCE) else None
        if self.page.is_blind:
            return Judgement(answer=answer, unchanged=values["unchanged"])
        return Judgement(
            answer=answer,
            unchanged=values["unchanged"],
            since=values["since"],
            of=values["of"],
            basis=values["basis"] or "own_words",
            condition=values["condition"],
            grounds=values["grounds"],
        )


def first_form(page: CodingPage) -> CodingForm | None:
    """The unbound form for the claim of the page, or None at the end of the queue."""
    if page.claim is None:
        return None
    start = {name: value for name, value in page.start.items() if name not in ("of", "of_name")}
    if page.start.get("of"):
        start["of"] = Reference(str(page.start["of_name"]), str(page.start["of"]))  # type: ignore[assignment]
    note = f"Stance on the position “{page.question}”"
    filled = {"claim": page.claim.key, "edition": page.claim.edition, **start}
    return CodingForm(page=page, initial=filled | ({} if page.is_blind else {"note": note}))
