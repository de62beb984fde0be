"""What a claim's form names and may be the first to name: source, outlet, speaker and occasion."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from claims.admin.claim_form.fields import ClaimForm
from claims.admin.reference_field import not_found, picked_key
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.dates.typed import read_written_date
from claims.domain.errors import InvalidDate, InvalidRecord, InvalidValue
from claims.domain.record.codec import read_document
from claims.domain.record.identity import source_key
from claims.domain.record.shared import OutletRecord, Record, SourceRecord, SpeakerRecord
from claims.domain.record.slugs import LONGEST_SLUG, slug_of
from claims.domain.record.urls import normalise_url
from claims.queries.desk.form_choices import DESCRIBED, RecordChoice, claims_at, claims_from, named
from claims.queries.desk.form_facts import source_record, speaker_on_record, taken_slugs

Notes = dict[str, str]
_DAY: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


@dataclass(slots=True)
class Made:
    """The records that have to be made before the claim, in the order in which they point to each other."""

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
        """Whether a row names the source that is being made."""
        if self.source is None:
            return False
        try:
            same = bool(self.source.url) and normalise_url(typed) == normalise_url(self.source.url)
        except InvalidValue:
            same = False
        return same or typed in (self.source.key, self.source.title)


@dataclass(frozen=True, slots=True)
class FoundSource:
    """The source of the form: its key, and the day and the language of its page as far as they are known."""

    key: str = ""
    published: FuzzyDate | None = None
    language: str = ""


def source_of(form: ClaimForm, made: Made, notes: Notes) -> FoundSource:
    """The source that is named, or that is to be made of the fields below it."""
    picked, title = form.pick("source"), form.told("source_title")
    try:
        key = picked_key("source", picked)
    except ValidationError as error:
        form.add_error("source", error)
        return FoundSource()
    if key:
        known = source_record(key)
        assert known is not None
        number = claims_from(key)
        notes["source"] = (
            f"Already in the database: {known.title}, {number} {'claim' if number == 1 else 'claims'}."
        )
        return FoundSource(key, FuzzyDate.parse(known.published), known.language)
    is_address = "://" in picked.text
    if not title:
        if is_address:
            notes["source"] = "This source is new: fill in the fields below."
            form.add_error("source_title", "This source is new: give its title.")
        elif picked:
            form.add_error("source", f"{not_found('source', picked)} Or paste its address.")
        return FoundSource()
    if picked and not is_address:
        form.add_error(
            "source", "For a new source, write only its address here, or nothing; its title goes below."
        )
        return FoundSource()
    return _new_source(form, made, notes, url=picked.text, title=title)


def _new_source(form: ClaimForm, made: Made, notes: Notes, *, url: str, title: str) -> FoundSource:
    try:
        published = read_written_date(form.told("source_published"))
    except InvalidDate as error:
        form.add_error("source_published", _sentence(error))
        return FoundSource()
    outlet = outlet_key(form, "source_outlet", made)
    try:
        key = source_key(url=url, outlet=outlet, title=title, published=published.text)
    except InvalidValue as error:
        form.add_error("source", _sentence(error))
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
        "kind": form.told("source_kind") or "article",
        "language": form.told("source_language"),
        "published": published.text,
        "published_basis": published.basis,
    }
    names = {name: f"source_{name}" for name in ("title", "outlet", "language", "kind", "published")}
    record = _made(form, document, names | {"url": "source", "key": "source"})
    if not isinstance(record, SourceRecord):
        return FoundSource()
    made.source = record
    fuzzy = FuzzyDate.parse(published.text)
    notes["source"] = f"New source: {title}, {published.words() if published.text else 'no date'}."
    return FoundSource(key, fuzzy, record.language)


def outlet_key(form: Any, name: str, made: Made) -> str:
    """The outlet that a field names, made if it is new."""
    picked = form.pick(name)
    try:
        key = picked_key("outlet", picked)
    except ValidationError as error:
        form.add_error(name, error)
        return ""
    if key or not picked:
        return key
    known = {outlet.name: slug for slug, outlet in made.outlets.items()}
    if picked.text in known:
        return known[picked.text]
    slug = _free_slug("outlet", picked.text, made.outlets)
    record = _made(form, {"type": "outlet", "slug": slug, "name": picked.text}, {"name": name, "slug": name})
    if isinstance(record, OutletRecord):
        made.outlets[slug] = record
        return slug
    return ""


def speaker_of(form: ClaimForm, made: Made, notes: Notes, *, source: str, said: str) -> str:
    """The speaker that is named, or that is to be made where a kind is given."""
    picked, kind = form.pick("speaker"), form.told("speaker_kind")
    try:
        key = picked_key("speaker", picked, source=source)
    except ValidationError as error:
        form.add_error("speaker", error)
        return ""
    if key:
        if kind:
            message = (
                f"{picked.text} is already in the database ({key}): choose “not new”, or give the new"
                " speaker another name."
            )
            form.add_error("speaker_kind", message)
        notes["speaker"] = speaker_on_record(key, said)
        return key
    if not picked:
        return ""
    if not kind:
        message = f"{not_found('speaker', picked, source=source)} To make a new speaker, choose the kind."
        form.add_error("speaker", message)
        return ""
    slug = _free_slug("speaker", picked.text, {})
    document = {"type": "speaker", "slug": slug, "name": picked.text, "kind": kind}
    if kind in DESCRIBED and source:
        document["described_in"] = source
    record = _made(form, document, {"name": "speaker", "slug": "speaker"})
    if not isinstance(record, SpeakerRecord):
        return ""
    made.speaker = record
    notes["speaker"] = f"New speaker: {record.name}."
    return slug


def occasion_of(form: ClaimForm, said: str, speaker: str, notes: Notes) -> dict[str, str] | None:
    """The occasion that is named, or a new one with a slug of day, speaker and label."""
    picked, place = form.pick("occasion"), form.told("occasion_place")
    if not picked:
        if place:
            form.add_error("occasion", "A place needs an occasion: name it first.")
        return None
    try:
        key = picked_key("occasion", picked)
    except ValidationError as error:
        form.add_error("occasion", error)
        return None
    if not key:
        day = _DAY.match(said)
        parts = (day.group() if day else "undated", speaker or "somebody", slug_of(picked.text))
        key = "-".join(parts)[:LONGEST_SLUG].rstrip("-")
        found = named("occasion", key)
        if not found:
            notes["occasion"] = f"A new occasion, {key}."
            return _without_empty(slug=key, label=picked.text, place=place)
    return _known_occasion(form, named("occasion", key)[0], place, notes)


def _known_occasion(form: ClaimForm, known: RecordChoice, place: str, notes: Notes) -> dict[str, str]:
    number = claims_at(known.key)
    label = "" if known.label == known.key else known.label
    notes["occasion"] = (
        f"Already in the database: {known.key}, {number} {'claim' if number == 1 else 'claims'}."
    )
    if place and place != known.place:
        told = f"“{known.place}”" if known.place else "no place"
        form.add_error(
            "occasion_place", f"This occasion is in the database with {told}: leave this field empty."
        )
    return _without_empty(slug=known.key, label=label, place=known.place)


def _without_empty(**values: str) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _free_slug(kind: str, name: str, taken: Any) -> str:
    """A slug of a name that no record has: with a number, where another name has taken it."""
    slug = slug_of(name)
    used = taken_slugs(kind, slug) | set(taken)
    number = 1
    candidate = slug
    while candidate in used:
        number += 1
        candidate = f"{slug[: LONGEST_SLUG - 4]}-{number}"
    return candidate


def _made(form: forms.Form, document: dict[str, str], names: dict[str, str]) -> Record | None:
    """The record of a document; what keeps it from being one stands at the fields that ``names`` tells."""
    record, problems = read_document({name: value for name, value in document.items() if value})
    for problem in problems:
        form.add_error(names.get(problem.field), _sentence(problem))
    return record


def _sentence(error: InvalidValue | InvalidRecord) -> str:
    mend = f" ({error.mend})" if error.mend else ""
    return f"{error.message[:1].upper()}{error.message[1:]}{mend}."
