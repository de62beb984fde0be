"""Show the claim form to people who may write, and a read-only page to others."""

from typing import Any

from django.contrib import admin
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

    def form_page(self, request: HttpRequest, row: Any) -> HttpResponse:
        """The form of a claim, or of a new one."""
        return add_claim(request) if row is None else change_claim(request, row)

    def sent_too_late(self, request: HttpRequest, row: Any) -> HttpResponse:
        """The form of the change: a claim that was published while its form was open loses nothing typed."""
        return self.propose(request, row.pk)

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
        """The choices below a field. It takes the parameters of ``find_choices``, and the source as typed."""
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
