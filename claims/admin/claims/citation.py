"""Citations with their passages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from claims.admin.records import PartAdmin, PartInline, ShortInline
from claims.admin.searching import ReadOnlyAdmin
from claims.models import Citation, ExactPassage


class CitationInline(PartInline):
    """The hops of a claim; the exact passages of a hop have a page of their own, behind its link."""

    model = Citation
    show_change_link = True

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1 if obj is None else 0


class ExactPassageInline(ShortInline):
    model = ExactPassage


@admin.register(Citation)
class CitationAdmin(PartAdmin[Citation]):
    folded = ("claim__search_text",)
    exact = ("claim__key", "named_as")
    list_display = ["claim", "hop", "how", "source", "outlet"]
    list_filter = ["how"]
    list_select_related = ["claim", "source", "outlet"]
    inlines = [ExactPassageInline]


@admin.register(ExactPassage)
class ExactPassageAdmin(ReadOnlyAdmin[ExactPassage]):
    folded = ("citation__claim__search_text",)
    exact = ("text",)
    list_display = ["__str__", "at", "citation"]
    list_select_related = ["citation__claim", "citation__source", "citation__outlet"]
