"""``/compare/<keys>.json``: a comparison as data, with the guards of the page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from claims.api.caching import public_data
from claims.api.responses import json_error
from claims.domain.comparison import Against
from claims.domain.dates import end_of_day
from claims.domain.errors import InvalidDate
from claims.queries.comparison import find_comparison
from claims.queries.comparison_document import comparison_document

KNOWN = ("against", "as_of", "marks", "view")
AGAINST: dict[str, Against] = {"": "previous", "previous": "previous", "first": "first"}
VIEWS = ("", "stack", "side", "original")
LONGEST_ASKED = 4000


@public_data
def comparison(request: HttpRequest, keys: str) -> HttpResponse:
    unknown = sorted(set(request.GET) - set(KNOWN))
    if unknown:
        return json_error(400, f"there is no parameter “{unknown[0][:80]}”", f"there are {', '.join(KNOWN)}")
    against, view = request.GET.get("against", ""), request.GET.get("view", "")
    if against not in AGAINST or view not in VIEWS:
        return json_error(400, "against is previous or first, view is stack, side or original")
    try:
        at = end_of_day(request.GET["as_of"]) if request.GET.get("as_of") else None
    except InvalidDate as error:
        return json_error(400, error.message, error.mend)
    found = find_comparison(
        keys[:LONGEST_ASKED].split(","), against=AGAINST[against], original=view == "original", at=at
    )
    return JsonResponse(comparison_document(found), json_dumps_params={"ensure_ascii": False})
