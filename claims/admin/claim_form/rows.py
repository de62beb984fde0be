"""The rows of the claim form: hops and passages, stances, relations, verdicts, translations and figures.

A field of a row has the name of the record's field, so a new field of a part is one line here. Emptying a row
removes it.
"""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar, Final, NamedTuple, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from claims.admin.claim_form.fields import TypedForm
from claims.admin.context import whole_number
from claims.admin.fields import WrittenDateField, choice, line, prose
from claims.admin.reference_field import ReferenceField, referenced_key
from claims.domain.positions.codebook import digit_of
from claims.domain.record import vocabulary
from claims.queries.desk.chosen_records import options_of

MOST_ROWS = 60


class RowForm(TypedForm):
    """One row.

    A row in which only ``OPTIONAL`` fields have a value is blank. ``NOT_OF_PART`` are fields that the part of
    the record does not have.
    """

    OPTIONAL: ClassVar[frozenset[str]] = frozenset()
    NOT_OF_PART: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def part_fields(cls) -> dict[str, forms.Field]:
        """The fields that the part of the record has."""
        return {name: field for name, field in cls.base_fields.items() if name not in cls.NOT_OF_PART}

    def is_blank(self) -> bool:
        """Whether nothing is written in the row."""
        return not any(
            value or self.text_of(name)
            for name, value in self.cleaned_data.items()
            if name not in self.OPTIONAL
        )

    @property
    def is_filled(self) -> bool:
        """Whether the row shows a value. Unlike ``is_blank``, this works on unbound forms."""
        values = (self[name].value() for name in self.fields if name not in self.OPTIONAL)
        return any(bool(value) for value in values)


class HopForm(RowForm):
    how = choice("How it got the words", vocabulary.HOWS, empty="as chosen above (“How it is quoted”)")
    from_ = forms.IntegerField(
        label="Taken from step",
        required=False,
        min_value=1,
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
    )
    source = ReferenceField("source", "Source")
    outlet = ReferenceField("outlet", "or outlet")
    as_ = line("Calls the speaker", "If it uses another name than the one above.")
    exact = prose("Exact passage", "Copied from the source, with what stands around the quote.")
    exact_at = choice("Found in", vocabulary.PLACES_OF_PASSAGE)
    note = line("Note")

    OPTIONAL = frozenset({"exact_at"})
    NOT_OF_PART = frozenset({"exact", "exact_at"})


class PassageForm(RowForm):
    hop = forms.IntegerField(
        label="Step", required=False, min_value=1, widget=forms.NumberInput(attrs={"class": "vIntegerField"})
    )
    exact = prose("Exact passage", "Copied from the source, with what stands around the quote.")
    exact_at = choice("Found in", vocabulary.PLACES_OF_PASSAGE)

    OPTIONAL = frozenset({"exact_at", "hop"})


class NumberedRadios(forms.RadioSelect):
    """Radio buttons, each with the digit that chooses it: 0 for none, then 1, 2 and so on."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        option["digit"] = digit_of(int(option["index"]))
        option["attrs"]["data-answer"] = option["digit"]
        return option


class OptionField(forms.CharField):
    """A choice among the options of the row's record. ``refusal`` is the error for any other value."""

    def __init__(self, label: str, refusal: str) -> None:
        super().__init__(label=label, required=False, widget=NumberedRadios)
        self.refusal = refusal


class OptionsForm(RowForm):
    """A row whose field ``CHOSEN`` offers the options of the record that the field ``NAMING`` names.

    ``NONE`` is the label of the empty choice.
    """

    NAMING: ClassVar[str]
    CHOSEN: ClassVar[str]
    NONE: ClassVar[str]
    named_key = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        value = self[self.NAMING].value()
        field = self.fields[self.NAMING]
        assert isinstance(field, ReferenceField)
        try:
            self.named_key = referenced_key(field.kind, field.clean(value))
        except ValidationError:
            return  # Reading the form adds this error to the field.
        chosen = self.fields[self.CHOSEN]
        options = options_of(field.kind, self.named_key) if self.named_key else ()
        assert isinstance(chosen.widget, forms.RadioSelect)
        chosen.widget.choices = [("", self.NONE), *options] if options else []


class StanceForm(OptionsForm):
    NAMING, CHOSEN, NONE = "position", "answer", "no answer"

    position = ReferenceField(
        "position", "Position", "The question that the quote answers; type a word of it."
    )
    answer = OptionField("Answer", "This position has no such answer; choose again.")
    unchanged = forms.BooleanField(label="Says that nothing has changed", required=False)
    since = WrittenDateField("Unchanged since", "A date, if the speaker gives one.")
    of = ReferenceField("speaker", "Whose position", "Only if not the speaker’s own.")
    basis = choice("Based on", vocabulary.STANCE_BASES)
    condition = line("Condition", "As in “if there is a deal”.")
    grounds = prose("Reason", "Why the quote gives this answer.")

    OPTIONAL = frozenset({"basis"})

    @property
    def missing(self) -> tuple[str, str] | None:
        """The field that a stance lacks and the error for it. None for a complete or empty row.

        A position that is not in the database has its own error.
        """
        if self.is_blank():
            return None
        if not self.reference("position"):
            return "position", "Name the position."
        if self.named_key and not self.text_of("answer") and not self.cleaned_data.get("unchanged"):
            return "answer", "Choose an answer, or tick that nothing has changed."
        return None

    @property
    def has_own_text(self) -> bool:
        """Whether the row has text that must not be lost."""
        return any(self.text_of(name) for name in ("grounds", "condition", "since"))


class RelationForm(RowForm):
    kind = choice("This claim", vocabulary.RELATION_KINDS, empty="choose …")
    to = ReferenceField("claim", "the claim", needed="Name the other claim.")
    grounds = prose("Reason")


class VerdictForm(OptionsForm):
    NAMING, CHOSEN, NONE = "scale", "rating", "no rating"

    scale = ReferenceField("scale", "Scale", needed="Name the scale.")
    rating = OptionField("Rating", "This scale has no such rating; choose again.")
    explanation = prose("Explanation")
    by = line("Rated by", "Who of us rated it, or the other fact-checker.")
    reviewed = WrittenDateField("Rated on", "7 feb 2019 …")
    url = line("Address of the rating", "Of another fact-checker. Our own needs every field and evidence.")


class EvidenceForm(RowForm):
    verdict = forms.IntegerField(
        label="For rating number",
        required=False,
        min_value=1,
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
    )
    source = ReferenceField("source", "Source", needed="Name the source of the evidence.")
    bears = choice("For or against", vocabulary.BEARINGS, initial="context")
    excerpt = prose("Passage that shows it")

    OPTIONAL = frozenset({"bears", "verdict"})
    NOT_OF_PART = frozenset({"verdict"})


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


class RowKind(NamedTuple):
    """The form of a kind of row, the least number of rows, and the number of rows that stay empty."""

    form: type[RowForm]
    least: int
    free: int


ROWS: Final = {
    "chain": RowKind(HopForm, 3, 0),
    "passages": RowKind(PassageForm, 1, 1),
    "stances": RowKind(StanceForm, 1, 0),
    "relations": RowKind(RelationForm, 1, 0),
    "verdicts": RowKind(VerdictForm, 1, 0),
    "evidence": RowKind(EvidenceForm, 1, 0),
    "translations": RowKind(TranslationForm, 1, 0),
    "figures": RowKind(FigureForm, 1, 0),
}
"""The kinds of rows, by the name that they have on the page."""


class RowSet(forms.BaseFormSet[RowForm]):
    """The rows of one kind."""

    @property
    def is_filled(self) -> bool:
        return any(row.is_filled or row.errors for row in self)


def row_sets(
    data: Any = None,
    initial: Mapping[str, list[dict[str, Any]]] | None = None,
    *,
    kinds: Mapping[str, RowKind] = ROWS,
    most: int = MOST_ROWS,
) -> dict[str, RowSet]:
    """The rows by kind, at most ``most`` of each, bound to ``data`` or else filled with ``initial``."""
    sets: dict[str, RowSet] = {}
    for name, (form, least, free) in kinds.items():
        filled = (initial or {}).get(name, [])
        extra = max(least - len(filled), free)
        made = cast(
            "type[RowSet]",
            forms.formset_factory(form, formset=RowSet, extra=extra, max_num=most, absolute_max=most),
        )
        sets[name] = made(data, prefix=name, initial=filled) if data is None else made(data, prefix=name)
    return sets


def with_another_row(data: QueryDict, name: str, most: int = MOST_ROWS) -> QueryDict:
    """What was sent, with one row more of a kind."""
    data = data.copy()
    number = whole_number(data.get(f"{name}-TOTAL_FORMS", ""))
    data[f"{name}-TOTAL_FORMS"] = str(min(number + 1, most))
    return data


def refusals_of(
    form: TypedForm, rows: Mapping[str, RowSet], set_aside: Collection[RowForm] = ()
) -> list[tuple[str, str]]:
    """All errors of a form and its rows, each with the label of its field."""
    if not form.is_bound:
        return []
    sent = [form, *(row for of_kind in rows.values() for row in of_kind if row not in set_aside)]
    return [
        (str(one.fields[name].label) if name in one.fields else "Form", str(sentence))
        for one in sent
        for name, errors in one.errors.items()
        for sentence in errors
    ]


def with_rows_that_came(data: QueryDict) -> tuple[QueryDict, bool]:
    """Correct a number of rows above the limit to the rows that came. Also returns whether it was above."""
    names = [name for name in ROWS if _claims_too_many(data.get(f"{name}-TOTAL_FORMS", ""))]
    if not names:
        return data, False
    data = data.copy()
    for name in names:
        came = (key.split("-")[1] for key in data if key.startswith(f"{name}-"))
        numbers = [int(number) + 1 for number in came if number.isdecimal() and len(number) < 4]
        data[f"{name}-TOTAL_FORMS"] = str(min(max(numbers, default=0), MOST_ROWS))
    return data, True


def _claims_too_many(total: str) -> bool:
    return total.isdecimal() and (len(total) > 4 or int(total) > MOST_ROWS)
