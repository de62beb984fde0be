"""Shared functions for pages of the desk that are not Django's."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse


def desk_context(request: HttpRequest) -> dict[str, Any]:
    """Header, menu and permissions for a page that is not one of Django's."""
    return dict(admin.site.each_context(request))


def desk_page(
    request: HttpRequest, template: str, title: str, *, status: int = 200, **shown: object
) -> TemplateResponse:
    """A page of the desk with header and menu. ``shown`` is the context of its template."""
    context = {**desk_context(request), "title": title, **shown}
    return TemplateResponse(request, template, context, status=status)


def check_permissions(request: HttpRequest, *names: str) -> None:
    """Raise PermissionDenied if the person lacks one of these permissions of Django."""
    if not all(request.user.has_perm(f"claims.{name}") for name in names):
        raise PermissionDenied


def whole_number(text: str, default: int = 0) -> int:
    """Convert a parameter to a number. Returns ``default`` if it is not a number or too long."""
    return int(text) if text.isdecimal() and len(text) < 10 else default
