"""One-time links to choose a first password, or a new one."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator, default_token_generator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from claims.actions.accounts import mail as mailing


class InvitationTokens(PasswordResetTokenGenerator):
    """Valid until a password is chosen, the e-mail address changes, or the link is too old."""

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
