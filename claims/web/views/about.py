"""What this site is, its licence, and how to cite it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims import VERSION
from claims.queries.site.frame import ledger_head
from claims.web.caching import public_page


@public_page
def about(request: HttpRequest) -> HttpResponse:
    context = {"site_url": settings.SITE_URL, "version": VERSION, "head": ledger_head()}
    return render(request, "claims/pages/about.html", context)
