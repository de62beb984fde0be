"""Rating scales, and verdicts with their evidence."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.records import PartAdmin, PartInline, RecordAdmin, ShortInline
from claims.admin.searching import ReadOnlyAdmin
from claims.models import Evidence, Rating, RatingScale, Verdict


class RatingInline(ShortInline):
    model = Rating


class EvidenceInline(PartInline):
    model = Evidence


class VerdictInline(PartInline):
    """The verdicts on a claim; the evidence of a verdict has a page of its own, behind its link."""

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
