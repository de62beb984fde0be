"""The admin of claims, occasions, translations, figures and identifiers."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from claims.actions.drafts.drafting import save_occasion
from claims.admin.claim_form.admin import ClaimFormAdmin
from claims.admin.claims.inlines import CitationInline, RelationInline, StanceInline, VerdictInline
from claims.admin.claims.list import ClaimList
from claims.admin.records import ActionAdmin, PartInline, ShortInline, actor_of
from claims.admin.searching import ReadOnlyAdmin
from claims.models import Claim, ClaimIdentity, Figure, Identifier, Occasion, Translation


class TranslationInline(PartInline):
    model = Translation


class FigureInline(ShortInline):
    model = Figure


class IdentifierInline(ShortInline):
    model = Identifier


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
    """An occasion belongs to its claims. Once one of them is public, it changes only with that claim."""

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


@admin.register(Translation)
class TranslationAdmin(ReadOnlyAdmin[Translation]):
    folded = ("claim__search_text",)
    list_display = ["__str__", "language", "claim"]
    list_select_related = ["claim"]


@admin.register(Figure)
class FigureAdmin(ReadOnlyAdmin[Figure]):
    folded = ("claim__search_text",)
    exact = ("text", "value")
    list_display = ["text", "value", "unit", "claim"]
    list_select_related = ["claim"]


@admin.register(Identifier)
class IdentifierAdmin(ReadOnlyAdmin[Identifier]):
    exact = ("scheme", "value", "claim__key")
    list_display = ["scheme", "value", "claim"]
    list_select_related = ["claim"]


@admin.register(ClaimIdentity)
class ClaimIdentityAdmin(ReadOnlyAdmin[ClaimIdentity]):
    exact = ("identity", "claim__key")
    list_display = ["identity", "claim", "made_at"]
    list_select_related = ["claim"]
