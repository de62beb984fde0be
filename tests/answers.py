"""What an answer says, in whatever form it says it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote_plus, unquote

from django.http import HttpResponse
from django.http.response import HttpResponseBase

OF_THE_REQUEST = ("Content-Disposition", "ETag", "Content-Length", "X-Request-ID")
"""Headers that repeat what was asked for: a download is named after it."""


def told(response: object, name: str) -> list[str]:
    """Body and headers without the name that was asked for, and without the tag that is of the address."""
    assert isinstance(response, HttpResponseBase)
    headers = [f"{key}: {value}" for key, value in response.items() if key not in OF_THE_REQUEST]
    plain = unquote(name)
    names = re.compile("|".join(map(re.escape, (name, plain, quote_plus(plain)))), re.IGNORECASE)
    return [names.sub("·", unescape(text)) for text in (content(response), *headers)]


def decoded(text: str) -> str:
    """The text together with what it says where it is escaped for HTML, JSON or an address."""
    return "\n".join((text, unescape(text), unquote(text), *_unescaped_json(text)))


def _unescaped_json(text: str) -> Iterator[str]:
    for escaped in re.findall(r"(?:\\u[0-9a-fA-F]{4})+", text):
        yield json.loads(f'"{escaped}"')


def content(response: object) -> str:
    assert isinstance(response, HttpResponseBase)
    body = response.content if isinstance(response, HttpResponse) else response.getvalue()
    return bytes(body).decode()
