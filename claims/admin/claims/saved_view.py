"""The saved views, all in one list; they are made and removed above the list that they lead to."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from claims.admin.searching import ReadOnlyAdmin
from claims.models import SavedView


@admin.register(SavedView)
class SavedViewAdmin(ReadOnlyAdmin[SavedView]):
    exact = ("name",)
    list_display = ["name", "owner", "made_by", "made_at"]
    list_select_related = ["owner"]

    def has_view_permission(self, request: HttpRequest, obj: SavedView | None = None) -> bool:
        """Whoever keeps people; anybody else sees his own and the shared ones above the list of claims."""
        return request.user.is_superuser or super().has_view_permission(request, obj)
