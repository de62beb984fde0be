"""Counts that are kept."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.searching import ReadOnlyAdmin
from claims.models import Tally


@admin.register(Tally)
class TallyAdmin(ReadOnlyAdmin[Tally]):
    exact = ("facet", "member")
    list_display = ["facet", "member", "value"]
    ordering = ["facet", "-value", "member"]
