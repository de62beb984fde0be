"""The rows of a claim's form: hops and passages, stances, relations, verdicts, and what stands under "more".

A row in which nothing is written is not there: emptying a row takes it out.
"""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError

from claims.admin.fields import choice, line, prose
from claims.admin.reference_field import Picked, PickField, picked_key
from claims.domain.positions.codebook import digit_of
from claims.domain.record import vocabulary
from claims.queries.desk.form_choices import options_of

MOST_ROWS = 60


class RowForm(forms.Form):
    """One row. ``OPTIONAL`` are the fields that say nothing by themselves."""

    OPTIONAL: ClassVar[frozenset[str]] = frozenset()

    def is_blank(self) -> bool:
        """Whether nothing is written in the row."""
        return not any(value for name, value in self.cleaned_data.items() if name not in self.OPTIONAL)

    @property
    def is_filled(self) -> bool:
        """Whether the page has something to show in the row; unlike ``is_blank``, also before it is read."""
        says = (self[name].value() for name in self.fields if name not in self.OPTIONAL)
        return any(bool(value) for value in says)

    def pick(self, name: str) -> Picked:
        found = self.cleaned_data.get(name)
        return found if isinstance(found, Picked) else Picked()

    def told(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")


class HopForm(RowForm):
    how = choice("How it got the words", vocabulary.HOWS, empty="as chosen above (“How it is quoted”)")
    from_ = forms.IntegerField(
        label="Taken from step",
        required=False,
        min_value=1,
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
    )
    source = PickField("source", label="Source")
    outlet = PickField("outlet", label="or outlet")
    as_ = line("Calls the speaker", "If it uses another name than the one above.")
    exact = prose("Exact passage", "Copied from the source, with what stands around the quote.")
    exact_at = choice("Found in", vocabulary.PLACES_OF_PASSAGE)
    note = line("Note")

    OPTIONAL = frozenset({"exact_at"})


class PassageForm(RowForm):
    hop = forms.IntegerField(
        label="Step", required=False, min_value=1, widget=forms.NumberInput(attrs={"class": "vIntegerField"})
    )
    exact = prose("Exact passage", "Copied from the source, with what stands around the quote.")
    exact_at = choice("Found in", vocabulary.PLACES_OF_PASSAGE)

    OPTIONAL = frozenset({"exact_at", "hop"})


class NumberedRadios(forms.RadioSelect):
    """Radio buttons that tell the digit which chooses each: 0 for none, then the place in the order."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        option["digit"] = digit_of(int(option["index"]))
        option["attrs"]["data-answer"] = option["digit"]
        return option


class OptionsForm(RowForm):
    """A row with choices that follow the record which another of its fields names."""

    NAMING: ClassVar[str]
    CHOSEN: ClassVar[str]
    NONE: ClassVar[str]
    named_key = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        value = self[self.NAMING].value()
        field = self.fields[self.NAMING]
        assert isinstance(field, PickField)
        try:
            picked = field.clean(value)
            self.named_key = picked_key(field.kind, picked) if picked else ""
        except ValidationError:
            return  # said beside the field, once the form is read
        chosen = self.fields[self.CHOSEN]
        options = options_of(field.kind, self.named_key) if self.named_key else ()
        assert isinstance(chosen.widget, forms.RadioSelect)
        chosen.widget.choices = [("", self.NONE), *options] if options else []


class StanceForm(OptionsForm):
    NAMING, CHOSEN, NONE = "position", "answer", "no answer"

    position = PickField(
        "position", label="Position", help_text="The question that the quote answers; type a word of it."
    )
    answer = forms.CharField(label="Answer", required=False, widget=NumberedRadios)
    unchanged = forms.BooleanField(label="Says that nothing has changed", required=False)
    since = line("Unchanged since", "A date, if the speaker gives one.")
    of = PickField("speaker", label="Whose position", help_text="Only if not the speaker’s own.")
    basis = choice("Based on", vocabulary.STANCE_BASES)
    condition = line("Condition", "As in “if there is a deal”.")
    grounds = prose("Reason", "Why the quote gives this answer.")

    OPTIONAL = frozenset({"basis"})

    @property
    def missing(self) -> tuple[str, str] | None:
        """The field that a half filled stance lacks, with the sentence that asks for it; None if it is whole.

        A position that is not on record is a mistake, and not half filled.
        """
        if self.is_blank():
            return None
        if not self.pick("position"):
            return "position", "Name the position."
        if self.named_key and not self.told("answer") and not self.cleaned_data.get("unchanged"):
            return "answer", "Choose an answer, or tick that nothing has changed."
        return None

    @property
    def has_own_text(self) -> bool:
        """Whether something is written that only this stance says."""
        return any(self.told(name) for name in ("grounds", "condition", "since"))


class RelationForm(RowForm):
    kind = choice("This claim", vocabulary.RELATION_KINDS, empty="choose …")
    to = PickField("claim", label="the claim")
    grounds = prose("Reason")


class VerdictForm(OptionsForm):
    NAMING, CHOSEN, NONE = "scale", "rating", "no rating"

    scale = PickField("scale", label="Scale")
    rating = forms.CharField(label="Rating", required=False, widget=NumberedRadios)
    explanation = prose("Explanation")
    by = line("Rated by", "Who of us rated it, or the other fact-checker.")
    reviewed = line("Rated on", "7 feb 2019 …")
    url = line("Address of the rating", "Of another fact-checker. Our own needs every field and evidence.")


class EvidenceForm(RowForm):
    verdict = forms.IntegerField(
        label="For rating number",
        required=False,
        min_value=1,
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
    )
    source = PickField("source", label="Source")
    bears = choice("For or against", vocabulary.BEARINGS, initial="context")
    excerpt = prose("Passage that shows it")

    OPTIONAL = frozenset({"bears", "verdict"})


class TranslationForm(RowForm):
    text = prose("Translated quote")
    language = line("Language", size=8)
    translated_from = line("Translated from", size=8)
    translated_by = line("Translated by")


class FigureForm(RowForm):
    text = line("Figure, as written")
    value = line("Value", "In digits.")
    unit = line("Unit")
    qualifier = line("Qualifier", "about, more than …")


ROWS: dict[str, tuple[type[RowForm], int, int]] = {
    "chain": (HopForm, 3, 0),
    "passages": (PassageForm, 1, 1),
    "stances": (StanceForm, 1, 0),
    "relations": (RelationForm, 1, 0),
    "verdicts": (VerdictForm, 1, 0),
    "evidence": (EvidenceForm, 1, 0),
    "translations": (TranslationForm, 1, 0),
    "figures": (FigureForm, 1, 0),
}
"""For each kind of row its form, how many rows there are at least, and how many stay free."""


class RowSet(forms.BaseFormSet[RowForm]):
    """The rows of one kind."""

    @property
    def is_filled(self) -> bool:
        return any(row.is_filled or row.errors for row in self)


def row_sets(data: Any = None, initial: dict[str, list[dict[str, Any]]] | None = None) -> dict[str, RowSet]:
    """The rows by kind: bound to what was sent, or filled with what is on record."""
    sets: dict[str, RowSet] = {}
    for name, (form, least, free) in ROWS.items():
        filled = (initial or {}).get(name, [])
        extra = max(least - len(filled), free)
        made = cast(
            "type[RowSet]",
            forms.formset_factory(
                form, formset=RowSet, extra=extra, max_num=MOST_ROWS, absolute_max=MOST_ROWS
            ),
        )
        sets[name] = made(data, prefix=name, initial=filled) if data is None else made(data, prefix=name)
    return sets
