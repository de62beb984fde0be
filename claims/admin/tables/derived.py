"""Read-only lists of tables that actions write: revisions, counts, past values, imports, proposals …"""

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
from claims.models import (
    Assignment,
    Batch,
    BatchEntry,
    Coding,
    Correction,
    Erasure,
    FormerAddress,
    FormerClaim,
    FormerMember,
    LedgerRow,
    MonthCount,
    Proposal,
    Revision,
    RevisionContent,
    StanceCount,
    Tally,
    Tombstone,
    Unsealed,
)
from claims.models.record_mapping import ROWS


@admin.register(FormerClaim)
class FormerClaimAdmin(ReadOnlyAdmin[FormerClaim]):
    exact = ("claim__key",)
    list_display = ["claim", "version", "held_from", "held_to"]
    list_select_related = ["claim"]


@admin.register(FormerMember)
class FormerMemberAdmin(ReadOnlyAdmin[FormerMember]):
    exact = ("facet", "member")
    list_display = ["former", "facet", "member"]
    list_select_related = ["former"]
    ordering = ["former", "facet", "member"]


@admin.register(Tally)
class TallyAdmin(ReadOnlyAdmin[Tally]):
    exact = ("facet", "member")
    list_display = ["facet", "member", "value"]
    ordering = ["facet", "-value", "member"]


@admin.register(MonthCount)
class MonthCountAdmin(ReadOnlyAdmin[MonthCount]):
    exact = ("speaker", "topic")
    list_display = ["speaker", "topic", "month", "claims"]
    ordering = ["speaker", "topic", "month"]


@admin.register(StanceCount)
class StanceCountAdmin(ReadOnlyAdmin[StanceCount]):
    exact = ("speaker", "position")
    list_display = ["speaker", "on_behalf_of", "position", "answer", "unchanged", "form", "basis", "claims"]
    ordering = ["speaker", "position", "answer", "on_behalf_of", "unchanged", "form", "basis"]


@admin.register(FormerAddress)
class FormerAddressAdmin(ReadOnlyAdmin[FormerAddress]):
    exact = ("key", "now_key", "by")
    list_display = ["record_type", "key", "now_key", "kind", "at", "by", "undone_at"]
    list_filter = ["record_type", "kind"]

    def get_urls(self) -> list[URLPattern]:
        undo = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", undo, name="claims_undo_move"), *super().get_urls()]

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page that undoes a merge or a renaming; it belongs to the record that stayed."""
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


@admin.register(Coding)
class CodingAdmin(ReadOnlyAdmin[Coding]):
    """The codings of every editor. Only admins see them, because a second coder must not."""

    folded = ("claim__search_text",)
    exact = ("coder",)
    list_display = ["claim", "position", "coder", "answer", "unchanged", "at", "settled_at"]
    list_select_related = ["claim", "position"]


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin[Assignment]):
    folded = ("claim__search_text",)
    exact = ("person__username",)
    list_display = ["claim", "person", "made_by", "made_at"]
    list_select_related = ["claim", "person"]


@admin.register(Batch)
class BatchAdmin(ReadOnlyAdmin[Batch]):
    exact = ("name", "actor")
    list_display = ["name", "made_at", "actor", "published", "undone_at"]


@admin.register(BatchEntry)
class BatchEntryAdmin(ReadOnlyAdmin[BatchEntry]):
    exact = ("record_key", "batch__name")
    list_display = ["batch", "record_type", "record_key", "done"]
    list_select_related = ["batch"]


@admin.register(LedgerRow)
class LedgerRowAdmin(ReadOnlyAdmin[LedgerRow]):
    exact = ("row_hash", "actor", "summary")
    list_display = ["sequence", "at", "kind", "actor", "summary"]
    ordering = ["-sequence"]


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin[Revision]):
    exact = ("record_key", "digest", "author", "approver")
    list_display = ["record_type", "record_key", "version", "change_class", "author", "published_at"]
    list_filter = ["record_type", "change_class"]
    ordering = ["-pk"]


@admin.register(RevisionContent)
class RevisionContentAdmin(ReadOnlyAdmin[RevisionContent]):
    exact = ("revision__record_key",)
    list_display = ["revision", "text_beginning"]
    list_select_related = ["revision"]
    ordering = ["-pk"]

    @admin.display(description="text")
    def text_beginning(self, content: RevisionContent) -> str:
        return content.text[:120]


@admin.register(Erasure)
class ErasureAdmin(ReadOnlyAdmin[Erasure]):
    exact = ("revision__record_key",)
    list_display = ["revision", "part", "reason"]
    list_select_related = ["revision"]


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin[Correction]):
    exact = ("revision__record_key",)
    list_display = ["revision", "note", "wrong", "right"]
    list_select_related = ["revision"]


@admin.register(Tombstone)
class TombstoneAdmin(ReadOnlyAdmin[Tombstone]):
    exact = ("key",)
    list_display = ["key", "withdrawn_on", "reason_class"]
    list_filter = ["reason_class"]


@admin.register(Unsealed)
class UnsealedAdmin(ReadOnlyAdmin[Unsealed]):
    """Empty unless something is being written."""

    exact = ("record_key",)
    list_display = ["record_type", "record_key", "after_version"]
