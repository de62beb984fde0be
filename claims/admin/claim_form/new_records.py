"""Find or create the records named in the claim form: source, outlet, speaker and occasion."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from msgspec.structs import asdict

from claims.admin.claim_form.fields import OCCASION, ClaimForm
from claims.admin.reference_field import not_found, referenced_key
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.dates.typed import read_written_date
from claims.domain.errors import InvalidDate, InvalidValue
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import read_document
from claims.domain.record.identity import source_key
from claims.domain.record.shared import OutletRecord, Record, SourceRecord, SpeakerRecord
from claims.domain.record.slugs import LONGEST_SLUG, slug_of
from claims.domain.record.urls import normalise_url
from claims.domain.text.folding import fold
from claims.domain.text.plurals import number_of
from claims.queries.desk.chosen_records import claims_at, claims_from, occasion_with
from claims.queries.desk.form_choices import DESCRIBED
from claims.queries.desk.form_facts import source_record, speaker_on_record, taken_slugs

Notes = dict[str, str]
_DAY: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


@dataclass(slots=True)
class NewRecords:
    """Records to create before the claim. In ``records`` each comes after those that it refers to."""

    outlets: dict[str, OutletRecord] = field(default_factory=dict)
    source: SourceRecord | None = None
    speaker: SpeakerRecord | None = None

    @property
    def records(self) -> tuple[Record, ...]:
        others = tuple(record for record in (self.source, self.speaker) if record is not None)
        return (*self.outlets.values(), *others)

    @property
    def source_key(self) -> str:
        return self.source.key if self.source else ""

    def has_source(self, typed: str) -> bool:
        """Whether the text typed in a row names the new source."""
        if self.source is None:
            return False
        try:
            same = bool(self.source.url) and normalise_url(typed) == normalise_url(self.source.url)
        except InvalidValue:
            same = False
        return same or typed in (self.source.key, self.source.title)


@dataclass(frozen=True, slots=True)
class FoundSource:
    """The source of the claim: its key, and its day and language if they are known."""

    key: str = ""
    published: FuzzyDate | None = None
    language: str = ""


def source_of(form: ClaimForm, new: NewRecords, notes: Notes) -> FoundSource:
    """The named source, or a new one from the fields below it."""
    reference, title = form.reference("source"), form.text_of("source_title")
    try:
        key = referenced_key("source", reference)
    except ValidationError as error:
        form.add_error("source", error)
        return FoundSource()
    if key:
        known = source_record(key)
        assert known is not None
        number = number_of(claims_from(key), "claim")
        notes["source"] = f"Already in the database: {known.title}, {number}."
        return FoundSource(key, FuzzyDate.parse(known.published), known.language)
    is_address = "://" in reference.text
    if not title:
        if is_address:
            notes["source"] = "This source is new: fill in the fields below."
            form.add_error("source_title", "This source is new: give its title.")
        elif reference:
            form.add_error("source", f"{not_found('source', reference)} Or paste its address.")
        return FoundSource()
    if reference and not is_address:
        form.add_error(
            "source", "For a new source, write only its address here, or nothing; its title goes below."
        )
        return FoundSource()
    return _new_source(form, new, notes, url=reference.text, title=title)


def _new_source(form: ClaimForm, new: NewRecords, notes: Notes, *, url: str, title: str) -> FoundSource:
    try:
        published = read_written_date(form.text_of("source_published"))
    except InvalidDate as error:
        form.add_error("source_published", error.sentence)
        return FoundSource()
    outlet = outlet_key(form, "source_outlet", new)
    try:
        key = source_key(url=url, outlet=outlet, title=title, published=published.text)
    except InvalidValue as error:
        form.add_error("source", error.sentence)
        return FoundSource()
    if source_record(key) is not None:
        form.add_error("source", f"This source is already in the database: write {key}.")
        return FoundSource()
    document = {
        "type": "source",
        "key": key,
        "title": title,
        "outlet": outlet,
        "url": url,
        "kind": form.text_of("source_kind") or "article",
        "language": form.text_of("source_language"),
        "published": published.text,
        "published_basis": published.basis,
    }
    names = {name: f"source_{name}" for name in ("title", "outlet", "language", "kind", "published")}
    record = _read_new(form, document, names | {"url": "source", "key": "source"})
    if not isinstance(record, SourceRecord):
        return FoundSource()
    new.source = record
    fuzzy = FuzzyDate.parse(published.text)
    notes["source"] = f"New source: {title}, {published.words() if published.text else 'no date'}."
    return FoundSource(key, fuzzy, record.language)


def outlet_key(form: Any, name: str, new: NewRecords) -> str:
    """The slug of the outlet that a field names. An unknown name creates a new outlet."""
    reference = form.reference(name)
    try:
        key = referenced_key("outlet", reference)
    except ValidationError as error:
        form.add_error(name, error)
        return ""
    if key or not reference:
        return key
    known = {outlet.name: slug for slug, outlet in new.outlets.items()}
    if reference.text in known:
        return known[reference.text]
    slug = _free_slug("outlet", reference.text, new.outlets)
    record = _read_new(
        form, {"type": "outlet", "slug": slug, "name": reference.text}, {"name": name, "slug": name}
    )
    if isinstance(record, OutletRecord):
        new.outlets[slug] = record
        return slug
    return ""


def speaker_of(form: ClaimForm, new: NewRecords, notes: Notes, *, source: str, said: str) -> str:
    """The slug of the named speaker, or of a new one if a kind is given."""
    reference, kind = form.reference("speaker"), form.text_of("speaker_kind")
    try:
        key = referenced_key("speaker", reference, source=source)
    except ValidationError as error:
        form.add_error("speaker", error)
        return ""
    if key:
        if kind:
            message = (
                f"{reference.text} is already in the database ({key}): choose “not new”, or give the new"
                " speaker another name."
            )
            form.add_error("speaker_kind", message)
        notes["speaker"] = speaker_on_record(key, said)
        return key
    if not reference:
        return ""
    if not kind:
        message = f"{not_found('speaker', reference, source=source)} To make a new speaker, choose the kind."
        form.add_error("speaker", message)
        return ""
    slug = _free_slug("speaker", reference.text, {})
    document = {"type": "speaker", "slug": slug, "name": reference.text, "kind": kind}
    if kind in DESCRIBED and source:
        document["described_in"] = source
    record = _read_new(form, document, {"name": "speaker", "slug": "speaker"})
    if not isinstance(record, SpeakerRecord):
        return ""
    new.speaker = record
    notes["speaker"] = f"New speaker: {record.name}."
    return slug


def occasion_of(
    form: ClaimForm, said: str, speaker: str, notes: Notes, base: ClaimRecord | None
) -> dict[str, str] | None:
    """The named occasion, or a new one. The slug of a new one is its day, speaker and label.

    What no claim but ``base`` has may be told otherwise, its label with other letters.
    """
    reference = form.reference("occasion")
    more = {one: form.text_of(name) for one, name in OCCASION.items() if one != "slug"}
    if not reference:
        for one in (one for one, value in more.items() if value):
            form.add_error("occasion", f"A {one} needs an occasion: name it first.")
        return None
    besides = base.key if base else ""
    own = base.occasion if base else None
    known = occasion_with(reference.key, besides=besides)
    asked = (reference.key, fold(reference.text))
    if known is None and own and (own.slug, fold(own.label or own.slug)) == asked:
        notes["occasion"] = f"Only this claim has it: {own.slug}."
        # The field shows a label on one line, whatever spaces and line breaks it has.
        is_as_shown = own.label.split() == reference.text.split()
        label = own.label if is_as_shown else own.label and reference.text
        return _without_empty(slug=own.slug, label=label, **more)
    if known is None or fold(known.label or known.slug) != fold(reference.text):
        known = occasion_with(reference.text, besides=besides)
    if known is None:
        day = _DAY.match(said)
        parts = (day.group() if day else "undated", speaker or "somebody", slug_of(reference.text))
        key = "-".join(parts)[:LONGEST_SLUG].rstrip("-")
        known = occasion_with(key, besides=besides)
        if known is None:
            notes["occasion"] = f"A new occasion, {key}."
            return _without_empty(slug=key, label=reference.text, **more)
    notes["occasion"] = f"Already in the database: {known.slug}, {number_of(claims_at(known.slug), 'claim')}."
    for one, value in more.items():
        if value and value != (told := getattr(known, one)):
            words = f"“{told}”" if told else f"no {one}"
            message = f"This occasion is in the database with {words}: leave this field empty."
            form.add_error(OCCASION[one], message)
    return _without_empty(**asdict(known))


def _without_empty(**values: str) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _free_slug(kind: str, name: str, taken: Any) -> str:
    """An unused slug for a name, with a number if needed."""
    slug = slug_of(name)
    used = taken_slugs(kind, slug) | set(taken)
    number = 1
    candidate = slug
    while candidate in used:
        number += 1
        candidate = f"{slug[: LONGEST_SLUG - 4]}-{number}"
    return candidate


def _read_new(form: forms.Form, document: dict[str, str], names: dict[str, str]) -> Record | None:
    """The record of a document. ``names`` maps its fields to the form fields that show their errors."""
    record, problems = read_document({name: value for name, value in document.items() if value})
    for problem in problems:
        form.add_error(names.get(problem.field), problem.sentence)
    return record
