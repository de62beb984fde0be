"""Browsers in which an account was signed in to before.

Guesses at one account from many addresses close it to browsers that nobody knows, and never to its owner's
("device cookies", OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
"""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

SALT: Final = "claims.known-browser"
DAYS: Final = 180
PATH: Final = "/admin/"


def cookie_name() -> str:
    """The name of the cookie; by its beginning a browser takes it over https alone."""
    return f"{'__Secure-' if settings.PRODUCTION else ''}known-browser"


def remember(response: HttpResponseBase, username: str) -> None:
    """Mark the browser that gets this answer as one of this account."""
    response.set_signed_cookie(
        cookie_name(),
        username,
        salt=SALT,
        max_age=DAYS * 86_400,
        path=PATH,
        secure=settings.PRODUCTION,
        httponly=True,
        samesite="Lax",
    )


def is_known(request: HttpRequest, username: str) -> bool:
    """Whether the account was signed in to in this browser within 180 days."""
    marked = request.get_signed_cookie(cookie_name(), default="", salt=SALT, max_age=DAYS * 86_400)
    return bool(marked) and marked == username
