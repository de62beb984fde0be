"""Speakers with their aliases and tenures."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.records import PartInline, RecordAdmin, ShortInline
from claims.admin.searching import ReadOnlyAdmin
from claims.models import Alias, Speaker, Tenure


class AliasInline(ShortInline):
    model = Alias


class TenureInline(PartInline):
    model = Tenure
    fk_name = "speaker"


@admin.register(Speaker)
class SpeakerAdmin(RecordAdmin[Speaker]):
    """Found by name and by alias, in any script."""

    list_display = ["name", "kind", "part_of", "state", "version"]
    list_filter = ["state", "kind"]
    list_select_related = ["part_of"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [AliasInline, TenureInline]


@admin.register(Alias)
class AliasAdmin(ReadOnlyAdmin[Alias]):
    folded = ("speaker__search_text",)
    list_display = ["text", "language", "speaker"]
    list_select_related = ["speaker"]


@admin.register(Tenure)
class TenureAdmin(ReadOnlyAdmin[Tenure]):
    folded = ("speaker__search_text", "body__search_text")
    list_display = ["speaker", "office", "body", "starts", "ends"]
    list_select_related = ["speaker", "body"]
