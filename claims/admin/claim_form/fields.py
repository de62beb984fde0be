"""The fields of the claim form: one list for its page, its initial values, reading and errors.

A new field of a claim is a field of ``ClaimRecord`` and one line of ``SECTIONS``.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django import forms
from django.forms import BoundField

from claims.admin.fields import choice, line, prose
from claims.admin.reference_field import Reference, ReferenceField, ReferenceLinesField
from claims.domain.record import vocabulary


@dataclass(frozen=True, slots=True)
class ClaimField:
    """One field of the form.

    ``section`` is the part of the page that shows it. ``path`` is the place of its value in the record. It is
    empty for a field that only describes another record. The class of ``field`` is the kind of value, which
    ``values.py`` fills in and reads.
    """

    section: str
    name: str
    path: str
    field: forms.Field


SECTIONS: Final[dict[str, dict[str, forms.Field]]] = {
    "source": {
        "source": ReferenceField("source", "Source", "Paste its address, or type a word of its title."),
    },
    "new_source": {
        "source_title": line("Title"),
        "source_outlet": ReferenceField(
            "outlet", "Outlet", "The newspaper, agency or site. A new name is added."
        ),
        "source_published": line("Published on", "7 feb 2019, feb 2019 …; empty if it does not say."),
        "source_language": line("Language of the source", "en, ru, es …", size=8),
        "source_kind": choice("Kind of source", vocabulary.SOURCE_KINDS, initial="article"),
    },
    "quote": {
        "text": prose("Quote", "The words as the source has them, without its quotation marks.", rows=3),
        "form": choice("How it is quoted", vocabulary.FORMS, empty="choose …"),
        "language": line("Language of the quote", "en, ru, es …; empty: that of the source.", size=8),
        "translated_from": line(
            "Translated from", "The language spoken, such as ru; none if it is the same.", size=8
        ),
    },
    "speaker": {
        "speaker": ReferenceField(
            "speaker", "Speaker", "A name in any script, or another name for the same speaker."
        ),
        "speaker_kind": choice(
            "Kind of a new speaker",
            vocabulary.SPEAKER_KINDS,
            empty="not new",
            help_text="Only for one who is not in the database. A body is an office, a ministry, a company.",
        ),
        "role": line("Office or role", "As the source gives it."),
        "on_behalf_of": ReferenceField("speaker", "On behalf of", "The office or state spoken for."),
    },
    "said": {
        "said": line(
            "Said on", "7 feb 2019, feb 2019, c. 7 feb 2019, Thursday, yesterday …; empty if not known."
        ),
        "said_basis": choice("How the day is known", vocabulary.BASES, empty="as the day is written"),
        "said_note": prose("Note on the day", "How it was worked out. If it is not known: why."),
        "said_sources": ReferenceLinesField(
            "source", "Sources of the day", "From which an inferred day is known, one on each line."
        ),
        "occasion": ReferenceField(
            "occasion", "Occasion", "Where or to whom, such as “to reporters”. A new one is added."
        ),
        "occasion_place": line("Place of a new occasion"),
    },
    "more": {
        "kind": choice("Kind of claim", vocabulary.KINDS, initial="statement"),
        "checkable": choice("Can it be checked?", vocabulary.CHECKABLE, initial="unclear"),
        "summary": line("Summary", "Neutral, at most 75 characters, without a judgement."),
        "topics": ReferenceLinesField("topic", "Topics", "One on each line."),
        "with_": ReferenceLinesField(
            "speaker", "Said together with", "Others who made the same statement jointly, one on each line."
        ),
        "about": ReferenceLinesField(
            "position", "Silent on", "Of a reported silence, one position on each line."
        ),
        "asked": prose("Question asked", "The question that the speaker answered."),
        "refers_to": prose("Refers to", "What “it” or “they” in the quote means."),
        "context": prose("Context", "What a reader has to know to understand the quote.", rows=3),
        "translated_by": line("Translated by"),
    },
}
"""All fields of the form except its rows, by the part of the page that shows them, in its order."""
PATHS: Final[Mapping[str, str]] = {
    "text": "words.text",
    "form": "words.form",
    "language": "words.language",
    "translated_from": "words.translated_from",
    "translated_by": "words.translated_by",
    "speaker_kind": "",
    "occasion": "occasion.slug",
    "occasion_place": "occasion.place",
}
"""The places in the record of fields that have another name there, or none."""
CARRIED: Final = frozenset({"language", "translated_from", *SECTIONS["speaker"], *SECTIONS["said"]})
"""The fields of a claim with which the next one from the same source begins."""
NOTED: Final = frozenset({"source", "speaker", "said", "occasion"})
"""The fields of which the page says how they were read."""
OCCASION: Final = {
    place.partition(".")[2]: name for name, place in PATHS.items() if place.startswith("occasion.")
}
"""The form's field for each field of an occasion. The label is typed into the field of the slug."""
READ_TOGETHER: Final = frozenset({"speaker", "said", "said_basis", "said_note", *OCCASION.values()})
"""The fields that ``read.py`` reads by code of its own, together with others."""

CLAIM_FIELDS: Final = tuple(
    ClaimField(section, name, "" if section.endswith("source") else PATHS.get(name, name), field)
    for section, fields in SECTIONS.items()
    for name, field in fields.items()
)


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field on the page. ``part`` is the name of the note below it, or empty."""

    field: BoundField
    part: str
    note: str


class TypedForm(forms.Form):
    """A form with typed access to its cleaned values.

    ``stood`` are the values of the record with which the form was filled, by field. A field that comes back
    as a browser shows it keeps the value of the record: a field of one line shows no line break, and no field
    keeps spaces around a text.
    """

    stood: Mapping[str, Any] = MappingProxyType({})

    def is_as_shown(self, name: str) -> bool:
        """Whether a field of text came back as it was filled."""
        field, value = self.fields[name], self.stood.get(name)
        if name not in self.stood or isinstance(value, Reference) or not isinstance(field, forms.CharField):
            return False
        shown = str(field.prepare_value(value))
        if not isinstance(field.widget, forms.Textarea):
            shown = shown.replace("\n", "")
        return bool(self.cleaned_data.get(name) == field.to_python(shown))

    def reference(self, name: str) -> Reference:
        """The value of a field that names a record."""
        found = self.cleaned_data.get(name)
        return found if isinstance(found, Reference) else Reference()

    def text_of(self, name: str) -> str:
        """The value of any other field as text, empty if there is none."""
        return str((self.stood if self.is_as_shown(name) else self.cleaned_data).get(name) or "")


class ClaimForm(TypedForm):
    """The fields of a claim except its rows. None is required: the record's rules say what is missing."""

    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)
    began_from = forms.CharField(required=False, widget=forms.HiddenInput)
    lead = forms.CharField(required=False, widget=forms.HiddenInput, max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {one.name: deepcopy(one.field) for one in CLAIM_FIELDS}

    def sections(self, notes: Mapping[str, str]) -> dict[str, list[ShownField]]:
        """The fields of each section, each with its note."""
        sections: dict[str, list[ShownField]] = {}
        for one in CLAIM_FIELDS:
            part = one.name if one.name in NOTED else ""
            shown = ShownField(self[one.name], part, notes.get(part, ""))
            sections.setdefault(one.section, []).append(shown)
        return sections

    def is_used(self, section: str) -> bool:
        """Whether something is written or refused in a section. Fields with a default do not count."""
        return any(
            bool(self[one.name].value() or self[one.name].errors)
            for one in CLAIM_FIELDS
            if one.section == section and one.field.initial is None
        )
