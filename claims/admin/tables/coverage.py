"""Coverage checks."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, path

from claims.admin.records import RecordAdmin
from claims.admin.tables.coverage_log import log_page
from claims.models import CoverageCheck


@admin.register(CoverageCheck)
class CoverageCheckAdmin(RecordAdmin[CoverageCheck]):
    folded = ("search_text", "voice__search_text")
    list_display = ["slug", "voice", "starts", "ends", "checked_on", "state", "version"]
    list_select_related = ["voice"]

    def get_urls(self) -> list[URLPattern]:
        """Also the form in which a search is logged by keyboard."""
        quick = self.admin_site.admin_view(log_page)
        return [path("quick/", quick, name="claims_coveragecheck_quick"), *super().get_urls()]
