"""Positions with their answers."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.records import PartInline, RecordAdmin
from claims.admin.searching import ReadOnlyAdmin
from claims.models import Answer, Position


class AnswerInline(PartInline):
    model = Answer


@admin.register(Position)
class PositionAdmin(RecordAdmin[Position]):
    list_display = ["question", "topic", "ordered", "state", "version"]
    list_select_related = ["topic"]
    prepopulated_fields = {"slug": ["question"]}
    inlines = [AnswerInline]
    change_form_template = "admin/claims/position/change_form.html"


@admin.register(Answer)
class AnswerAdmin(ReadOnlyAdmin[Answer]):
    folded = ("position__search_text",)
    exact = ("slug",)
    list_display = ["text", "side", "position"]
    list_filter = ["side"]
    list_select_related = ["position"]
