"""Open, check and save the form of any record but a claim. Errors are shown at their fields."""

from dataclasses import dataclass, field
from typing import Final

from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone

from claims.actions.drafts.recording import record_draft
from claims.admin.claim_form.rows import RowSet, refusals_of, row_sets, with_another_row
from claims.admin.context import desk_page, whole_number
from claims.admin.decisions.admin import decision_links
from claims.admin.decisions.conflicts import TypedChange, address_of, began_record, save_typed
from claims.admin.record_form.fields import EditedRecordForm, form_of, name_of_one, rows_of
from claims.admin.record_form.read import RecordReader, filled_with
from claims.database.condition import refused_by
from claims.domain.errors import ClaimsError
from claims.domain.history.permissions import Task, may
from claims.domain.record.codec import canonical_text
from claims.domain.record.shared import Record
from claims.models.moves import current_record
from claims.models.record_mapping import as_record
from claims.models.record_row import RecordRow
from claims.queries.desk.returned import what_was_returned
from claims.queries.people import actor_of

TEMPLATE: Final = "admin/claims/record_form.html"
MOST_ROWS: Final = 1000


@dataclass(slots=True)
class RecordPage:
    """The form of a type of record with its rows.

    ``row`` is the draft, or the public record to amend; ``more`` the kind to which a row was just added.
    """

    model: type[RecordRow]
    row: RecordRow | None
    form: EditedRecordForm = field(init=False)
    rows: dict[str, RowSet] = field(default_factory=dict)
    began: Record | None = None
    more: str = ""

    @property
    def record(self) -> type[Record]:
        found: type[Record] = self.model.RECORD
        return found

    @property
    def _form(self) -> type[EditedRecordForm]:
        return form_of(self.record, is_new=self.row is None)

    def open(self, asked: QueryDict) -> None:
        """Fill the form with the record. A new record is filled from the parameters of the address."""
        if self.row is None:
            self.form = self._form(initial={name: asked[name][:20_000] for name in asked})
            self.rows = row_sets(kinds=rows_of(self.record), most=MOST_ROWS)
            return
        record = current_record(as_record(self.row))
        filled, rows = filled_with(record, self._form)
        carried = {"opened_edition": self.row.edition, "began_from": canonical_text(record)}
        self.form = self._form(initial=filled | carried)
        self.rows = row_sets(initial=rows, kinds=rows_of(self.record), most=MOST_ROWS)

    def keep(self, data: QueryDict) -> None:
        """Fill the form with what was sent."""
        self.form = self._form(data)
        self.rows = row_sets(data, kinds=rows_of(self.record), most=MOST_ROWS)

    def read(self, data: QueryDict) -> Record | None:
        """The record that was sent, or None if the form has errors. Writes nothing."""
        self.keep(data)
        base = None
        if self.row is not None:
            self.began = began_record(data.get("began_from", ""), self.row)
            base = self.began or current_record(as_record(self.row))
        return RecordReader(self.record, self.form, self.rows, base).read()

    def typed(self, record: Record) -> TypedChange:
        """The sent record, with the one and the edition from which the form began."""
        edition = whole_number(self.form.data.get("opened_edition", ""))
        return TypedChange(record, self.began, edition=edition)


def edit_record(request: HttpRequest, model: type[RecordRow], row: RecordRow | None) -> HttpResponse:
    """The form of a draft, or of a new record."""
    page = RecordPage(model, row)
    record = _opened_or_read(request, page)
    if record is None:
        return shown(request, page)
    try:
        saved = _save(request, page, record)
    except ClaimsError as refusal:
        page.form.add_error(None, refusal.message)
    except DatabaseError as error:
        page.form.add_error(None, refused_by(error))
    else:
        return saved if isinstance(saved, HttpResponse) else _saved(request, page, saved)
    return shown(request, page)


def typed_amendment(request: HttpRequest, row: RecordRow) -> TypedChange | HttpResponse:
    """The change to a public record that its form was sent with, or the form itself."""
    page = RecordPage(type(row), row)
    record = _opened_or_read(request, page)
    return page.typed(record) if record is not None else shown(request, page, is_amending=True)


def _opened_or_read(request: HttpRequest, page: RecordPage) -> Record | None:
    """The record that was sent. None if the page is to be shown."""
    if request.method != "POST":
        page.open(request.GET)
        return None
    more = request.POST.get("_more", "")
    if more in rows_of(page.record):
        page.more = more
        page.keep(with_another_row(request.POST, more, MOST_ROWS))
        return None
    record = page.read(request.POST)
    return None if "_check" in request.POST else record


def _save(request: HttpRequest, page: RecordPage, record: Record) -> RecordRow | HttpResponse:
    """Save the record, merged with changes of others. Returns the row, or a page that shows conflicts."""
    if page.row is None:
        return record_draft(record=record, by=actor_of(request.user), at=timezone.now())
    return save_typed(request, page.row, page.typed(record))


def _saved(request: HttpRequest, page: RecordPage, row: RecordRow) -> HttpResponse:
    is_same = page.row is not None and page.row.edition == row.edition
    messages.success(request, "Nothing was changed." if is_same else f"Draft saved: “{row}”")
    table = f"admin:claims_{row._meta.model_name}"
    if "_addanother" in request.POST:
        return HttpResponseRedirect(reverse(f"{table}_add"))
    if "_continue" in request.POST:
        return HttpResponseRedirect(address_of("change", row))
    return HttpResponseRedirect(reverse(f"{table}_changelist"))


def shown(request: HttpRequest, page: RecordPage, *, is_amending: bool = False) -> HttpResponse:
    """The page of the form."""
    row, name = page.row, str(page.model._meta.verbose_name)
    title = "Amend what is public" if is_amending else f"Change {name}" if row else f"Add {name}"
    kinds = [(kind, name_of_one(kind), rows) for kind, rows in page.rows.items()]
    return desk_page(
        request,
        TEMPLATE,
        title,
        opts=page.model._meta,
        original=row,
        is_amending=is_amending,
        decisions=decision_links(request, row) if row is not None and not is_amending else [],
        returned=what_was_returned(row, request.user.get_username()) if row is not None else None,
        may_delete=row is not None and not row.version and may(actor_of(request.user), Task.DISCARD),
        form=page.form,
        rows=kinds,
        more=page.more,
        errors=refusals_of(page.form, page.rows),
    )
