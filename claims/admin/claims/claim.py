"""The admin of claims, occasions and rating scales."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from claims.actions.drafts.drafting import save_occasion
from claims.admin.claim_form.admin import ClaimFormAdmin
from claims.admin.claims.list import ClaimList
from claims.admin.records import SHOWN, ActionAdmin, RecordAdmin, actor_of
from claims.models import Claim, Occasion, RatingScale


@admin.register(RatingScale)
class RatingScaleAdmin(RecordAdmin[RatingScale]):
    list_display = ["name", "outlet", "state", "version"]


@admin.register(Claim)
class ClaimAdmin(ClaimFormAdmin, ClaimList):
    """Claims. A public claim may have a change that is not public yet."""

    exact = ("key",)
    fields = readonly_fields = ("key", *SHOWN)


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
