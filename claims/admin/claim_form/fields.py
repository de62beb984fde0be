"""The fields of a claim's form, in the order in which an editor reads an article."""

from __future__ import annotations

from django import forms

from claims.admin.fields import choice, line, prose
from claims.admin.reference_field import Picked, PickField
from claims.domain.record import vocabulary


class ClaimForm(forms.Form):
    """Everything of a claim but its rows. Nothing is required here: the record says what it needs."""

    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)
    began_from = forms.CharField(required=False, widget=forms.HiddenInput)

    source = PickField("source", label="Source", help_text="Paste its address, or type a word of its title.")
    source_title = line("Title")
    source_outlet = PickField(
        "outlet", label="Outlet", help_text="The newspaper, agency or site. A new name is added."
    )
    source_published = line("Published on", "7 feb 2019, feb 2019 …; empty if it does not say.")
    source_language = line("Language of the source", "en, ru, es …", size=8)
    source_kind = choice("Kind of source", vocabulary.SOURCE_KINDS, initial="article")

    text = prose("Quote", "The words as the source has them, without its quotation marks.", rows=3)
    form = choice("How it is quoted", vocabulary.FORMS, empty="choose …")
    language = line("Language of the quote", "en, ru, es …; empty: that of the source.", size=8)
    translated_from = line(
        "Translated from", "The language spoken, such as ru; none if it is the same.", size=8
    )
    translated_by = line("Translated by")

    speaker = PickField(
        "speaker", label="Speaker", help_text="A name in any script, or another name for the same speaker."
    )
    speaker_kind = choice(
        "Kind of a new speaker",
        vocabulary.SPEAKER_KINDS,
        empty="not new",
        help_text="Only for one who is not in the database. A body is an office, a ministry, a company.",
    )
    role = line("Office or role", "As the source gives it.")
    on_behalf_of = PickField("speaker", label="On behalf of", help_text="The office or state spoken for.")

    said = line("Said on", "7 feb 2019, feb 2019, c. 7 feb 2019, Thursday, yesterday …; empty if not known.")
    said_basis = choice("How the day is known", vocabulary.BASES, empty="as the day is written")
    said_note = prose("Note on the day", "How it was worked out. If it is not known: why.")
    occasion = PickField(
        "occasion",
        label="Occasion",
        help_text="Where or to whom, such as “to reporters”. A new one is added.",
    )
    occasion_place = line("Place of a new occasion")

    kind = choice("Kind of claim", vocabulary.KINDS, initial="statement")
    checkable = choice("Can it be checked?", vocabulary.CHECKABLE, initial="unclear")
    summary = line("Summary", "Neutral, at most 75 characters, without a judgement.")
    topics = prose("Topics", "One on each line.")
    with_ = prose("Said together with", "Others who made the same statement jointly, one on each line.")
    asked = prose("Question asked", "The question that the speaker answered.")
    refers_to = prose("Refers to", "What “it” or “they” in the quote means.")
    context = prose("Context", "What a reader has to know to understand the quote.", rows=3)

    def pick(self, name: str) -> Picked:
        """What was typed in a field that names a record."""
        found = self.cleaned_data.get(name)
        return found if isinstance(found, Picked) else Picked()

    def told(self, name: str) -> str:
        """What was typed in any other field."""
        return str(self.cleaned_data.get(name) or "")
