"""Show the claim form to people who may write, and a read-only page to others."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path

from claims.admin.claim_form.view import add_claim, change_claim
from claims.domain.dates.typed import read_written_date
from claims.domain.errors import InvalidValue
from claims.models import Claim
from claims.queries.desk.form_choices import find_choices, named


class ClaimFormAdmin(admin.ModelAdmin[Claim]):
    """Adds the claim form, the choices of its fields, and the form of a change to a public claim."""

    def get_urls(self) -> list[URLPattern]:
        ours = [
            path("choices/", self.admin_site.admin_view(self._choices), name="claims_claim_choices"),
            path("<int:pk>/propose/", self.admin_site.admin_view(self.propose), name="claims_claim_propose"),
        ]
        return ours + super().get_urls()

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the claim form, or the admin's read-only page if the person may not write."""
        if object_id is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return add_claim(request)
        row = self.get_object(request, unquote(object_id))
        if isinstance(row, Claim) and self.has_change_permission(request, row):
            return change_claim(request, row)
        if isinstance(row, Claim) and request.method == "POST":
            # It was published while its form was open, in which nothing typed is lost.
            return self.propose(request, row.pk)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def propose(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form of the change to a public claim, which saving begins or goes on with.

        If the claim was withdrawn while the form was open, it shows the refusal with all that was typed.
        """
        row = Claim.objects.exclude(sealed=None).filter(pk=pk).first()
        if row is None or not (row.is_public or request.method == "POST"):
            raise Http404("There is no public claim to change.")
        if not self.has_add_permission(request):
            raise PermissionDenied
        return change_claim(request, row)

    def _choices(self, request: HttpRequest) -> JsonResponse:
        """The choices below a field. The parameters are those of ``find_choices``, with a source as typed."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        asked = request.GET
        source = asked.get("source", "")[:500]
        known = named("source", source) if source else ()
        try:
            said = read_written_date(asked.get("said", "")).text
        except InvalidValue:
            said = ""
        key = known[0].key if len(known) == 1 else ""
        try:
            found = find_choices(
                asked.get("kind", ""),
                asked.get("q", ""),
                source=key,
                said=said,
                gone=asked.get("gone", "")[:200].replace("\x00", ""),
            )
        except InvalidValue as error:
            raise Http404(error.message) from None
        return JsonResponse(
            {"choices": [{"key": one.key, "label": one.label, "note": one.note} for one in found]}
        )
