"""Coverage checks."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.records import RecordAdmin
from claims.models import CoverageCheck


@admin.register(CoverageCheck)
class CoverageCheckAdmin(RecordAdmin[CoverageCheck]):
    folded = ("search_text", "voice__search_text")
    list_display = ["slug", "voice", "starts", "ends", "checked_on", "state", "version"]
    list_select_related = ["voice"]
