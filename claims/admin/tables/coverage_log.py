"""The form to log searches one after another. Each begins with values of the one before."""

from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from claims.actions.editing.coverage import log_search
from claims.admin.context import check_permissions, desk_page
from claims.admin.fields import line, prose
from claims.admin.reference_field import Reference, ReferenceField, key_or_error
from claims.database.condition import refused_by
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.dates.typed import read_written_date
from claims.domain.errors import ClaimsError, InvalidDate, InvalidValue
from claims.domain.record.codec import incoming_record
from claims.domain.record.rules import search_problems
from claims.domain.record.shared import CoverageRecord
from claims.domain.record.slugs import is_slug
from claims.models import CoverageCheck
from claims.models.record_mapping import as_record
from claims.queries.desk.chosen_records import labels_of
from claims.queries.people import actor_of

TEMPLATE: Final = "admin/claims/coverage/quick.html"
SPAN: Final = "7 feb 2019, feb 2019, 2019 …"


class SearchForm(forms.Form):
    """A search: its speaker, subject, places, period and result."""

    voice = ReferenceField(
        "speaker", "Whose words", attrs={"autofocus": True}, help_text="The speaker that you searched for."
    )
    office = line("Office", "If you searched for whoever held this office, not for one person.")
    with_parts = forms.BooleanField(label="Also for the bodies that belong to it", required=False)
    positions = prose("Positions", "The questions that it is about, one on each line.", rows=1)
    terms = prose("Search words", "As you typed them, one on each line.")
    outlets = prose("Outlets", "Where you searched, one name on each line.")
    from_ = line("From", SPAN)
    to = line("To", SPAN)
    hits = forms.IntegerField(
        label="Results found",
        required=False,
        min_value=0,
        max_value=2_000_000_000,
        help_text="0 if nothing was found.",
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
    )
    result = line("Result", "“Nothing found.”, or what you found.")
    checked_on = line("Searched on", "today, yesterday, 7 feb 2019 …")


@dataclass(slots=True)
class SearchReading:
    """The record, or None if the form has errors, and notes on how dates were read."""

    record: CoverageRecord | None = None
    notes: dict[str, str] = field(default_factory=dict)


def log_page(request: HttpRequest) -> HttpResponse:
    """Log a search. ``after`` is the slug of a search whose values the form begins with."""
    check_permissions(request, "add_coveragecheck")
    if request.method != "POST":
        return _shown(request, SearchForm(initial=_beginning(request.GET.get("after", ""))), SearchReading())
    form = SearchForm(request.POST)
    reading = _read(form, request.user.get_username())
    if "_check" in request.POST or reading.record is None:
        return _shown(request, form, reading)
    try:
        slug, state = log_search(record=reading.record, by=actor_of(request.user), at=timezone.now())
    except ClaimsError as refusal:
        form.add_error(None, refusal.message)
        return _shown(request, form, reading)
    except DatabaseError as error:
        form.add_error(None, refused_by(error))
        return _shown(request, form, reading)
    how = "and public" if state == "published" else "and waits for review"
    messages.success(request, f"Search logged {how}: {slug}")
    row = CoverageCheck.objects.only("pk").get(slug=slug)
    if "_save" in request.POST:
        return HttpResponseRedirect(reverse("admin:claims_coveragecheck_change", args=[row.pk]))
    return HttpResponseRedirect(f"{reverse('admin:claims_coveragecheck_quick')}?after={slug}")


def _beginning(after: str) -> dict[str, Any]:
    """The initial values. They repeat the search before, without its result, for a search made today."""
    row = CoverageCheck.objects.filter(slug=after).first() if is_slug(after) else None
    if row is None:
        return {"checked_on": "today"}
    record = as_record(row)
    assert isinstance(record, CoverageRecord)
    outlets, positions = (labels_of("outlet", record.outlets), labels_of("position", record.positions))
    return {
        "voice": Reference(labels_of("speaker", [record.voice])[record.voice], record.voice),
        "office": record.office,
        "with_parts": record.with_parts,
        "positions": "\n".join(positions[slug] for slug in record.positions),
        "terms": "\n".join(record.terms),
        "outlets": "\n".join(outlets[slug] for slug in record.outlets),
        "from_": record.from_,
        "to": record.to,
        "checked_on": "today",
    }


def _read(form: SearchForm, by: str) -> SearchReading:
    """Read the form and add each error to its field. Writes nothing."""
    reading = SearchReading()
    form.is_valid()
    typed = form.cleaned_data
    document: dict[str, Any] = {"type": "coverage", "slug": "new", "by": by}
    document["voice"] = key_or_error(form, "voice", "speaker", typed.get("voice") or Reference())
    if not document["voice"] and "voice" not in form.errors:
        form.add_error("voice", "Name the speaker that you searched for.")
    for name, kind in (("positions", "position"), ("outlets", "outlet")):
        keys = [key_or_error(form, name, kind, Reference(text)) for text in _lines(typed.get(name))]
        document[name] = sorted({key for key in keys if key})
    document["terms"] = sorted(set(_lines(typed.get("terms"))))
    today = timezone.localdate()
    for name in ("from_", "to", "checked_on"):
        text = typed.get(name) or ""
        try:
            read = read_written_date(text, published=FuzzyDate.parse(today.isoformat()))
        except InvalidDate as error:
            form.add_error(name, error.sentence)
            read = None
        if read is not None and text:
            reading.notes[name] = f"Read as {read.words()}."
        document[name.rstrip("_")] = read.text if read is not None else ""
    document |= {name: typed.get(name) or "" for name in ("office", "result")}
    document |= {"with_parts": bool(typed.get("with_parts")), "hits": typed.get("hits")}
    if form.errors:
        return reading
    reading.record = _record(form, document)
    for problem in search_problems(reading.record, today) if reading.record else ():
        _refuse(form, problem)
    if form.errors:
        reading.record = None
    return reading


def _record(form: SearchForm, document: dict[str, Any]) -> CoverageRecord | None:
    # A search that found nothing has 0 hits. No value means an unknown number.
    document = {name: value for name, value in document.items() if value or (name == "hits" and value == 0)}
    try:
        record = incoming_record(document)
    except InvalidValue as error:
        _refuse(form, error)
        return None
    assert isinstance(record, CoverageRecord)
    return record


def _refuse(form: SearchForm, error: InvalidValue) -> None:
    name = {"from": "from_"}.get(error.field.partition("[")[0], error.field.partition("[")[0])
    form.add_error(name if name in form.fields else None, error.sentence)


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _shown(request: HttpRequest, form: SearchForm, reading: SearchReading) -> HttpResponse:
    return desk_page(
        request, TEMPLATE, "Log a search", opts=CoverageCheck._meta, form=form, notes=reading.notes
    )
