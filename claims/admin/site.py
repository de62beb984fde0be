"""The desk: Django's admin with our name, sign-in and pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar, cast

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.text import capfirst
from django.views.decorators.cache import never_cache

from claims.admin.accounts import passwords, second_factor
from claims.admin.accounts.second_factor import keep_form, must_enrol
from claims.admin.accounts.sign_in import SignIn, fields_to_carry
from claims.admin.coding import consistency_review
from claims.admin.coding import view as coding_view
from claims.admin.decisions import review

ViewT = TypeVar("ViewT", bound=Callable[..., HttpResponseBase])
BEFORE_ENROLLING = frozenset({"second-factor", "logout", "password_change", "password_change_done", "jsi18n"})
"""Names of the pages that are open before a required second factor is set up."""


def _may_be_carried(request: HttpRequest) -> bool:
    """Whether a form may be carried through the sign-in. Forms that ask for a password may not."""
    return getattr(request.resolver_match, "url_name", "") not in (*BEFORE_ENROLLING, "login")


class DeskSite(admin.AdminSite):
    """The admin site of the staff. Tables of other applications have no page."""

    site_header = site_title = "The Fact-Check Database"
    index_title = "The desk"
    site_url = "/"

    def register(
        self, model_or_iterable: Any, admin_class: type[admin.ModelAdmin[Any]] | None = None, **options: Any
    ) -> None:
        """Register classes of this project, and ignore those of other applications."""
        if admin_class is not None and admin_class.__module__.partition(".")[0] in {"claims", "tests"}:
            super().register(model_or_iterable, admin_class, **options)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Add the addresses of the second factor, of coding and of review."""
        ours: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("second-factor/", second_factor.second_factor_page, "second-factor"),
            ("second-factor/remove/", second_factor.remove, "second-factor-remove"),
            ("second-factor/recovery-codes/", second_factor.new_recovery_codes, "recovery-codes"),
            ("review/", review.review_page, "review"),
            ("returned/", review.returned_page, "returned"),
            ("code/", coding_view.choose_position, "code-index"),
            ("code/<slug:slug>/", coding_view.code_stances, "code"),
            ("code/<slug:slug>/suggestions/", coding_view.suggest_claims, "code-suggestions"),
            ("codebook/<slug:slug>/", coding_view.codebook_page, "codebook"),
            ("consistency/", consistency_review.review_list, "consistency"),
            ("consistency/<slug:key>/<slug:slug>/", consistency_review.review_claim, "consistency-claim"),
        ]
        return [
            path(where, self.admin_view(view), name=name) for where, view, name in ours
        ] + super().get_urls()

    def admin_view(self, view: ViewT, cacheable: bool = False) -> ViewT:
        """Open the view only once a required second factor is set up."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and request.user.is_anonymous and _may_be_carried(request):
                return self._sign_in_here(request)
            if (
                must_enrol(request)
                and getattr(request.resolver_match, "url_name", "") not in BEFORE_ENROLLING
            ):
                if request.method == "POST" and _may_be_carried(request):
                    keep_form(request)
                return HttpResponseRedirect(reverse("admin:second-factor"))
            answer: HttpResponseBase = guarded(request, *args, **kwargs)
            return answer

        return cast("ViewT", asked)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Django's list for the page of one app, else the models grouped by work."""
        if app_label is not None:
            return super().get_app_list(request, app_label)
        return by_work(self._tables(request))

    def _tables(self, request: HttpRequest) -> dict[str, dict[str, Any]]:
        """The models that the person may open, by name, as Django describes a model of its list of apps.

        Every page of the desk has them. Django asks for each address, which is most of the work.
        """
        found: dict[str, dict[str, Any]] = {}
        desk = reverse("admin:index")
        for model in filter(self.is_registered, apps.get_models()):
            owner, names = self.get_model_admin(model), model._meta
            perms = owner.get_model_perms(request) if owner.has_module_permission(request) else {}
            if not any(perms.values()):
                continue
            address = f"{desk}{names.app_label}/{names.model_name}/"
            found[model.__name__] = {
                "model": model,
                "name": capfirst(str(names.verbose_name_plural)),
                "object_name": model.__name__,
                "perms": perms,
                "admin_url": address if perms["change"] or perms["view"] else None,
                "add_url": f"{address}add/" if perms["add"] else None,
                "view_only": not perms["change"],
            }
        return found

    def _sign_in_here(self, request: HttpRequest) -> HttpResponse:
        """Answer a form that was sent without a session with the sign-in, which carries the form."""
        address = request.get_full_path()
        context = {
            **self.each_context(request),
            "title": "Sign in",
            "form": AdminAuthenticationForm(request),
            "app_path": reverse("admin:login"),
            "next": address,
            "typed": fields_to_carry(request.POST),
        }
        return render(request, "admin/login.html", context, status=403)

    def login(  # type: ignore[override]  # Django promises the narrower answer that its own view gives
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        """The first step of the sign-in."""
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        context = {
            **self.each_context(request),
            "title": "Sign in",
            "subtitle": None,
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            "next": reverse("admin:index"),
            "typed": request.POST.get("typed", ""),
            **(extra_context or {}),
        }
        if "next" in request.GET or "next" in request.POST:
            del context["next"]
        view = SignIn.as_view(
            extra_context=context,
            authentication_form=AdminAuthenticationForm,
            template_name="admin/login.html",
            next_page=reverse("admin:index"),
        )
        return never_cache(view)(request)

    def password_change(  # type: ignore[override]  # as above
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        """The page that changes one's own password."""
        context = {**self.each_context(request), **(extra_context or {})}
        return passwords.PasswordChange.as_view(extra_context=context)(request)


WORK: Final = (
    ("Claims", ("Claim", "Lead", "Worksheet", "SavedView")),
    ("Sources", ("Source", "Outlet")),
    ("Speakers", ("Speaker",)),
    ("Positions", ("Position", "Topic", "Event", "RatingScale", "FrontQuestion")),
    ("Coverage", ("CoverageCheck",)),
    ("People", ("User", "AuditEvent")),
)
"""Headings and their models, in the order of the page."""
INNER_TABLES: Final = "Inner tables"
"""The heading of all other models, for admins only."""


def by_work(models: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Arrange models, by name, under the headings of ``WORK``, as ``AdminSite.get_app_list`` lists apps.

    Headings without models that the person may see are left out. Who may see users sees the inner tables.
    """
    may_see_users = "User" in models
    headings = [(name, [models.pop(one) for one in names if one in models]) for name, names in WORK]
    if may_see_users:
        headings.append((INNER_TABLES, sorted(models.values(), key=lambda model: model["name"])))
    return [
        {
            "name": name,
            "app_label": name.casefold().replace(" ", "-"),
            "app_url": below[0]["admin_url"],
            "has_module_perms": True,
            "models": below,
        }
        for name, below in headings
        if below
    ]
