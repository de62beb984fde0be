"""The admin of claims, their parts, occasions and rating scales."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from claims.actions.drafts.drafting import save_occasion
from claims.admin.claim_form.admin import ClaimFormAdmin
from claims.admin.claims.list import ClaimList
from claims.admin.records import ActionAdmin, PartAdmin, PartInline, RecordAdmin, ShortInline, actor_of
from claims.models import (
    Citation,
    Claim,
    Evidence,
    ExactPassage,
    Figure,
    Identifier,
    Occasion,
    Rating,
    RatingScale,
    Relation,
    Stance,
    Translation,
    Verdict,
)


class TranslationInline(PartInline):
    model = Translation


class FigureInline(ShortInline):
    model = Figure


class IdentifierInline(ShortInline):
    model = Identifier


class StanceInline(PartInline):
    model = Stance


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
    inlines = [ExactPassageInline]


class RelationInline(ShortInline):
    model = Relation


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
    prepopulated_fields = {"slug": ["name"]}
    inlines = [RatingInline]


@admin.register(Verdict)
class VerdictAdmin(PartAdmin[Verdict]):
    folded = ("claim__search_text", "scale__search_text")
    exact = ("claim__key", "rating")
    list_display = ["claim", "scale", "rating", "by", "reviewed"]
    inlines = [EvidenceInline]


@admin.register(Claim)
class ClaimAdmin(ClaimFormAdmin, ClaimList):
    """Claims and working copies. ``amends`` is the claim that a working copy changes."""

    exact = ("key",)
    kept = ("key", "amends")
    inlines = [
        CitationInline,
        TranslationInline,
        FigureInline,
        IdentifierInline,
        StanceInline,
        RelationInline,
        VerdictInline,
    ]
    fieldsets = [
        (None, {"fields": ["key", "amends", "state", "opened_edition"]}),
        ("Words", {"fields": ["text", "language", "form", "translated_from", "translated_by", "summary"]}),
        ("Speaker", {"fields": ["speaker", "role", "on_behalf_of", "joint_speakers"]}),
        ("When and where", {"fields": ["said", "said_basis", "said_note", "said_sources", "occasion"]}),
        ("What it is", {"fields": ["kind", "checkable", "topics", "asked", "refers_to", "about", "context"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("key", "amends", "state")


@admin.register(Occasion)
class OccasionAdmin(ActionAdmin[Occasion]):
    """Occasions. Once a claim of an occasion is public, the occasion changes only with that claim."""

    exact = ("slug", "label")
    list_display = ["slug", "label", "place"]
    fields = ["slug", "label", "place"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_free = obj is None or not obj.claims.exclude(version=0).exists()
        return is_free and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Occasion, form: Any, change: bool) -> None:
        save_occasion(row=obj, by=actor_of(request), at=timezone.now())
