"""Open, check and save the claim form. Errors are shown at their fields."""

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone

from claims.actions.drafts.recording import record_claim
from claims.admin.claim_form.fields import ClaimForm
from claims.admin.claim_form.fill import Filled, filled_for_new_claim, filled_with
from claims.admin.claim_form.read import ClaimReader, Reading
from claims.admin.claim_form.rows import (
    MOST_ROWS,
    ROWS,
    RowSet,
    refusals_of,
    row_sets,
    with_another_row,
    with_rows_that_came,
)
from claims.admin.claim_form.similar import REFUSAL, SAID_AGAIN, is_on_record, similar_to, with_repeat
from claims.admin.context import desk_page
from claims.admin.decisions.admin import decision_links
from claims.admin.decisions.conflicts import TypedChange, began_record, current_row, save_typed
from claims.admin.reference_field import Reference
from claims.database.condition import refused_by
from claims.domain.errors import ClaimsError
from claims.domain.history.permissions import Task, may
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text
from claims.domain.record.form_checks import Remark, check_record
from claims.domain.text.shortened import shortened
from claims.models import Claim
from claims.models.moves import current_record
from claims.models.record_mapping import claim_in_work
from claims.queries.desk.form_facts import facts_of
from claims.queries.desk.returned import what_was_returned
from claims.queries.desk.similar_claims import SimilarClaim
from claims.queries.people import actor_of

TEMPLATE: Final = "admin/claims/claim/record_form.html"
NEXT_STEPS = ("publish", "submit", "amend")


@dataclass(slots=True)
class FormPage:
    """A form with its rows. ``row`` is the draft, or the public claim to be changed."""

    row: Claim | None = None
    form: ClaimForm = field(default_factory=ClaimForm)
    rows: dict[str, RowSet] = field(default_factory=dict)
    reading: Reading = field(default_factory=Reading)
    findings: tuple[Remark, ...] | None = None
    similar: tuple[SimilarClaim, ...] = ()
    began: ClaimRecord | None = None

    @property
    def base(self) -> ClaimRecord | None:
        """The record to change: the one with which the form began, or else the current one."""
        return self.began or (current_record(claim_in_work(self.row)) if self.row is not None else None)

    def open(self, filled: Filled) -> None:
        """Fill the form."""
        carried: dict[str, object] = {}
        if self.row is not None:
            began = current_record(claim_in_work(self.row))
            carried = {"edition": self.row.edition, "began_from": canonical_text(began)}
        self.form = ClaimForm(initial=filled.fields | carried)
        self.rows = row_sets(initial=filled.rows)

    def read(self, data: QueryDict) -> None:
        """Read what was sent. Writes nothing."""
        self.form, self.rows = ClaimForm(data), row_sets(data)
        if self.row is not None:
            began = began_record(data.get("began_from", ""), self.row)
            self.began = began if isinstance(began, ClaimRecord) else None
        self.reading = ClaimReader(self.form, self.rows, self.base).read()
        if self.reading.record is not None:
            facts = facts_of(self.reading.record, self.reading.new)
            self.findings = check_record(self.reading.record, facts)
        key = self.base.key if self.base else ""
        self.similar = similar_to(self.form, self.reading.record, key=key)

    def go_on_with(self, row: Claim) -> None:
        """Continue the form as a change of the claim that was just saved."""
        assert isinstance(self.form.data, QueryDict)
        data = self.form.data.copy()
        began = current_record(claim_in_work(row))
        data["edition"], data["began_from"] = str(row.edition), canonical_text(began)
        self.row, self.form.data = row, data


def add_claim(request: HttpRequest) -> HttpResponse:
    """The form of a new claim."""
    page = FormPage()
    if request.method != "POST":
        page.open(filled_for_new_claim(request.GET))
        return _shown(request, page)
    return _answer(request, page)


def change_claim(request: HttpRequest, row: Claim) -> HttpResponse:
    """The form of a draft, or of the change to a public claim."""
    page = FormPage(row)
    if request.method != "POST":
        record = page.base
        assert record is not None
        page.open(filled_with(record))
        page.findings = check_record(record, facts_of(record))
        page.similar = similar_to(page.form, record, key=record.key)
        return _shown(request, page)
    return _answer(request, page)


def _answer(request: HttpRequest, page: FormPage) -> HttpResponse:
    asked_for_more = request.POST.get("_more", "")
    repeated = request.POST.get("_repeat", "")
    data = with_another_row(request.POST, asked_for_more) if asked_for_more in ROWS else request.POST
    data, too_many = with_rows_that_came(data)
    page.read(with_repeat(data, repeated))
    if too_many:
        page.form.add_error(None, f"A claim has at most {MOST_ROWS} rows of a kind: nothing was saved.")
        return _shown(request, page)
    if "_check" in request.POST or asked_for_more or repeated:
        return _shown(request, page)
    record = page.reading.record
    if record is None:
        return _shown(request, page)
    if page.row is None and SAID_AGAIN not in request.POST and is_on_record(record, page.similar):
        page.form.add_error(None, REFUSAL)
        return _shown(request, page)
    try:
        row = _save(request, page, record)
    except ClaimsError as refusal:
        page.form.add_error(None, refusal.message)
    except DatabaseError as error:
        page.form.add_error(None, refused_by(error))
    else:
        return row if isinstance(row, HttpResponse) else _saved(request, page, row)
    return _shown(request, page)


def _save(request: HttpRequest, page: FormPage, record: ClaimRecord) -> Claim | HttpResponse:
    """Save the record, merged with changes of others. Returns the row, or a page that shows conflicts."""
    made = page.reading.new
    if page.row is None:
        lead, by = page.form.text_of("lead"), actor_of(request.user)
        return record_claim(record=record, made=made, lead=lead, by=by, at=timezone.now())
    typed = TypedChange(record, page.began, made, page.form.cleaned_data.get("edition") or 0)
    saved = save_typed(request, current_row(page.row), typed)
    assert isinstance(saved, Claim | HttpResponse)
    return saved


def _saved(request: HttpRequest, page: FormPage, row: Claim) -> HttpResponse:
    """Redirect to the next page, or stay if an incomplete stance has text that must not be lost."""
    words = shortened(claim_in_work(row).words.text, 80)
    kind = "Change" if row.version else "Draft"
    is_same = page.row is not None and page.row.edition == row.edition
    messages.success(request, "Nothing was changed." if is_same else f"{kind} saved: “{words}”")
    set_aside = page.reading.set_aside
    if any(stance.has_own_text for stance in set_aside):
        messages.warning(request, "A stance is not saved yet: finish it below, and save again.")
        page.go_on_with(row)
        return _shown(request, page)
    for stance in set_aside:
        about = stance.reference("position").text or "no position"
        messages.warning(request, f"The stance on “{about}” is left out: no answer was chosen.")
    if "_addanother" in request.POST:
        kept = [
            ("after", row.key),
            *(("position", stance.named_key) for stance in set_aside if stance.named_key),
        ]
        return HttpResponseRedirect(f"{reverse('admin:claims_claim_add')}?{urlencode(kept)}")
    if "_decide" in request.POST and (next_step := _next_step(request, row)):
        return HttpResponseRedirect(next_step)
    return HttpResponseRedirect(reverse("admin:claims_claim_change", args=[row.pk]))


def _next_step(request: HttpRequest, row: Claim) -> str:
    """The address of the decision that publishes or submits a saved draft, empty if there is none."""
    addresses = [link["url"] for link in decision_links(request, row)]
    steps = (url for step in NEXT_STEPS for url in addresses if url.endswith(f"/{step}/"))
    return next(steps, "")


def _shown(request: HttpRequest, page: FormPage) -> HttpResponse:
    row = page.row
    return desk_page(
        request,
        TEMPLATE,
        _title(row),
        opts=Claim._meta,
        original=row,
        decisions=decision_links(request, row) if row is not None else [],
        returned=what_was_returned(row, request.user.get_username()) if row is not None else None,
        may_delete=row is not None and not row.version and may(actor_of(request.user), Task.DISCARD),
        form=page.form,
        sections=page.form.sections(page.reading.notes),
        rows=page.rows,
        findings=page.findings,
        similar=page.similar,
        is_said_again=SAID_AGAIN in request.POST,
        refusals=refusals_of(page.form, page.rows, page.reading.set_aside),
        unsaved=[
            sentence
            for row in page.reading.set_aside
            for errors in row.errors.values()
            for sentence in errors
        ],
        action=change_address(row) if row is not None else "",
        made=[
            (new.TYPE.capitalize(), getattr(new, "name", "") or getattr(new, "title", ""))
            for new in page.reading.new
        ],
        new_source=_source_is_new(page),
        more_is_open=_more_is_open(page),
    )


def change_address(row: Claim) -> str:
    """The address of the form of a claim. A public claim has another, where a change to it begins."""
    return reverse(f"admin:claims_claim_{'propose' if row.version else 'change'}", args=[row.pk])


def _title(row: Claim | None) -> str:
    if row is None:
        return "Add claim"
    return "Change the working copy" if row.version else "Change draft"


def _source_is_new(page: FormPage) -> bool:
    """Whether the fields of a new source are open: if one is used, or the typed address is unknown."""
    typed = page.form["source"].value()
    is_address = isinstance(typed, Reference) and "://" in typed.text
    is_known = page.reading.notes.get("source", "").startswith("Already in the database")
    return page.form.is_used("new_source") or (is_address and not is_known)


def _more_is_open(page: FormPage) -> bool:
    kinds = ("translations", "figures", "passages")
    return page.form.is_used("more") or any(
        page.rows[kind].initial or page.rows[kind].total_error_count() for kind in kinds
    )
