"""The form to log searches one after another. Each begins with values of the one before."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from claims.actions.editing.coverage import log_search
from claims.admin.claim_form.fields import TypedForm
from claims.admin.claim_form.values import Document, PartReader
from claims.admin.context import check_permissions, desk_page
from claims.admin.decisions.page import error_text
from claims.admin.fields import LinesField, WrittenDateField, line
from claims.admin.reference_field import Reference, ReferenceField, ReferenceLinesField
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.dates.typed import read_written_date
from claims.domain.errors import ClaimsError, InvalidDate
from claims.domain.record.codec import read_document
from claims.domain.record.rules import search_problems
from claims.domain.record.shared import CoverageRecord
from claims.domain.record.slugs import is_slug
from claims.models import CoverageCheck
from claims.models.record_mapping import as_record
from claims.queries.desk.chosen_records import labels_of
from claims.queries.people import actor_of

TEMPLATE: Final = "admin/claims/coverage/quick.html"
SPAN: Final = "7 feb 2019, feb 2019, 2019 …"


class SearchForm(TypedForm):
    """A search: its speaker, subject, places, period and result."""

    voice = ReferenceField(
        "speaker", "Whose words", attrs={"autofocus": True}, help_text="The speaker that you searched for."
    )
    office = line("Office", "If you searched for whoever held this office, not for one person.")
    with_parts = forms.BooleanField(label="Also for the bodies that belong to it", required=False)
    positions = ReferenceLinesField(
        "position", "Positions", "The questions that it is about, one on each line.", rows=1
    )
    terms = LinesField("Search words", "As you typed them, one on each line.", rows=2)
    outlets = ReferenceLinesField("outlet", "Outlets", "Where you searched, one name on each line.")
    from_ = WrittenDateField("From", SPAN)
    to = WrittenDateField("To", SPAN)
    hits = forms.IntegerField(
        label="Results found",
        required=False,
        min_value=0,
        max_value=2_000_000_000,
        help_text="0 if nothing was found.",
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
    )
    result = line("Result", "“Nothing found.”, or what you found.")
    checked_on = WrittenDateField("Searched on", "today, yesterday, 7 feb 2019 …")


class SearchReader(PartReader):
    """Reads the form into a record. ``notes`` say how dates were read."""

    def __init__(self, form: SearchForm) -> None:
        super().__init__(form, {}, None)
        self.notes: dict[str, str] = {}

    def read(self, by: str) -> CoverageRecord | None:
        """The record, or None if there are errors, which are added to the form. Writes nothing."""
        self.are_valid()
        document: Document = {"type": "coverage", "slug": "new", "by": by}
        document |= self.named_values(self.form, self.form.fields, "")
        document |= {name: sorted(set(document[name])) for name in ("positions", "terms", "outlets")}
        if not document["voice"] and "voice" not in self.form.errors:
            self.form.add_error("voice", "Name the speaker that you searched for.")
        if self.has_errors():
            return None
        found, problems = read_document(document)
        record = found if isinstance(found, CoverageRecord) else None
        for problem in search_problems(record, timezone.localdate()) if record else problems:
            form, name = self.place(problem.field)
            form.add_error(name, problem.sentence)
        return None if self.has_errors() else record

    def value(self, form: TypedForm, name: str) -> Any:
        """The value of a field. A date may be a word such as "today"."""
        text = form.text_of(name)
        if not text or not isinstance(form.fields[name], WrittenDateField):
            return super().value(form, name)
        try:
            read = read_written_date(text, published=FuzzyDate.parse(timezone.localdate().isoformat()))
        except InvalidDate as error:
            form.add_error(name, error.sentence)
            return ""
        self.notes[name] = f"Read as {read.words()}."
        return read.text


def log_page(request: HttpRequest) -> HttpResponse:
    """Log a search. ``after`` is the slug of a search whose values the form begins with."""
    check_permissions(request, "add_coveragecheck")
    if request.method != "POST":
        return _shown(request, SearchForm(initial=_beginning(request.GET.get("after", ""))), {})
    form = SearchForm(request.POST)
    reader = SearchReader(form)
    record = reader.read(request.user.get_username())
    if "_check" in request.POST or record is None:
        return _shown(request, form, reader.notes)
    try:
        slug, state = log_search(record=record, by=actor_of(request.user), at=timezone.now())
    except (ClaimsError, DatabaseError) as error:
        form.add_error(None, error_text(error))
        return _shown(request, form, reader.notes)
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


def _shown(request: HttpRequest, form: SearchForm, notes: Mapping[str, str]) -> HttpResponse:
    return desk_page(request, TEMPLATE, "Log a search", opts=CoverageCheck._meta, form=form, notes=notes)
