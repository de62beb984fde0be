"""The fields of the claim form: one list for its page, its initial values, reading and errors.

A new field of a claim is a field of ``ClaimRecord`` and one line of ``CLAIM_FIELDS``.
"""

from __future__ import annotations

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
    is_carried: bool = False
    """Whether the next claim from the same source begins with this value."""
    has_note: bool = False
    """Whether the page says below the field how it was read."""
    has_own_reader: bool = False
    """Whether ``read.py`` reads it by code of its own, together with other fields."""


CLAIM_FIELDS: Final[tuple[ClaimField, ...]] = (
    ClaimField(
        "source",
        "source",
        "",
        ReferenceField("source", "Source", "Paste its address, or type a word of its title."),
        has_note=True,
    ),
    ClaimField("new_source", "source_title", "", line("Title")),
    ClaimField(
        "new_source",
        "source_outlet",
        "",
        ReferenceField("outlet", "Outlet", "The newspaper, agency or site. A new name is added."),
    ),
    ClaimField(
        "new_source",
        "source_published",
        "",
        line("Published on", "7 feb 2019, feb 2019 …; empty if it does not say."),
    ),
    ClaimField("new_source", "source_language", "", line("Language of the source", "en, ru, es …", size=8)),
    ClaimField(
        "new_source", "source_kind", "", choice("Kind of source", vocabulary.SOURCE_KINDS, initial="article")
    ),
    ClaimField(
        "quote",
        "text",
        "words.text",
        prose("Quote", "The words as the source has them, without its quotation marks.", rows=3),
    ),
    ClaimField("quote", "form", "words.form", choice("How it is quoted", vocabulary.FORMS, empty="choose …")),
    ClaimField(
        "quote",
        "language",
        "words.language",
        line("Language of the quote", "en, ru, es …; empty: that of the source.", size=8),
        is_carried=True,
    ),
    ClaimField(
        "quote",
        "translated_from",
        "words.translated_from",
        line("Translated from", "The language spoken, such as ru; none if it is the same.", size=8),
        is_carried=True,
    ),
    ClaimField(
        "speaker",
        "speaker",
        "speaker",
        ReferenceField("speaker", "Speaker", "A name in any script, or another name for the same speaker."),
        is_carried=True,
        has_note=True,
        has_own_reader=True,
    ),
    ClaimField(
        "speaker",
        "speaker_kind",
        "",
        choice(
            "Kind of a new speaker",
            vocabulary.SPEAKER_KINDS,
            empty="not new",
            help_text="Only for one who is not in the database. A body is an office, a ministry, a company.",
        ),
    ),
    ClaimField("speaker", "role", "role", line("Office or role", "As the source gives it."), is_carried=True),
    ClaimField(
        "speaker",
        "on_behalf_of",
        "on_behalf_of",
        ReferenceField("speaker", "On behalf of", "The office or state spoken for."),
        is_carried=True,
    ),
    ClaimField(
        "said",
        "said",
        "said",
        line("Said on", "7 feb 2019, feb 2019, c. 7 feb 2019, Thursday, yesterday …; empty if not known."),
        is_carried=True,
        has_note=True,
        has_own_reader=True,
    ),
    ClaimField(
        "said",
        "said_basis",
        "said_basis",
        choice("How the day is known", vocabulary.BASES, empty="as the day is written"),
        is_carried=True,
        has_own_reader=True,
    ),
    ClaimField(
        "said",
        "said_note",
        "said_note",
        prose("Note on the day", "How it was worked out. If it is not known: why."),
        is_carried=True,
        has_own_reader=True,
    ),
    ClaimField(
        "said",
        "said_sources",
        "said_sources",
        ReferenceLinesField(
            "source",
            "Sources of the day",
            "From which an inferred day is known, one on each line.",
        ),
        is_carried=True,
    ),
    ClaimField(
        "said",
        "occasion",
        "occasion.slug",
        ReferenceField(
            "occasion", "Occasion", "Where or to whom, such as “to reporters”. A new one is added."
        ),
        is_carried=True,
        has_note=True,
        has_own_reader=True,
    ),
    ClaimField(
        "said",
        "occasion_place",
        "occasion.place",
        line("Place of a new occasion"),
        is_carried=True,
        has_own_reader=True,
    ),
    ClaimField("more", "kind", "kind", choice("Kind of claim", vocabulary.KINDS, initial="statement")),
    ClaimField(
        "more",
        "checkable",
        "checkable",
        choice("Can it be checked?", vocabulary.CHECKABLE, initial="unclear"),
    ),
    ClaimField(
        "more", "summary", "summary", line("Summary", "Neutral, at most 75 characters, without a judgement.")
    ),
    ClaimField("more", "topics", "topics", ReferenceLinesField("topic", "Topics", "One on each line.")),
    ClaimField(
        "more",
        "with_",
        "with_",
        ReferenceLinesField(
            "speaker", "Said together with", "Others who made the same statement jointly, one on each line."
        ),
    ),
    ClaimField(
        "more",
        "about",
        "about",
        ReferenceLinesField("position", "Silent on", "Of a reported silence, one position on each line."),
    ),
    ClaimField("more", "asked", "asked", prose("Question asked", "The question that the speaker answered.")),
    ClaimField(
        "more", "refers_to", "refers_to", prose("Refers to", "What “it” or “they” in the quote means.")
    ),
    ClaimField(
        "more",
        "context",
        "context",
        prose("Context", "What a reader has to know to understand the quote.", rows=3),
    ),
    ClaimField("more", "translated_by", "words.translated_by", line("Translated by")),
)
"""All fields of the form except its rows, in the order of the page."""


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
            part = one.name if one.has_note else ""
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
