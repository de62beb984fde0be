"""What claims answer to positions."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.records import PartInline
from claims.admin.searching import ReadOnlyAdmin
from claims.models import Stance


class StanceInline(PartInline):
    model = Stance


@admin.register(Stance)
class StanceAdmin(ReadOnlyAdmin[Stance]):
    folded = ("claim__search_text", "position__search_text")
    exact = ("claim__key", "answer")
    list_display = ["claim", "position", "answer", "unchanged", "basis"]
    list_filter = ["unchanged", "basis"]
    list_select_related = ["claim", "position"]
