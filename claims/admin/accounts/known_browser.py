"""A signed cookie marks browsers in which somebody has signed in to an account before.

After many wrong guesses an account is closed to unknown browsers, but not to those of its owner
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
    """The name of the cookie. With the prefix "__Secure-" a browser accepts it only over HTTPS."""
    return f"{'__Secure-' if settings.PRODUCTION else ''}known-browser"


def remember(response: HttpResponseBase, username: str) -> None:
    """Mark the browser that gets this response as known for the account."""
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
    """Whether this browser was used to sign in to the account within 180 days."""
    marked = request.get_signed_cookie(cookie_name(), default="", salt=SALT, max_age=DAYS * 86_400)
    return bool(marked) and marked == username
