"""Counts that are kept."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.searching import ReadOnlyAdmin
from claims.models import MonthCount, StanceCount, Tally


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
