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

handler400 = "claims.web.views.errors.bad_request"
handler403 = "claims.web.views.errors.not_allowed"
handler404 = "claims.web.views.errors.not_found"
handler500 = "factcheck.database_watch.failed"
