"""Headers of every answer, whoever made it: page, static file, redirect, error, refused host."""

from __future__ import annotations

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


def _without_cookies(response: HttpResponseBase) -> None:
    """Leave a public answer the same for everybody, so that any cache may keep it.

    Django deletes the cookie of a session that is over, and sets a new one in place of a token that it cannot
    read, on whatever page comes next.
    """
    response.cookies.clear()
    if response.has_header("Vary"):
        names = [name.strip() for name in response["Vary"].split(",")]
        response["Vary"] = ", ".join(name for name in names if name.casefold() != "cookie")
        if not response["Vary"]:
            del response["Vary"]


class HeadersMiddleware(SecurityMiddleware):
    """Sets what Django's own SecurityMiddleware sets, also where that one is never left.

    Django's stands further in and redirects to https; when it refuses a host it raises, and what it would
    have set on the way out is missing from the answer. This one stands outside of everything that can fail.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Redirects are the inner one's affair."""

    def process_response(  # type: ignore[override]
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        super().process_response(request, response)  # type: ignore[arg-type]
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if not getattr(response, "xframe_options_exempt", False):
            response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        if not response.streaming:
            # Django's CommonMiddleware does so for what passes it.
            content = getattr(response, "content", b"")
            response.headers.setdefault("Content-Length", str(len(content)))
            if request.method == "HEAD" and content:
                response.content = b""  # type: ignore[attr-defined]
        if request.path_info.startswith("/admin/"):
            # No other site can take a page of the desk in as an image or a script.
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
            if "no-store" not in response.get("Cache-Control", ""):
                response["Cache-Control"] = "no-store, private"
        else:
            _without_cookies(response)
        return response
