"""Base classes of the admin of records: actions write drafts, public records are read-only."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, TypeVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from claims.actions.drafts.drafting import discard_draft
from claims.admin.decisions.admin import DecidingAdmin
from claims.admin.decisions.conflicts import TypedChange
from claims.admin.decisions.page import error_text
from claims.admin.fields import RefusedForm
from claims.admin.record_form.fields import name_of_one, words_of
from claims.admin.record_form.view import edit_record, typed_amendment
from claims.admin.searching import ListAdmin
from claims.domain.errors import ClaimsError
from claims.domain.record.codec import references
from claims.domain.record.marks import OneOf
from claims.domain.record.parts import Field, fields_of
from claims.domain.record.shared import Record, keys_by_type
from claims.models.record_mapping import as_record
from claims.models.record_row import RecordRow
from claims.queries.desk.chosen_records import labels_of
from claims.queries.people import actor_of

Row = TypeVar("Row", bound=models.Model)
REFUSED = "claims_admin_refused"
SHOWN = ("state", "version", "author", "created_at", "changed_at", "published_at", "contents")


class ActionAdmin(ListAdmin[Row]):
    """Forms of Django that write through actions. A refusal is shown above the form."""

    form = RefusedForm  # type: ignore[assignment]  # one form for every model

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return [
            field.name
            for field in self.opts.fields
            if isinstance(field, models.ForeignKey) and field.editable
        ]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form again with the reason if an action refuses."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (ClaimsError, DatabaseError) as error:
            setattr(request, REFUSED, error_text(error))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: type[Any] = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"refused": getattr(request, REFUSED, "")})


class RecordAdmin(DecidingAdmin[Row]):
    """A table of records. Drafts can be created, changed and discarded. Public records are read-only."""

    folded: tuple[str, ...] = ("search_text",)
    list_filter = ["state"]
    fields: ClassVar[Any] = SHOWN
    readonly_fields: ClassVar[Any] = SHOWN

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        in_work = obj is None or not obj.version or obj.has_change
        return in_work and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return (obj is None or not obj.version) and super().has_delete_permission(request, obj)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form of the record, or a page that shows its content if the person may not write."""
        if object_id is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return self.form_page(request, None)
        row = self.get_object(request, unquote(object_id))
        if isinstance(row, RecordRow) and self.has_change_permission(request, row):
            return self.form_page(request, row)
        if request.method == "POST" and isinstance(row, RecordRow):
            return self.sent_too_late(request, row)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def form_page(self, request: HttpRequest, row: Any) -> HttpResponse:
        """The form of a record, or of a new one."""
        return edit_record(request, self.model, row)  # type: ignore[arg-type]  # a table of records

    def sent_too_late(self, request: HttpRequest, row: Any) -> HttpResponse:
        """The answer to a form of a record that this person may not change, or no longer."""
        raise PermissionDenied

    @admin.display(description="Record")
    def contents(self, row: RecordRow) -> SafeString:
        """Every field of the record that says something."""
        return contents(as_record(row))

    def typed_amendment(self, request: HttpRequest, row: RecordRow) -> TypedChange | HttpResponse:
        return typed_amendment(request, row)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Require no permissions for the values that are deleted with a draft."""
        going, counted, _, protected = super().get_deleted_objects(objs, request)
        return going, counted, set(), protected

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        discard_draft(row=obj, by=actor_of(request.user), at=timezone.now())

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except ClaimsError as refusal:
            messages.error(request, refusal.message)
            return HttpResponseRedirect("../change/")


Labels = Mapping[str, Mapping[str, str]]


def contents(record: Record) -> SafeString:
    """Every field of a record that says something, records by their names. A query for each type of them."""
    named = keys_by_type(references(record))
    labels = {kind: labels_of(kind, keys) for kind, keys in named.items()}
    return _list(_lines(record, record.TYPE, labels))


def _list(lines: Iterator[tuple[str, Any]]) -> SafeString:
    return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", lines))


def _lines(part: Any, path: str, labels: Labels) -> Iterator[tuple[str, Any]]:
    for field in fields_of(type(part)):
        here, content = f"{path}.{field.json}", getattr(part, field.name)
        items = [item for item in (content if field.many else (content,)) if _says_something(item)]
        for number, item in enumerate(items, start=1):
            label = words_of(field, here)[0]
            if field.of:
                name = f"{name_of_one(field.json)} {number}" if field.many else label
                yield name, _list(_lines(item, here, labels))
            elif number == 1:
                yield label, "\n".join(_words(field, one, labels) for one in items)


def _says_something(value: Any) -> bool:
    """Whether a value tells something; a number does, even 0."""
    return bool(value) or (isinstance(value, int) and not isinstance(value, bool))


def _words(field: Field, value: Any, labels: Labels) -> str:
    if field.ref:
        name = labels.get(field.ref, {}).get(value, "")
        return f"{name} ({value})" if name else str(value)
    words = next((mark.choices for mark in field.marks if isinstance(mark, OneOf)), {})
    return "yes" if value is True else str(words.get(value, value))
