"""Base classes of the admin of records: actions write drafts, public records are read-only."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from claims.actions.drafts.drafting import begin_draft, discard_draft, open_draft, settle_draft
from claims.admin.decisions.admin import DecidingAdmin
from claims.admin.decisions.page import error_text
from claims.admin.fields import LinesField, RecordForm
from claims.admin.searching import ListAdmin
from claims.domain.errors import ClaimsError, Conflict
from claims.domain.history.permissions import Actor
from claims.models.record_row import RecordRow
from claims.queries import people

Row = TypeVar("Row", bound=models.Model)
REFUSED = "claims_admin_refused"
ACTOR = "claims_admin_actor"


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in person with the roles that actions check. Read once a request."""
    if not hasattr(request, ACTOR):
        setattr(request, ACTOR, people.actor_of(request.user))
    found: Actor = getattr(request, ACTOR)
    return found


class ActionAdmin(ListAdmin[Row]):
    """Forms that write through actions. A refusal is shown above the form."""

    form = RecordForm  # type: ignore[assignment]  # one form for every model
    formfield_overrides = {models.JSONField: {"form_class": LinesField}}

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return [
            field.name
            for field in (*self.opts.fields, *self.opts.many_to_many)
            if isinstance(field, models.ForeignKey | models.ManyToManyField) and field.editable
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
        except Conflict as conflict:
            if isinstance(self, DecidingAdmin):
                raise  # DecidingAdmin shows both changes.
            setattr(request, REFUSED, conflict.message)
        except (ClaimsError, DatabaseError) as error:
            setattr(request, REFUSED, error_text(error))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: type[Any] = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"refused": getattr(request, REFUSED, "")})


class RecordAdmin(DecidingAdmin[Row], ActionAdmin[Row]):
    """A table of records. Drafts can be created, changed and discarded. Public records are read-only.

    ``kept`` fields are fixed once a record exists. ``shown`` fields are never editable.
    """

    folded: tuple[str, ...] = ("search_text",)
    list_filter = ["state"]
    kept: tuple[str, ...] = ("slug",)
    shown: tuple[str, ...] = ("state", "version", "author", "created_at", "changed_at", "published_at")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_open = obj is None or not obj.version or self.may_amend(request, obj)
        return is_open and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return (obj is None or not obj.version) and super().has_delete_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.kept, *self.shown) if obj is not None else ("state",)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj is not None else dict(super().get_prepopulated_fields(request, obj))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if self.is_typed_only(request):
            pass
        elif change:
            open_draft(row=obj, edition=form.cleaned_data.get("opened_edition"))
        else:
            begin_draft(row=obj, by=actor_of(request), at=timezone.now())
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if self.is_typed_only(request):
            self.give_typed(form.instance)
        settle_draft(row=form.instance, by=actor_of(request), at=timezone.now(), is_new=not change)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Require no permissions for the parts that are deleted with a draft."""
        going, counted, _, protected = super().get_deleted_objects(objs, request)
        return going, counted, set(), protected

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        discard_draft(row=obj, by=actor_of(request), at=timezone.now())

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except ClaimsError as refusal:
            messages.error(request, refusal.message)
            return HttpResponseRedirect("../change/")


class PartAdmin(ActionAdmin[Row]):
    """Parts of a record that have parts of their own. They can be changed while the record is a draft."""

    owner = "claim"

    def owner_of(self, obj: Any) -> RecordRow:
        found = getattr(obj, self.owner)
        assert isinstance(found, RecordRow)
        return found

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not self.owner_of(obj).version)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (self.owner,)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            raise PermissionDenied
        open_draft(row=self.owner_of(obj), edition=form.cleaned_data.get("opened_edition"))
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        settle_draft(row=self.owner_of(form.instance), by=actor_of(request), at=timezone.now())


class PartInline(admin.StackedInline[Any, Any]):
    """Parts of a record, in its form."""

    extra = 0
    formfield_overrides = {models.JSONField: {"form_class": LinesField}}

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return [
            field.name
            for field in self.opts.fields
            if isinstance(field, models.ForeignKey) and field.related_model is not self.parent_model
        ]


class ShortInline(admin.TabularInline[Any, Any]):
    """Parts of a record that fit on one line."""

    extra = 0
    get_autocomplete_fields = PartInline.get_autocomplete_fields
