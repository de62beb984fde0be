"""The sign-in: a password, then a code if the account has a second factor."""

import json
import time
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, Final

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from django import forms
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, login, views
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from claims.actions.accounts import second_factor
from claims.admin.accounts.throttle import remember
from claims.queries.people import has_second_factor

WAITING: Final = "waiting_for_second_factor"
PATIENCE_SECONDS: Final = 300


class CodeForm(forms.Form):
    code = forms.CharField(
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": ""}
        ),
    )


class SignIn(views.LoginView):
    """The password step. An account with a second factor is signed in only after the code."""

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        assert isinstance(user, User)
        typed = self.request.POST.get("typed", "")
        if not has_second_factor(user):
            response = super().form_valid(form)
            address = self.get_success_url()
            response = send_again_page(self.request, address=address, typed=typed) or response
            remember(response, user.get_username())
            return response
        self.request.session.cycle_key()
        self.request.session[WAITING] = {
            "user": user.pk,
            BACKEND_SESSION_KEY: user.backend,
            "hash": user.get_session_auth_hash(),
            "since": time.time(),
            "next": self.get_success_url(),
            "typed": typed[:MOST_CHARACTERS],
        }
        return HttpResponseRedirect(reverse("second-factor-code"))


@sensitive_post_parameters("code")
@csrf_protect
@never_cache
def ask_for_code(request: HttpRequest) -> HttpResponse:
    """The code step. A wrong code counts as a failed sign-in."""
    waiting = request.session.get(WAITING, {})
    user = _who_waits(waiting)
    if user is None:
        return HttpResponseRedirect(reverse("admin:login"))
    credentials = {"username": user.get_username()}
    if not AxesProxyHandler.is_allowed(request, credentials):
        return locked_out(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if second_factor.is_right(user=user, code=form.cleaned_data["code"]):
            del request.session[WAITING]
            login(request, user, backend=waiting[BACKEND_SESSION_KEY])
            again = send_again_page(request, address=waiting["next"], typed=waiting.get("typed", ""))
            response = again or HttpResponseRedirect(waiting["next"])
            remember(response, user.get_username())
            return response
        user_login_failed.send(sender=__name__, credentials=credentials, request=request)
        form.add_error("code", "This code is not right, or it has been used. Wait for the next one.")
    context = {"form": form, "title": "Sign-in code"}
    return render(request, "admin/second_factor_code.html", context)


def _who_waits(waiting: dict[str, Any]) -> User | None:
    if not 0 <= time.time() - waiting.get("since", 0) <= PATIENCE_SECONDS:
        return None
    user = User.objects.filter(pk=waiting["user"], is_active=True).first()
    if user is None or not constant_time_compare(waiting["hash"], user.get_session_auth_hash()):
        return None
    return user


def locked_out(request: HttpRequest, *_: Any) -> HttpResponse:
    """The page after too many attempts, the same whether or not there is such an account."""
    cool_off = get_cool_off(request)
    if cool_off is None:
        raise PermissionDenied
    seconds = int(cool_off.total_seconds())
    context = {"title": "Too many attempts", "minutes": seconds // 60}
    response = render(request, "admin/locked_out.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response


def client_address(request: HttpRequest) -> str:
    """The address of the client as the proxy sends it, or for IPv6 its network of 64 bits.

    The proxy appends the address that it sees to what the client sent, so only the last one can be trusted.
    One client has all addresses of an IPv6 network of 64 bits.
    """
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.PRODUCTION else ""
    last = forwarded.rpartition(",")[2].strip()
    try:
        return _of_one_client(last or _direct(request))
    except ValueError:
        return _direct(request)


def _of_one_client(address: str) -> str:
    found = ip_address(address)
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((int(found), 64), strict=False).network_address)


def _direct(request: HttpRequest) -> str:
    # A server behind a socket has no address for its peer.
    return request.META.get("REMOTE_ADDR") or "127.0.0.1"


MOST_CHARACTERS: Final = 200_000
"""Longer forms are not carried, because the sign-in would exceed Django's limit."""
MOST_FIELDS: Final = 1000


def fields_to_carry(sent: QueryDict) -> str:
    """The fields of a form as text, without passwords and tokens. Empty if there is nothing to carry."""
    fields = [
        (name, value)
        for name, values in sent.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
    text = json.dumps(fields, ensure_ascii=False)
    return text if fields and len(text) <= MOST_CHARACTERS and len(fields) <= MOST_FIELDS else ""


def carried_fields(text: str) -> list[tuple[str, str]]:
    """The fields that a page of the sign-in carried, or empty for any other text."""
    if len(text) > MOST_CHARACTERS:
        return []
    try:
        found = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return []
    if not isinstance(found, list):
        return []
    pairs = [one for one in found if isinstance(one, list) and len(one) == 2]
    return [(name, value) for name, value in pairs if isinstance(name, str) and isinstance(value, str)]


def send_again_page(request: HttpRequest, *, address: str, typed: str) -> HttpResponse | None:
    """The page after the sign-in with a button that sends the fields, or None if there are none."""
    fields = carried_fields(typed)
    if not fields:
        return None
    context = {"title": "You are signed in again", "address": address, "fields": fields}
    return render(request, "admin/send_again.html", context)
