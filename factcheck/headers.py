"""Headers of every response: pages, static files, redirects, errors, refused hosts."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.security import SecurityMiddleware

PERMISSIONS: Final = ", ".join(
    f"{name}=()"
    for name in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)

NOT_THERE: Final = (404, 410)
KEPT_SHORTLY: Final = "public, max-age=10"
"""How long it may be kept that there is no such page, in seconds: it may appear at any time."""


def _without_cookies(response: HttpResponseBase) -> None:
    """Remove cookies from a public response, so that any cache may store it.

    Django deletes the cookie of an expired session, and replaces a CSRF token that it cannot read, on the
    next response.
    """
    response.cookies.clear()
    if response.has_header("Vary"):
        names = [name.strip() for name in response["Vary"].split(",")]
        response["Vary"] = ", ".join(name for name in names if name.casefold() != "cookie")
        if not response["Vary"]:
            del response["Vary"]


class HeadersMiddleware(SecurityMiddleware):
    """Sets the headers of Django's SecurityMiddleware on every response.

    Django's own middleware comes later in the list. If it refuses a host, its headers are missing. This one
    comes before everything that can fail.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Do nothing: Django's own SecurityMiddleware redirects to https."""

    def process_response(  # type: ignore[override]
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        super().process_response(request, response)  # type: ignore[arg-type]
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if not getattr(response, "xframe_options_exempt", False):
            response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        if not response.streaming:
            # CommonMiddleware sets it only on responses that pass it.
            content = getattr(response, "content", b"")
            response.headers.setdefault("Content-Length", str(len(content)))
            if request.method == "HEAD" and content:
                response.content = b""  # type: ignore[attr-defined]
        if request.path_info.startswith("/admin/"):
            # No other site can load a page of the desk as an image or a script.
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
            if "no-store" not in response.get("Cache-Control", ""):
                response["Cache-Control"] = "no-store, private"
        else:
            if response.status_code in NOT_THERE:
                response["Cache-Control"] = KEPT_SHORTLY
            _without_cookies(response)
        return response
