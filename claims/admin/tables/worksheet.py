"""The worksheet of a source: its claims, the passages left out, and whether it was read to the end."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst

from claims.actions.editing.worksheets import leave_out, mark_done, take_back
from claims.admin.context import desk_page, whole_number
from claims.domain.errors import ClaimsError, InvalidValue
from claims.models import Source
from claims.queries.desk.worksheet import SourceWorksheet, source_worksheet
from claims.queries.people import actor_of

TEMPLATE = "admin/claims/source/worksheet.html"
ADDRESS = "admin:claims_source_worksheet"


class WorksheetAdmin(admin.ModelAdmin[Source]):
    """Adds the worksheet to the pages of a source."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.worksheet)
        return [path("<int:pk>/worksheet/", view, name="claims_source_worksheet"), *super().get_urls()]

    def worksheet(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the worksheet. A POST notes a passage, takes one back, or marks the source as done."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        sheet = source_worksheet(pk)
        if sheet is None:
            raise Http404("There is no such source.")
        if request.method != "POST":
            return _shown(request, sheet)
        try:
            done = _work(request, sheet)
        except ClaimsError as refusal:
            return _shown(request, sheet, refusal)
        messages.success(request, done)
        return HttpResponseRedirect(reverse(ADDRESS, args=[pk]))


def _work(request: HttpRequest, sheet: SourceWorksheet) -> str:
    """Take the step that the form asks for, and return a message."""
    sent, by, at = request.POST, actor_of(request.user), timezone.now()
    if "_take_back" in sent:
        take_back(source=sheet.key, passage=whole_number(sent["_take_back"]), by=by, at=at)
        return "The passage is off the worksheet."
    if "_done" in sent:
        mark_done(source=sheet.key, is_done=sent["_done"] == "1", by=by, at=at)
        return "Marked as done." if sent["_done"] == "1" else "Open again."
    leave_out(source=sheet.key, text=sent.get("text", ""), reason=sent.get("reason", ""), by=by, at=at)
    return "The passage is noted."


def _shown(request: HttpRequest, sheet: SourceWorksheet, refusal: ClaimsError | None = None) -> HttpResponse:
    wrong: dict[str, Any] = {}
    if refusal is not None:
        mend = f" ({refusal.mend})" if isinstance(refusal, InvalidValue) and refusal.mend else ""
        name = refusal.field if isinstance(refusal, InvalidValue) else ""
        sentence = capfirst(refusal.message).rstrip(".")
        wrong = {name or "form": f"{sentence}{mend}."}
    return desk_page(
        request,
        TEMPLATE,
        "Worksheet",
        subtitle=sheet.title,
        sheet=sheet,
        wrong=wrong,
        typed=request.POST if refusal is not None else {},
    )
