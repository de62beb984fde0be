"""``/api/v1/claims/<key>/``: the record of one claim, of today, of a version or of a past day."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from claims.api.caching import public_data
from claims.api.responses import json_error
from claims.domain.dates import end_of_day
from claims.domain.errors import InvalidDate
from claims.domain.identity import is_key
from claims.queries.claim_document import claim_document
from claims.queries.history import is_erased, withdrawn_claim_of

NOT_FOUND = "there is no such claim on our public record"
MOST_DIGITS = 6


@public_data
def claim(request: HttpRequest, key: str) -> HttpResponse:
    unknown = sorted(set(request.GET) - {"as_of", "version"})
    if unknown:
        return json_error(400, f"there is no parameter “{unknown[0][:80]}”", "there are as_of and version")
    number = request.GET.get("version", "")
    if number and not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
        return json_error(400, f"“{number[:80]}” is not the number of a version", "write 1, 2, 3 …")
    if not is_key(key):
        return json_error(404, NOT_FOUND)
    version = int(number) if number else None
    try:
        at = end_of_day(request.GET["as_of"]) if request.GET.get("as_of") else None
    except InvalidDate as error:
        return json_error(400, error.message, error.mend)
    document = claim_document(key, site_url=settings.SITE_URL, version=version, at=at)
    if document is not None:
        return JsonResponse(document, json_dumps_params={"ensure_ascii": False})
    return _gone(key, version) or json_error(404, NOT_FOUND)


def _gone(key: str, version: int | None) -> HttpResponse | None:
    if version is not None and is_erased(key, version):
        return json_error(410, "the content of this version was erased by law")
    if withdrawn := withdrawn_claim_of(key):
        reason = f"withdrawn on {withdrawn.withdrawn_iso}: {withdrawn.reason}"
        return json_error(410, f"this claim was {reason}")
    return None
