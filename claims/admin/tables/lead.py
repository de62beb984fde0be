"""Leads."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.records import RecordAdmin
from claims.models import Lead


@admin.register(Lead)
class LeadAdmin(RecordAdmin[Lead]):
    folded = ("search_text", "speaker__search_text")
    list_display = ["about", "speaker", "said", "stands_in", "state", "version"]
    list_filter = ["state", "stands_in"]
    list_select_related = ["speaker"]
    prepopulated_fields = {"slug": ["about"]}
