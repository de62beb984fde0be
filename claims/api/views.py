"""The addresses of the list of claims for programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from claims.api.caching import public_data
from claims.api.lists import claims_as_csv, claims_as_json


@public_data
def claim_records(request: HttpRequest) -> HttpResponseBase:
    """``/api/v1/claims/`` and ``/claims.json``."""
    return claims_as_json(request)


@public_data
def claim_csv(request: HttpRequest, form: str) -> HttpResponseBase:
    """``/claims.csv`` and ``/claims.spreadsheet.csv``."""
    return claims_as_csv(request, form)
