"""The form of one coding: radio buttons for the answers, and what a stance needs beside its answer."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from claims.actions.editing.coding import Judgement
from claims.admin.fields import choice, line
from claims.admin.reference_field import Reference, ReferenceField, not_found_with_link, referenced_key
from claims.domain.dates.typed import read_written_date
from claims.domain.errors import InvalidDate
from claims.domain.record import vocabulary
from claims.queries.desk.coding_page import CodingPage

NO_STANCE: Final = "none"
UNDECIDED: Final = "Choose an answer, or “nothing changed”, or say that the claim takes no stance."


class CodingForm(forms.Form):
    """What an editor makes of a claim; a second coder is asked for the answer and a note alone."""

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
    of = ReferenceField("speaker", label="Whose position")
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
        """Nothing chosen is no answer: what has not been decided is skipped, not saved."""
        told = super().clean() or self.cleaned_data
        if not told.get("answer") and not told.get("unchanged"):
            self.add_error("answer", UNDECIDED)
        return told

    def clean_since(self) -> str:
        try:
            return read_written_date(self.cleaned_data["since"] or "").text
        except InvalidDate as error:
            raise ValidationError(error.sentence) from error

    def clean_of(self) -> str:
        reference = self.cleaned_data["of"]
        assert isinstance(reference, Reference)
        key = referenced_key("speaker", reference)
        if reference and not key:
            raise ValidationError(not_found_with_link("speaker", reference))
        return key

    def judgement(self) -> Judgement:
        """What was chosen, once the form is valid."""
        told = self.cleaned_data
        answer = told["answer"] if told["answer"] not in ("", NO_STANCE) else None
        if self.page.is_blind:
            return Judgement(answer=answer, unchanged=told["unchanged"])
        return Judgement(
            answer=answer,
            unchanged=told["unchanged"],
            since=told["since"],
            of=told["of"],
            basis=told["basis"] or "own_words",
            condition=told["condition"],
            grounds=told["grounds"],
        )


def first_form(page: CodingPage) -> CodingForm | None:
    """The form as it opens for the claim of the page; None at the end of the queue."""
    if page.claim is None:
        return None
    start = {name: value for name, value in page.start.items() if name not in ("of", "of_name")}
    if page.start.get("of"):
        start["of"] = Reference(str(page.start["of_name"]), str(page.start["of"]))  # type: ignore[assignment]
    note = f"Stance on the position “{page.question}”"
    filled = {"claim": page.claim.key, "edition": page.claim.edition, **start}
    return CodingForm(page=page, initial=filled | ({} if page.is_blind else {"note": note}))
