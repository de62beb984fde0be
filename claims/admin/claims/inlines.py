"""The admin of the parts of a claim, and of rating scales."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from claims.admin.records import PartAdmin, PartInline, RecordAdmin, ShortInline
from claims.admin.searching import ReadOnlyAdmin
from claims.models import Citation, Evidence, ExactPassage, Rating, RatingScale, Relation, Stance, Verdict


class StanceInline(PartInline):
    model = Stance


@admin.register(Stance)
class StanceAdmin(ReadOnlyAdmin[Stance]):
    folded = ("claim__search_text", "position__search_text")
    exact = ("claim__key", "answer")
    list_display = ["claim", "position", "answer", "unchanged", "basis"]
    list_filter = ["unchanged", "basis"]
    list_select_related = ["claim", "position"]


class CitationInline(PartInline):
    """The hops of a claim. A link leads to the page of a hop with its exact passages."""

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


class RelationInline(ShortInline):
    model = Relation


@admin.register(Relation)
class RelationAdmin(ReadOnlyAdmin[Relation]):
    folded = ("claim__search_text",)
    exact = ("to_key", "claim__key")
    list_display = ["claim", "kind", "to_key"]
    list_filter = ["kind"]
    list_select_related = ["claim"]


class RatingInline(ShortInline):
    model = Rating


class EvidenceInline(PartInline):
    model = Evidence


class VerdictInline(PartInline):
    """The verdicts on a claim. A link leads to the page of a verdict with its evidence."""

    model = Verdict
    show_change_link = True


@admin.register(RatingScale)
class RatingScaleAdmin(RecordAdmin[RatingScale]):
    list_display = ["name", "outlet", "state", "version"]
    list_select_related = ["outlet"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [RatingInline]


@admin.register(Rating)
class RatingAdmin(ReadOnlyAdmin[Rating]):
    folded = ("scale__search_text",)
    exact = ("slug", "label")
    list_display = ["label", "slug", "scale", "value"]
    list_select_related = ["scale"]


@admin.register(Verdict)
class VerdictAdmin(PartAdmin[Verdict]):
    folded = ("claim__search_text", "scale__search_text")
    exact = ("claim__key", "rating")
    list_display = ["claim", "scale", "rating", "by", "reviewed"]
    list_select_related = ["claim", "scale"]
    inlines = [EvidenceInline]


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin[Evidence]):
    folded = ("source__search_text", "verdict__claim__search_text")
    list_display = ["source", "bears", "verdict"]
    list_filter = ["bears"]
    list_select_related = ["source", "verdict__scale"]
