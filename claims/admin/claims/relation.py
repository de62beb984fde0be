"""Relations of a claim to other claims."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.records import ShortInline
from claims.admin.searching import ReadOnlyAdmin
from claims.models import Relation


class RelationInline(ShortInline):
    model = Relation


@admin.register(Relation)
class RelationAdmin(ReadOnlyAdmin[Relation]):
    folded = ("claim__search_text",)
    exact = ("to_key", "claim__key")
    list_display = ["claim", "kind", "to_key"]
    list_filter = ["kind"]
    list_select_related = ["claim"]
