"""The admin of claims and rating scales."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.claim_form.admin import ClaimFormAdmin
from claims.admin.claims.list import ClaimList
from claims.admin.records import SHOWN, RecordAdmin
from claims.models import Claim, RatingScale


@admin.register(RatingScale)
class RatingScaleAdmin(RecordAdmin[RatingScale]):
    list_display = ["name", "outlet", "state", "version"]


@admin.register(Claim)
class ClaimAdmin(ClaimFormAdmin, ClaimList):
    """Claims. A public claim may have a change that is not public yet."""

    exact = ("key",)
    fields = readonly_fields = ("key", *SHOWN)
