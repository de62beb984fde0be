"""Outlets and sources."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.records import RecordAdmin
from claims.admin.tables.worksheet import WorksheetAdmin
from claims.models import Outlet, Source


@admin.register(Outlet)
class OutletAdmin(RecordAdmin[Outlet]):
    list_display = ["name", "country", "state", "version"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Source)
class SourceAdmin(WorksheetAdmin, RecordAdmin[Source]):
    """A source that is given no key gets one from its address, or else from outlet, title and date."""

    exact = ("key", "url")
    kept = ("key",)
    list_display = ["title", "outlet", "published", "kind", "state", "version"]
    list_filter = ["state", "kind", "published_undated"]
    list_select_related = ["outlet"]
    exclude = ["key"]
