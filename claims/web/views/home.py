"""The home page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from claims.queries.site.home import front_page
from claims.web.caching import public_page, record_state_of


@public_page
def home(request: HttpRequest) -> HttpResponse:
    page = front_page(now=timezone.now(), updated=record_state_of(request).updated)
    return render(request, "pages/home.html", {"home": page})
