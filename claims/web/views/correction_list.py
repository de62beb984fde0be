from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.web.caching import public_page


@public_page
def correction_list(request: HttpRequest, key: str = "", slug: str = "") -> HttpResponse:
    return render(request, "claims/layouts/base.html", {})
