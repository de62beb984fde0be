"""The pages to choose a password after an invitation, to change it, and to reset it by mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import views
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator, default_token_generator
from django.core.cache import cache
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.views.generic import FormView

from claims.actions.accounts import mail as mailing
from claims.actions.accounts import people
from claims.actions.auditing import note_event
from claims.admin.accounts.throttle import remember
from claims.domain.errors import ClaimsError
from claims.domain.history.permissions import Actor


class InvitationTokens(PasswordResetTokenGenerator):
    """Tokens that are valid until a password is chosen, the e-mail address changes, or they expire."""

    key_salt = "claims.admin.invitation"


INVITATIONS = InvitationTokens()


def invitation_link(user: User) -> str:
    """The address at which the invited person chooses a password."""
    return _link("invitation", user, INVITATIONS)


def send_invitation(user: User) -> bool:
    """Send the link, and return whether the mail was sent."""
    text = render_to_string("admin/mail/invitation.txt", {"user": user, "link": invitation_link(user)})
    return mailing.send(to=user.email, subject="Your account at The Fact-Check Database", text=text)


def send_reset(user: User) -> None:
    """Send a link to choose a new password, in the background."""
    link = _link("password_reset_confirm", user, default_token_generator)
    text = render_to_string("admin/mail/password_reset.txt", {"user": user, "link": link})
    mailing.send_later(to=user.email, subject="A new password for The Fact-Check Database", text=text)


def _link(name: str, user: User, tokens: PasswordResetTokenGenerator) -> str:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return settings.SITE_URL + reverse(name, args=[uid, tokens.make_token(user)])


SECONDS_BETWEEN_MAILS = 300


class AskForm(forms.Form):
    email = forms.EmailField(
        max_length=254, label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class AskForReset(FormView[AskForm]):
    """Send a reset mail. The response and its timing do not tell whether the account exists."""

    form_class = AskForm
    template_name = "registration/password_reset_form.html"
    success_url = reverse_lazy("password_reset_done")
    extra_context = {"title": "New password"}

    def form_valid(self, form: AskForm) -> HttpResponse:
        for user in User.objects.filter(email__iexact=form.cleaned_data["email"], is_active=True)[:1]:
            # The cache limits the mails, so that nobody can fill the mailbox of somebody else.
            if user.has_usable_password() and cache.add(f"reset-{user.pk}", True, SECONDS_BETWEEN_MAILS):
                send_reset(user)
        return super().form_valid(form)


class SetAnew(views.PasswordResetConfirmView):
    """Choose a new password through the link of a mail. This ends all sessions of the account."""

    title = "New password"

    def form_valid(self, form: SetPasswordForm[Any]) -> HttpResponse:
        response = super().form_valid(form)
        # The mail proves that this is the owner of the account.
        remember(response, form.user.get_username())
        note_event(action="reset_password", by=Actor(form.user.get_username()), at=timezone.now())
        return response


class AcceptInvitation(views.PasswordResetConfirmView):
    """The invited person chooses a password, which opens the account."""

    title = "Choose a password"
    token_generator = INVITATIONS

    def form_valid(self, form: SetPasswordForm[Any]) -> HttpResponse:
        password = form.cleaned_data["new_password1"]
        try:
            people.accept_invitation(user=form.user, password=password, at=timezone.now())
        except ClaimsError as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        self.request.session.flush()
        return FormView.form_valid(self, form)


class PasswordChange(views.PasswordChangeView):
    """Change one's own password. This ends every other session of the account."""

    title = "New password"
    success_url = reverse_lazy("admin:password_change_done")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        note_event(action="change_password", by=Actor(form.user.get_username()), at=timezone.now())
        return response
