"""The admin of people. Nobody is deleted, because the audit keeps names."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone

from claims.actions.accounts import mail as mailing
from claims.actions.accounts import people, second_factor
from claims.admin.accounts.passwords import invitation_link, send_invitation
from claims.admin.fields import RefusedForm
from claims.admin.records import ActionAdmin
from claims.admin.refusals import post_only
from claims.domain.errors import ClaimsError
from claims.domain.history.permissions import GROUPS, Actor
from claims.domain.history.workflow import Role
from claims.queries.people import actor_of, has_second_factor


class PersonForm(RefusedForm):
    """Name, e-mail address and groups. Only the owner of an account sets its password."""

    groups = forms.ModelMultipleChoiceField(
        Group.objects.filter(name__in=list(GROUPS)).order_by("pk"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="A contributor writes and submits; an editor publishes, returns, amends and withdraws; "
        "an admin keeps people and rating scales, reads the audit and deletes drafts.",
    )
    email = forms.EmailField(max_length=254, label="E-mail")

    class Meta:
        model = User
        fields = ("username", "email", "groups")


@admin.register(User)
class PersonAdmin(ActionAdmin[User]):
    """Adding a person sends an invitation. Buttons close an account or send the invitation again."""

    form = PersonForm
    exact = ("username", "email")
    list_display = ["username", "email", "roles", "standing", "last_login"]
    list_filter = ["is_active", "groups"]
    ordering = ["username"]
    fields = ["username", "email", "groups"]
    change_form_template = "admin/person_change.html"

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return []

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else ("username",)

    @admin.display(description="groups")
    def roles(self, user: User) -> str:
        names = ["Superuser"] if user.is_superuser else [group.name for group in user.groups.all()]
        return ", ".join(names) or "none"

    @admin.display(description="account")
    def standing(self, user: User) -> str:
        if user.is_active:
            return "open"
        return "closed" if user.last_login else "invited"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a superuser changes a superuser, because whoever sets the e-mail can take the account over."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or bool(request.user.is_superuser))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        email, groups = form.cleaned_data["email"], [group.name for group in form.cleaned_data["groups"]]
        by, at = actor_of(request.user), timezone.now()
        if change:
            people.change_person(user=obj, email=email, groups=groups, by=by, at=at)
            return
        invited = people.invite(name=obj.username, email=email, groups=groups, by=by, at=at)
        # Django continues with the account that the action created.
        obj.pk, obj.is_active = invited.pk, False
        form.instance = obj
        self._send(request, invited)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Do nothing, because the action has set the groups."""

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses of the three buttons."""
        ours = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(post_only(partial(self._press, button=button))),
                name=f"auth_user_{name.replace('-', '_')}",
            )
            for name, button in (
                ("deactivate", self._close),
                ("invite", self._invite_again),
                ("second-factor", self._remove_second_factor),
            )
        ]
        return [*ours, *super().get_urls()]

    def _close(self, request: HttpRequest, user: User, by: Actor) -> str:
        people.deactivate(user=user, by=by, at=timezone.now())
        return f"The account of {user.username} is closed, and its sessions have ended."

    def _invite_again(self, request: HttpRequest, user: User, by: Actor) -> str:
        """Send a new invitation, also to a person whose account was closed."""
        people.note_invited_again(user=user, by=by, at=timezone.now())
        self._send(request, user)
        return ""

    def _remove_second_factor(self, request: HttpRequest, user: User, by: Actor) -> str:
        second_factor.remove(user=user, by=by, at=timezone.now())
        return f"{user.username} signs in with the password alone now."

    def _press(
        self, request: HttpRequest, pk: int, *, button: Callable[[HttpRequest, User, Actor], str]
    ) -> HttpResponse:
        """Press a button of an account, and show the message that it returns."""
        user = User.objects.filter(pk=pk).first()
        if user is None:
            raise Http404("There is no account of that number.")
        if not self.has_change_permission(request, user):
            raise PermissionDenied("Only an admin changes this account; a superuser’s, only a superuser.")
        try:
            if said := button(request, user, actor_of(request.user)):
                messages.success(request, said)
        except ClaimsError as refusal:
            messages.error(request, refusal.message)
        return redirect("admin:auth_user_change", pk)

    def _send(self, request: HttpRequest, user: User) -> None:
        if send_invitation(user):
            messages.success(request, f"An invitation was sent to {user.email}.")
        elif mailing.is_off():
            link = invitation_link(user)
            messages.warning(request, f"This site sends no mail. Pass on this link, which works once: {link}")
        else:
            messages.error(request, "The invitation could not be sent. Send it again from this page.")

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        user = kwargs.get("obj")
        if user is not None:
            mine = user.pk == request.user.pk
            is_admin = Role.ADMIN in actor_of(request.user).roles and self.has_change_permission(
                request, user
            )
            context |= {
                "can_close": is_admin and user.is_active and not mine,
                "can_invite": is_admin and not user.is_active,
                "can_remove_factor": is_admin and not mine and has_second_factor(user),
            }
        return super().render_change_form(request, context, *args, **kwargs)
