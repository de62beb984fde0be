"""The fields of the form of any record but a claim, made from the fields of its class.

A new field of a record is shown, filled in and read without a line here. ``WORDS`` has labels and help texts
where the name of a field does not say enough.
"""

from functools import cache
from typing import Final

from django import forms

from claims.admin.claim_form.fields import TypedForm
from claims.admin.claim_form.rows import RowForm, RowKind
from claims.admin.fields import LinesField, WrittenDateField, choice, line, prose
from claims.admin.reference_field import ReferenceField, ReferenceLinesField
from claims.domain.history.changes import label_of
from claims.domain.record.claim import MOST_PROSE
from claims.domain.record.given_references import NAMED_BY
from claims.domain.record.marks import Day, Edtf, Limit, OneOf
from claims.domain.record.parts import Field, Part, fields_of
from claims.domain.record.shared import Record, key_field

KEPT: Final = frozenset({"former_slugs"})
"""Fields that the form does not show: saving keeps them as they are."""

DATE: Final = "7 feb 2019, feb 2019, c. 7 feb 2019 …; empty if not known."
LINES: Final = "One on each line."
WORDS: Final[dict[str, tuple[str, str]]] = {
    "slug": ("Slug", "For the address, such as maria-solano. Empty: made from the field below."),
    "speaker.wikidata": ("Wikidata", "Such as Q30."),
    "speaker.part_of": ("Part of", "The body to which this one belongs."),
    "speaker.described_in": ("Described in", "The source that describes a speaker without a name."),
    "speaker.identified_as": ("Identified as", "Who a speaker without a name turned out to be."),
    "speaker.names_no_office": (
        "Names no office",
        "A state or a capital that is named in place of an office, such as “Moscow”.",
    ),
    "speaker.aliases.text": ("Name", ""),
    "speaker.tenures.speaks_for": ("Speaks for the body", "What the holder says is also said for the body."),
    "source.url": ("URL", ""),
    "source.archived_url": ("Archived copy", "Its address."),
    "source.credits": ("Credits", "Agency credits for the whole page, one on each line."),
    "source.added": (
        "Added by editors",
        "Names of fields that do not stand in the text, one on each line, such as title.",
    ),
    "position.not_to_conclude": ("Not to conclude", "What does not follow from the answers."),
    "position.exclusive": ("Exclusive", "One answer rules out every other."),
    "position.answers.slug": ("Slug", "A short name for addresses, such as yes."),
    "position.answers.rule": ("Inclusion rule", ""),
    "scale.ratings.slug": ("Slug", "A short name for addresses, such as half-true."),
    "scale.ordered": ("Ordered", "The ratings stand in order, from one end to the other."),
    "scale.measure": (
        "Measure",
        "Whether words are true, or whether they fit what the speaker said before.",
    ),
    "coverage.slug": ("Slug", "For the address, such as palace-2019."),
    "coverage.by": ("Checked by", ""),
    "coverage.with_parts": ("With parts", "The search was also for the bodies that belong to the speaker."),
    "coverage.found": ("Claims found", "Keys of the claims that the search found, one on each line."),
    "lead.about": ("About", "What the statement is about, in neutral words."),
    "lead.where": ("Where it stands", ""),
    "lead.url": ("Address", ""),
    "lead.why_not_recorded": ("Why it is not a claim", ""),
    "lead.claim": ("Claim", "The key of the claim that it became."),
}


class EditedRecordForm(TypedForm):
    """The fields of a record. None is required: the record's rules say what is missing.

    ``opened_edition`` and ``began_from`` are the edition and the record when the form was opened. They are
    needed to merge simultaneous changes.
    """

    opened_edition = forms.IntegerField(required=False, widget=forms.HiddenInput)
    began_from = forms.CharField(required=False, widget=forms.HiddenInput)


@cache
def form_of(record: type[Record], *, is_new: bool) -> type[EditedRecordForm]:
    """The form of a type of record. The key of a record on record is not among its fields."""
    hidden = KEPT if is_new and key_field(record.TYPE) == "slug" else KEPT | {key_field(record.TYPE)}
    return type(f"{record.__name__}Form", (EditedRecordForm,), _form_fields(record, record.TYPE, hidden))


@cache
def rows_of(record: type[Record]) -> dict[str, RowKind]:
    """The kinds of rows of a type of record, such as the answers of a position, by field."""
    return {
        field.name: RowKind(_row_form(field.of, f"{record.TYPE}.{field.json}"), 1, 0)
        for field in fields_of(record)
        if field.of is not None and field.many
    }


def name_of_one(rows: str) -> str:
    """What one row of a field is called: "Answer"."""
    return {"aliases": "Alias"}.get(rows) or label_of(rows).removesuffix("s").capitalize()


def _row_form(part: type[Part], path: str) -> type[RowForm]:
    fields = _form_fields(part, path, frozenset())
    optional = frozenset(name for name, field in fields.items() if field.initial is not None)
    return type(f"{part.__name__}Row", (RowForm,), {**fields, "OPTIONAL": optional})


def _form_fields(part: type[Part], path: str, hidden: frozenset[str]) -> dict[str, forms.Field]:
    return {
        field.name: _form_field(field, f"{path}.{field.json}")
        for field in fields_of(part)
        if not field.of and field.name not in hidden
    }


def words_of(field: Field, path: str) -> tuple[str, str]:
    """The label and the help text of a field of a record, at a path such as "speaker.tenures.body"."""
    return WORDS.get(path) or WORDS.get(field.json) or (label_of(field.json).capitalize(), "")


def _form_field(field: Field, path: str) -> forms.Field:
    """The form field of a field of a record, at a path as in ``words_of``."""
    label, help_text = words_of(field, path)
    if field.ref and field.many:
        return ReferenceLinesField(field.ref, label, help_text or LINES)
    if field.ref:
        return ReferenceField(field.ref, label, help_text)
    if field.many:
        return LinesField(label, help_text or LINES)
    if field.kind == "flag":
        return forms.BooleanField(label=label, help_text=help_text, required=False)
    if field.kind == "number":
        return forms.IntegerField(label=label, help_text=help_text, required=False, min_value=0)
    return _text_field(field, label, help_text)


def _text_field(field: Field, label: str, help_text: str) -> forms.Field:
    for mark in field.marks:
        if isinstance(mark, OneOf):
            empty = "choose …" if field.required else None if field.default else "–"
            initial = field.default or None
            return choice(label, mark.choices, empty, help_text=help_text, initial=initial)
        if isinstance(mark, Edtf | Day):
            return WrittenDateField(label, help_text or DATE)
    is_prose = any(isinstance(mark, Limit) and mark.characters == MOST_PROSE for mark in field.marks)
    return prose(label, help_text, rows=3) if is_prose else line(label, help_text)


def name_field(record: type[Record]) -> str:
    """The field from which the slug of a new record is made, empty if there is none."""
    return {"lead": "about", **NAMED_BY}.get(record.TYPE, "")
