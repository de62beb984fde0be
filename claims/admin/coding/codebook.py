"""The codebook of a position, to read beside the screen on which stances are coded, and to print."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from claims.admin.context import desk_context
from claims.queries.desk.coding_codebook import codebook


def codebook_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one position."""
    if not request.user.has_perm("claims.view_position"):
        raise PermissionDenied
    found = codebook(slug)
    if found is None:
        raise Http404("There is no such position.")
    context = {
        **desk_context(request),
        "title": "Rules for the answers",
        "subtitle": found.question,
        "book": found,
    }
    return TemplateResponse(request, "admin/claims/position/codebook.html", context)
