"""The choices below a field of a form, as JSON."""

from __future__ import annotations

from django.http import Http404, HttpRequest, JsonResponse

from claims.domain.dates.typed import read_written_date
from claims.domain.errors import InvalidValue
from claims.queries.desk.form_choices import find_choices, named


def choices(request: HttpRequest) -> JsonResponse:
    """The choices below a field, as JSON.

    The parameters are ``kind``, ``q``, ``source``, ``said`` and ``gone``, as in ``find_choices``.
    """
    asked = request.GET
    source = asked.get("source", "")[:500]
    known = named("source", source) if source else ()
    try:
        said = read_written_date(asked.get("said", "")).text
    except InvalidValue:
        said = ""
    key = known[0].key if len(known) == 1 else ""
    try:
        found = find_choices(
            asked.get("kind", ""),
            asked.get("q", ""),
            source=key,
            said=said,
            gone=asked.get("gone", "")[:200].replace("\x00", ""),
        )
    except InvalidValue as error:
        raise Http404(error.message) from None
    return JsonResponse(
        {"choices": [{"key": one.key, "label": one.label, "note": one.note} for one in found]}
    )
