"""The pages on which people manage their own second factor, which the site may require."""

from typing import Any, Final

import segno
from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.debug import sensitive_post_parameters

from claims.actions.accounts import second_factor
from claims.admin.accounts.sign_in import carried_fields, fields_to_carry
from claims.admin.context import desk_page
from claims.domain.errors import ClaimsError
from claims.queries.people import actor_of, has_second_factor, recovery_codes_left

SECRET: Final = "second_factor_secret"


class PasswordForm(forms.Form):
    """Asks for the password, so that an unattended desk is not enough to change the sign-in."""

    password = forms.CharField(
        strip=False,
        label="Your password",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError("This is not your password.")
        return ""


class EnrolForm(PasswordForm):
    code = forms.CharField(
        max_length=20,
        label="The code that the app shows",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


def must_enrol(request: HttpRequest) -> bool:
    """Whether the signed-in person has to set up a second factor first."""
    user = request.user
    if not settings.SECOND_FACTOR_REQUIRED or not isinstance(user, User):
        return False
    return user.is_staff and not has_second_factor(user)


def keep_form(request: HttpRequest) -> None:
    """Keep the sent form until the second factor is set up, so that it can be sent again."""
    if typed := fields_to_carry(request.POST):
        request.session[second_factor.KEPT_FORM] = {"address": request.get_full_path(), "typed": typed}


@sensitive_post_parameters()
def second_factor_page(request: HttpRequest) -> HttpResponse:
    """The settings of the second factor, or the page that sets it up."""
    user = _user(request)
    if has_second_factor(user):
        return _page(request, "settings", form=PasswordForm(user), left=recovery_codes_left(user))
    if request.method != "POST":
        request.session[SECRET] = second_factor.new_secret()
    secret = request.session.get(SECRET) or second_factor.new_secret()
    form = EnrolForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            codes = second_factor.enrol(
                user=user, secret=secret, code=form.cleaned_data["code"], at=timezone.now()
            )
        except ClaimsError as refusal:
            form.add_error("code", refusal.message)
        else:
            request.session.pop(SECRET, None)
            kept = request.session.pop(second_factor.KEPT_FORM, {"address": "", "typed": ""})
            fields = carried_fields(kept["typed"])
            return _page(request, "recovery_codes", codes=codes, address=kept["address"], fields=fields)
    return _page(
        request,
        "enrol",
        is_kept=second_factor.KEPT_FORM in request.session,
        form=form,
        secret=secret,
        drawing=_drawing(user, secret),
        required=settings.SECOND_FACTOR_REQUIRED,
    )


@sensitive_post_parameters()
def remove(request: HttpRequest) -> HttpResponse:
    """Remove the second factor."""
    user = _user(request)
    form = PasswordForm(user, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "settings", form=form, left=recovery_codes_left(user))
    second_factor.remove(user=user, by=actor_of(user), at=timezone.now())
    return redirect("admin:second-factor")


@sensitive_post_parameters()
def new_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Replace the recovery codes."""
    user = _user(request)
    form = PasswordForm(user, request.POST if request.method == "POST" else None)
    if not form.is_valid() or not has_second_factor(user):
        return _page(request, "settings", form=form, left=recovery_codes_left(user))
    codes = second_factor.renew_recovery_codes(user=user, at=timezone.now())
    return _page(request, "recovery_codes", codes=codes)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _drawing(user: User, secret: str) -> str:
    """The secret as a QR code in SVG."""
    square = segno.make_qr(second_factor.address_for_app(user=user, secret=secret))
    return mark_safe(square.svg_inline(omitsize=True))  # The SVG contains no text.


def _page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return desk_page(request, f"admin/second_factor_{name}.html", "Sign-in code", **context)
