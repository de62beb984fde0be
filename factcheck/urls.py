"""Every address of the site, and its error pages: under the addresses of the desk its own."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from claims.admin import refusals
from claims.web.views import errors

urlpatterns = [
    path("admin/", include("claims.admin.urls")),
    path("admin/", admin.site.urls),
    path("", include("claims.api.urls")),
    path("", include("claims.web.urls")),
]


def _page(name: str) -> Callable[..., HttpResponse]:
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pages = refusals if refusals.is_desk(request) else errors
        answer: HttpResponse = getattr(pages, name)(request, *args, **kwargs)
        return answer

    return page


handler400 = _page("bad_request")
handler403 = _page("not_allowed")
handler404 = _page("not_found")
handler500 = "factcheck.database_watch.failed"
form_not_safe = _page("form_not_safe")
