"""Every address of the site."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", include("claims.admin.urls")),
    path("admin/", admin.site.urls),
    path("", include("claims.api.urls")),
    path("", include("claims.web.urls")),
]

handler400 = "factcheck.error_pages.bad_request"
handler403 = "factcheck.error_pages.not_allowed"
handler404 = "factcheck.error_pages.not_found"
handler500 = "factcheck.database_watch.failed"
