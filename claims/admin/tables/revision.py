"""Revisions, the ledger over them, corrections and tombstones: append-only, so only read."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.searching import ReadOnlyAdmin
from claims.models import (
    Correction,
    Erasure,
    LedgerRow,
    Revision,
    RevisionContent,
    Tombstone,
    Unsealed,
)


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
    """Empty whenever nothing is being written."""

    exact = ("record_key",)
    list_display = ["record_type", "record_key", "after_version"]
