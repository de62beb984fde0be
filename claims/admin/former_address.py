"""Keys that records had before they were merged or renamed, and what waits for a second editor."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.searching import ReadOnlyAdmin
from claims.models import FormerAddress, Proposal


@admin.register(FormerAddress)
class FormerAddressAdmin(ReadOnlyAdmin[FormerAddress]):
    exact = ("key", "now_key", "by")
    list_display = ["record_type", "key", "now_key", "kind", "at", "by", "undone_at"]
    list_filter = ["record_type", "kind"]


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin[Proposal]):
    exact = ("record_key", "by")
    list_display = ["decision", "record_type", "record_key", "by", "at", "settled_by", "approved"]
    list_filter = ["decision", "approved"]
