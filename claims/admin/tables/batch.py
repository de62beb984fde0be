"""Imports and what each did."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.searching import ReadOnlyAdmin
from claims.models import Batch, BatchEntry


@admin.register(Batch)
class BatchAdmin(ReadOnlyAdmin[Batch]):
    exact = ("name", "actor")
    list_display = ["name", "made_at", "actor", "published", "undone_at"]


@admin.register(BatchEntry)
class BatchEntryAdmin(ReadOnlyAdmin[BatchEntry]):
    exact = ("record_key", "batch__name")
    list_display = ["batch", "record_type", "record_key", "done"]
    list_select_related = ["batch"]
