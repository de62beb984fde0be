"""The context that every page of the desk needs."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


def desk_context(request: HttpRequest) -> dict[str, Any]:
    """Header, menu and permissions for a page that is not one of Django's."""
    return dict(admin.site.each_context(request))
