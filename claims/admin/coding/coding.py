"""The codings of every editor, in one list: for admins alone, because a second coder must not see them."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.searching import ReadOnlyAdmin
from claims.models import Coding


@admin.register(Coding)
class CodingAdmin(ReadOnlyAdmin[Coding]):
    folded = ("claim__search_text",)
    exact = ("coder",)
    list_display = ["claim", "position", "coder", "answer", "unchanged", "at", "settled_at"]
    list_select_related = ["claim", "position"]
