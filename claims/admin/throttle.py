"""How many failures to sign in are borne: for one account from one address, and from one address for all.

An account alone is counted nowhere: whoever knows a name could then close the account to its owner.
"""

from __future__ import annotations

from typing import Any, Final

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.db.models import Sum
from django.http import HttpRequest

FAILURES_OF_ADDRESS: Final = 30
"""So many people who share an address mistype in a quarter of an hour, and no more."""


class Throttle(AxesDatabaseHandler):  # type: ignore[misc]
    """That of axes, to which an address that tries one account after the other is closed too."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        if super().is_locked(request, credentials):
            return True
        return _failures_of(request) >= FAILURES_OF_ADDRESS


def _failures_of(request: HttpRequest) -> int:
    """Failures from the address of a request, over all names; those before the cool-off are over."""
    attempts = AccessAttempt.objects.filter(
        ip_address=request.axes_ip_address,  # type: ignore[attr-defined]
        attempt_time__gte=get_cool_off_threshold(request),
    )
    return attempts.aggregate(failures=Sum("failures_since_start"))["failures"] or 0
