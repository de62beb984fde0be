"""The views of decisions for the admin of every record, and the buttons that lead to them."""

from collections.abc import Callable
from typing import Any, ClassVar, Final, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from claims.actions.publishing.reviving import revival_problem
from claims.admin.decisions.amending import amend_claim, confirm_record, submit_working_copy
from claims.admin.decisions.conflicts import (
    TypedChange,
    address_of,
    conflict_page,
    merged_with,
    read_choices,
    settle_conflict,
    typed_record,
)
from claims.admin.decisions.handlers import place_of
from claims.admin.decisions.offered import (
    DECISIONS,
    Decision,
    fits,
    may_take,
    offered,
    steps_of,
    unfit_sentence,
)
from claims.admin.decisions.page import decision_page, page_context, public_link, refused_page
from claims.admin.decisions.proposals import proposal_page, waiting_links
from claims.admin.decisions.restoring import can_restore, restore_page, revive_page
from claims.admin.refusals import NOT_FOUND, check_step
from claims.admin.searching import ListAdmin
from claims.domain.history.changes import record_changes
from claims.domain.history.permissions import Task, may
from claims.domain.history.workflow import Action, State, refusal
from claims.domain.record.codec import incoming_record, to_document
from claims.models import Claim, Lead
from claims.models.record_mapping import as_record
from claims.models.record_row import RecordRow
from claims.queries.claim.page import Site
from claims.queries.desk.preview import claim_preview
from claims.queries.desk.record_history import record_history
from claims.queries.desk.returned import what_was_returned
from claims.queries.people import actor_of

Row = TypeVar("Row", bound=models.Model)
PREVIEWED: Final = {
    State.PUBLISHED.value: "This is public as it stands.",
    State.WITHDRAWN.value: "This was withdrawn: at its address the public sees why.",
}
"""What the preview of a claim says of its state, unless it is a draft or has a change."""


def decision_links(request: HttpRequest, row: RecordRow) -> list[dict[str, str]]:
    """The buttons of a record's page: the steps that this person may take now."""
    actor = actor_of(request.user)
    links = [{"label": d.label, "url": address_of(d.name, row)} for d in offered(row, actor)]
    if isinstance(row, Claim):
        links.append({"label": "Preview", "url": address_of("preview", row)})
    if isinstance(row, Lead) and not row.claim_key and may(actor, Task.RECORD):
        address = f"{reverse('admin:claims_claim_add')}?{urlencode({'lead': row.slug})}"
        links.append({"label": "Record it as a claim", "url": address})
    links += waiting_links(row) if may(actor, Action.AMEND) else []
    public = public_link(row)
    return [*links, {"label": "View on site", "url": public}] if public else links


class DecidingAdmin(ListAdmin[Row]):
    """Adds decisions, preview, history and the merging of simultaneous changes to the admin of a record."""

    class Media:
        css: ClassVar = {"all": ["claims/css/desk/decisions.css"]}

    def get_urls(self) -> list[URLPattern]:
        name = f"claims_{self.opts.model_name}"

        def ours(end: str, view: Callable[..., HttpResponse], label: str) -> URLPattern:
            return path(f"<path:object_id>/{end}/", self.admin_site.admin_view(view), name=f"{name}_{label}")

        found = [ours(d, self._decision_view(d), d) for d in DECISIONS]
        found += [
            ours("restore/<int:version>", self.restore_view, "restore"),
            ours("settle", self.settle_view, "settle"),
            ours("proposal/<int:pk>", self.proposal_view, "proposal"),
        ]
        if self.model is Claim:
            found.append(ours("preview", self.preview_view, "preview"))
        return found + super().get_urls()

    def record_row(self, request: HttpRequest, object_id: str) -> RecordRow:
        """The row of an address. Raises Http404, or PermissionDenied if this person may not see it."""
        row = self.get_object(request, unquote(object_id))
        if not isinstance(row, RecordRow):
            raise Http404(NOT_FOUND)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        return row

    def _decision_view(self, name: str) -> Callable[..., HttpResponse]:
        def view(request: HttpRequest, object_id: str) -> HttpResponse:
            row, decision = self.record_row(request, object_id), DECISIONS[name]
            if unfit := self._unfit(request, row, decision):
                return unfit
            if name == "submit" and isinstance(row, Claim) and row.has_change:
                return submit_working_copy(request, row)
            if name == "amend":
                return self._amend(request, row)
            if name == "revive":
                return revive_page(request, row)
            if name != "publish":
                return decision_page(request, row, decision)
            content = record_changes({}, to_document(as_record(row)))
            return decision_page(request, row, decision, changes=content, returned=row)

        return view

    def _unfit(self, request: HttpRequest, row: RecordRow, decision: Decision) -> HttpResponse | None:
        """A page that says why a decision cannot be taken, or None if it can."""
        for step in steps_of(decision, row):
            check_step(request, step)
        if fits(decision, row):
            return None
        return refused_page(request, row, decision.title, unfit_sentence(decision, row))

    def _amend(self, request: HttpRequest, row: RecordRow) -> HttpResponse:
        if isinstance(row, Claim):
            return amend_claim(request, row)
        if request.method == "POST" and "_confirm" in request.POST:
            record = typed_record(request.POST.get("document", ""), row)
            return confirm_record(request, row, record)
        if request.method == "POST" and "_settle" in request.POST:
            found = read_choices(request, row)
            return found if isinstance(found, HttpResponse) else self._amendment(request, *found)
        typed = self.typed_amendment(request, row)
        return typed if isinstance(typed, HttpResponse) else self._amendment(request, row, typed, {})

    def typed_amendment(self, request: HttpRequest, row: RecordRow) -> TypedChange | HttpResponse:
        """The change that the form of a public record was sent with, or the form itself."""
        raise NotImplementedError

    def _amendment(
        self, request: HttpRequest, row: RecordRow, typed: TypedChange, chosen: dict[str, str]
    ) -> HttpResponse:
        """The page of the amendment, merged with what others have published meanwhile."""
        if typed.began is None:
            return confirm_record(request, row, typed.mine, is_first=True)
        merged = merged_with(row, typed, chosen)
        if merged.conflicts:
            return conflict_page(request, row=row, typed=typed)
        return confirm_record(request, row, incoming_record(merged.document), is_first=True)

    def restore_view(self, request: HttpRequest, object_id: str, version: int) -> HttpResponse:
        row = self.record_row(request, object_id)
        for step in steps_of(DECISIONS["amend"], row):
            check_step(request, step)
        if can_restore(row):
            return restore_page(request, row, version)
        sentence = refusal(row.state, Action.AMEND, str(row._meta.verbose_name))
        if isinstance(row, Claim) and row.version > 0:
            sentence = revival_problem(row.record_key)
        return refused_page(request, row, f"Restore version {version}", sentence)

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The public page of a claim as editors work on it. It is neither cached nor indexed."""
        row = self.record_row(request, object_id)
        assert isinstance(row, Claim)
        page = claim_preview(row.pk, site=Site(str(self.admin_site.site_header), settings.SITE_URL))
        if page is None:
            raise Http404("Somebody deleted this claim meanwhile.")
        sentence = PREVIEWED.get(row.state, "This is a draft: nobody else sees it.")
        if row.has_change:
            sentence = "This is a working copy: the public still sees the version before it."
        context = {
            "page": page,
            "review": "",
            "looking_back": None,
            "back_url": address_of("change", row),
            "preview_sentence": sentence,
        }
        response = render(request, "pages/claim_preview.html", context)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "no-store, private"
        return response

    def settle_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row: Any = self.record_row(request, object_id)
        begins_a_copy = isinstance(row, Claim) and row.is_public and self.has_add_permission(request)
        if not begins_a_copy and not self.has_change_permission(request, row):
            raise PermissionDenied
        return settle_conflict(request, row)

    def proposal_view(self, request: HttpRequest, object_id: str, pk: int) -> HttpResponse:
        row = self.record_row(request, object_id)
        check_step(request, Action.AMEND)
        return proposal_page(request, row, pk)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the versions and the events of a record in place of Django's log."""
        row = self.record_row(request, object_id)
        context = {
            **page_context(request, row, f"History: {row}"),
            "history": record_history(place_of(row)[0], row),
            "may_amend": may(actor_of(request.user), Action.AMEND),
            "may_restore": may_take(actor_of(request.user), DECISIONS["amend"], row) and can_restore(row),
        }
        return render(request, "admin/claims/record_history.html", context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the record with its buttons."""
        row = self.get_object(request, unquote(object_id))
        context = dict(extra_context or {})
        if isinstance(row, RecordRow):
            context["decisions"] = decision_links(request, row)
            context["returned"] = what_was_returned(row, request.user.get_username())
        return super().change_view(request, object_id, form_url, context)
