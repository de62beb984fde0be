"""What the record held on past days, as lists as of a day find it; it follows from the revisions."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.searching import ReadOnlyAdmin
from claims.models import FormerClaim, FormerMember


@admin.register(FormerClaim)
class FormerClaimAdmin(ReadOnlyAdmin[FormerClaim]):
    exact = ("claim__key",)
    list_display = ["claim", "version", "held_from", "held_to"]
    list_select_related = ["claim"]


@admin.register(FormerMember)
class FormerMemberAdmin(ReadOnlyAdmin[FormerMember]):
    exact = ("facet", "member")
    list_display = ["former", "facet", "member"]
    list_select_related = ["former"]
    ordering = ["former", "facet", "member"]
