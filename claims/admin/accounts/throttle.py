"""Limits on failed attempts to sign in.

========================================  ==========================================  =======
for one account from one address          closed to this address                      5
from one address for all accounts         closed to this address, for all accounts    30
for one account from all addresses        closed to unknown browsers                  50
========================================  ==========================================  =======

Failures are counted over a quarter of an hour. Failures elsewhere never lock the owner of an account out of a
browser in which they have signed in before ("device cookies", OWASP, "Slow Down Online Guessing Attacks with
Device Cookies").
"""

from typing import Any, Final

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.http.response import HttpResponseBase

SALT: Final = "claims.known-browser"
DAYS: Final = 180

FAILURES_OF_ADDRESS: Final = 30
"""More than people who share an address mistype in a quarter of an hour."""

FAILURES_OF_ACCOUNT: Final = 50
"""More often than a person mistypes a password in a quarter of an hour."""


class Throttle(AxesDatabaseHandler):  # type: ignore[misc]
    """Adds limits per address and per account to the limit of axes for an account from an address."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        if super().is_locked(request, credentials):
            return True
        address = request.axes_ip_address  # type: ignore[attr-defined]
        if _failures(request, ip_address=address) >= FAILURES_OF_ADDRESS:
            return True
        username = str((credentials or {}).get("username", ""))
        if not username or is_known(request, username):
            return False
        return _failures(request, username=username) >= FAILURES_OF_ACCOUNT


def _failures(request: HttpRequest, **of: str) -> int:
    """The number of failures of an address or a name within the cool-off."""
    attempts = AccessAttempt.objects.filter(attempt_time__gte=get_cool_off_threshold(request), **of)
    return attempts.aggregate(failures=Sum("failures_since_start"))["failures"] or 0


def cookie_name() -> str:
    """The name of the cookie. With the prefix "__Secure-" a browser accepts it only over HTTPS."""
    return f"{'__Secure-' if settings.PRODUCTION else ''}known-browser"


def remember(response: HttpResponseBase, username: str) -> None:
    """Mark the browser that gets this response as known for the account, by a signed cookie."""
    response.set_signed_cookie(
        cookie_name(),
        username,
        salt=SALT,
        max_age=DAYS * 86_400,
        path="/admin/",
        secure=settings.PRODUCTION,
        httponly=True,
        samesite="Lax",
    )


def is_known(request: HttpRequest, username: str) -> bool:
    """Whether this browser was used to sign in to the account within 180 days."""
    marked = request.get_signed_cookie(cookie_name(), default="", salt=SALT, max_age=DAYS * 86_400)
    return bool(marked) and marked == username
