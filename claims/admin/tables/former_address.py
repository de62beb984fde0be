"""Keys that records had before they were merged or renamed, and what waits for a second editor."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path

from claims.actions.drafts.writing import key_column
from claims.admin.decisions.offered import UNDO
from claims.admin.decisions.page import decision_page
from claims.admin.refusals import check_step
from claims.admin.searching import ReadOnlyAdmin
from claims.domain.history.workflow import Action
from claims.models import FormerAddress, Proposal
from claims.models.record_mapping import ROWS


@admin.register(FormerAddress)
class FormerAddressAdmin(ReadOnlyAdmin[FormerAddress]):
    exact = ("key", "now_key", "by")
    list_display = ["record_type", "key", "now_key", "kind", "at", "by", "undone_at"]
    list_filter = ["record_type", "kind"]

    def get_urls(self) -> list[URLPattern]:
        undo = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", undo, name="claims_undo_move"), *super().get_urls()]

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a merge or a renaming back; the page stands at the record that remained."""
        check_step(request, Action.AMEND)
        move = get_object_or_404(FormerAddress, pk=pk, undone_at=None)
        row = get_object_or_404(
            ROWS[move.record_type]._base_manager, **{key_column(move.record_type): move.now_key}
        )
        form = UNDO.form(request.POST or None, initial={"edition": row.edition, "move": move.pk})
        return decision_page(request, row, UNDO, form=form)


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin[Proposal]):
    exact = ("record_key", "by")
    list_display = ["decision", "record_type", "record_key", "by", "at", "settled_by", "approved"]
    list_filter = ["decision", "approved"]
