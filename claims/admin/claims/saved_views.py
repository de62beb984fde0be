"""Saved views of the list of claims: their panel, and the views that save and remove one."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from claims.actions.editing.arranging import remove_view, save_view
from claims.admin.refusals import post_only
from claims.admin.searching import ReadOnlyAdmin
from claims.domain.errors import ClaimsError
from claims.models import SavedView
from claims.queries.desk.saved_views import SavedLink, saved_views
from claims.queries.people import actor_of


@dataclass(frozen=True, slots=True)
class ViewsPanel:
    """The saved views of a person, and the address of the form that saves one."""

    links: tuple[SavedLink, ...]
    query: str
    action: str


def views_panel(request: HttpRequest) -> ViewsPanel:
    """The panel at the top of the list. One query."""
    links = saved_views(
        account=request.user.pk, by=actor_of(request.user), address=reverse("admin:claims_claim_changelist")
    )
    return ViewsPanel(links, request.GET.urlencode(), reverse("admin:claims_claim_save_view"))


@post_only
def save(request: HttpRequest) -> HttpResponse:
    """Save the list from which the form was sent, and redirect to it."""
    query = request.POST.get("query", "")
    owner = None if request.POST.get("shared") else request.user.pk
    try:
        view = save_view(
            name=request.POST.get("name", ""),
            query=query,
            owner=owner,
            by=actor_of(request.user),
            at=timezone.now(),
        )
    except ClaimsError as error:
        messages.error(request, f"Not saved: {error.message}.".replace("..", "."))
    else:
        messages.success(request, f"Saved as “{view.name}”{'' if owner else ', for everybody'}.")
    address = reverse("admin:claims_claim_changelist")
    return HttpResponseRedirect(f"{address}?{query[:2000]}" if query.isprintable() else address)


@post_only
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a view, and redirect to the list."""
    view = SavedView.objects.filter(pk=pk).first()
    if view is None:
        raise Http404("Somebody has removed this view already.")
    if view.owner_id not in (None, request.user.pk):
        raise PermissionDenied("This view is another person’s: only its owner removes it.")
    try:
        remove_view(view=view, account=request.user.pk, by=actor_of(request.user), at=timezone.now())
    except ClaimsError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"Removed the view “{view.name}”.")
    return HttpResponseRedirect(reverse("admin:claims_claim_changelist"))


@admin.register(SavedView)
class SavedViewAdmin(ReadOnlyAdmin[SavedView]):
    exact = ("name",)
    list_display = ["name", "owner", "made_by", "made_at"]

    def has_view_permission(self, request: HttpRequest, obj: SavedView | None = None) -> bool:
        """Only superusers and people with the permission. Others use the panel above the list."""
        return request.user.is_superuser or super().has_view_permission(request, obj)
