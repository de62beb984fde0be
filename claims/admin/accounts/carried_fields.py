"""Carry a form that was sent without a session through the sign-in, so that it can be sent again."""

from __future__ import annotations

import json
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

MOST_CHARACTERS: Final = 200_000
"""Longer forms are not carried, because the sign-in would exceed Django's limit."""
MOST_FIELDS: Final = 1000


def fields_to_carry(sent: QueryDict) -> str:
    """The fields of a form as text, without passwords and tokens. Empty if there is nothing to carry."""
    fields = [
        (name, value)
        for name, values in sent.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
    text = json.dumps(fields, ensure_ascii=False)
    return text if fields and len(text) <= MOST_CHARACTERS and len(fields) <= MOST_FIELDS else ""


def carried_fields(text: str) -> list[tuple[str, str]]:
    """The fields that a page of the sign-in carried, or empty for any other text."""
    if len(text) > MOST_CHARACTERS:
        return []
    try:
        found = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return []
    if not isinstance(found, list):
        return []
    pairs = [one for one in found if isinstance(one, list) and len(one) == 2]
    return [(name, value) for name, value in pairs if isinstance(name, str) and isinstance(value, str)]


def send_again_page(request: HttpRequest, *, address: str, typed: str) -> HttpResponse | None:
    """The page after the sign-in with a button that sends the fields, or None if there are none."""
    fields = carried_fields(typed)
    if not fields:
        return None
    context = {"title": "You are signed in again", "address": address, "fields": fields}
    return render(request, "admin/send_again.html", context)
