"""Error pages in the layout of the desk: what happened, why, and links back."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from claims.admin.context import desk_page
from claims.domain.errors import NotAllowed
from claims.domain.history.permissions import Task, check_may
from claims.domain.history.workflow import Action
from claims.queries.page_values import Link
from claims.queries.people import actor_of

PREFIX: Final = "/admin/"
NOT_FOUND = "There is nothing at this address: it may be mistyped, or somebody deleted the record meanwhile."


def is_desk(request: HttpRequest) -> bool:
    """Whether the request is for the desk and the middleware has set its user."""
    return request.path.startswith(PREFIX) and hasattr(request, "user")


def check_step(request: HttpRequest, step: Action | Task) -> None:
    """Raise PermissionDenied with a message if this person may not take the step."""
    try:
        check_may(actor_of(request.user), step)
    except NotAllowed as refusal:
        raise PermissionDenied(refusal.message) from None


def post_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view to accept only POST. Other methods get a page with status 405."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            return view(request, *args, **kwargs)
        answer = _page(
            request,
            405,
            "There is no page at this address",
            "A button sends its form here; the address alone does nothing.",
            "Nothing was changed. Go back to the page with the button.",
        )
        answer["Allow"] = "POST"
        return answer

    return asked


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address or the form cannot be read."""
    return _page(
        request,
        400,
        "What was sent cannot be read",
        "The address or the form holds something that the desk does not know, or too much at once.",
        "Nothing was saved. Go back with your browser to what you typed, and send less at once.",
    )


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: this person may not open the page or take the step."""
    return _page(
        request,
        403,
        "This is not open to you",
        str(exception) or _who(request),
        "Nothing was changed. An admin can add you to a group, or ask somebody else to take this step.",
    )


def form_not_safe(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form came without a valid CSRF token."""
    return _page(
        request,
        403,
        "The form was not taken",
        "It came without a token of the desk. This happens when you signed in again in another tab, or "
        "when the browser keeps no cookies of this site.",
        "Nothing was saved. Go back with your browser: what you typed is still there. "
        "Load the page anew, then send it again.",
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: there is no such page or record."""
    said = exception.args[0] if exception.args else ""
    is_sentence = isinstance(said, str) and not said.endswith("matches the given query.")
    return _page(
        request,
        404,
        "This is not here",
        (is_sentence and said) or NOT_FOUND,
        "If you were writing, go back with your browser: what you typed is still there to be copied.",
    )


def _page(request: HttpRequest, status: int, title: str, why: str, mend: str) -> HttpResponse:
    """``why`` is the first sentence of the page, and ``mend`` says what can be done."""
    return desk_page(
        request, "admin/refusal.html", title, status=status, why=why, mend=mend, ways=_ways_back(request)
    )


def _who(request: HttpRequest) -> str:
    name = request.user.get_username()
    if not name:
        return "You are not signed in."
    groups = sorted(request.user.groups.values_list("name", flat=True))
    which = f"in {' and '.join(groups)}" if groups else "in no group"
    return f"You are signed in as {name}, {which}, and that does not open this page or allow this step."


def _ways_back(request: HttpRequest) -> list[Link]:
    """Links to the record, its list and the first page of the desk, as far as this person may see them."""
    if not admin.site.has_permission(request):
        return [Link("Sign in", reverse("admin:login")), Link("The public site", "/")]
    asked = (request.resolver_match and request.resolver_match.url_name) or ""
    ways = []
    for model in filter(admin.site.is_registered, apps.get_models()):
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        if not asked.startswith(f"{name}_"):
            continue
        owner = admin.site.get_model_admin(model)
        if not owner.has_view_or_change_permission(request):
            continue
        ways += _record(request, owner, name)
        label = str(model._meta.verbose_name_plural)
        ways.append(Link(f"The list of {label}", reverse(f"admin:{name}_changelist")))
    return [*ways, Link("The front of the desk", reverse("admin:index"))]


def _record(request: HttpRequest, owner: admin.ModelAdmin[Any], name: str) -> list[Link]:
    kwargs = request.resolver_match.kwargs if request.resolver_match else {}
    pk = str(kwargs.get("object_id", kwargs.get("pk", "")))
    # The number in an address of ours may not be the primary key of this table.
    found = owner.get_queryset(request).filter(pk=pk).first() if pk.isdecimal() and len(pk) < 18 else None
    if found is None:
        return []
    try:
        return [Link(f"Back to “{str(found)[:80]}”", reverse(f"admin:{name}_change", args=[found.pk]))]
    except NoReverseMatch:
        return []
