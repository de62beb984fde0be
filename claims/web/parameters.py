"""What a page reads of its address, and what it leaves out because others append it to a link."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, urlencode

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from claims.domain.errors import shown
from claims.domain.record.urls import is_appended

CLOSE: Final = 0.75
"""How alike a name has to be to a filter to pass for a slip; ``speakr`` and ``speaker`` are at 0.92."""

AROUND_A_LINK: Final = re.compile(
    "[\\s/.,;:!?'\"()\\[\\]{}<>*_~|\\\\«»‹›“”„‘’…。，、؟،\u200b-\u200f\ufeff]+\\Z"
)
"""What texts and mails put after a link: punctuation, brackets, quotation marks and invisible characters."""


def parameters_of(request: HttpRequest, known: Iterable[str]) -> dict[str, list[str]]:
    """The parameters of a list by name, those alone that are ``known``.

    Any other name is ignored, for a shared link may carry anything. One that looks like a slip in the name of
    a filter is kept on the request, and the frame of the page says that it was left out.
    """
    names = tuple(known)
    given = dict(request.GET.lists())
    request.mistyped = tuple(  # type: ignore[attr-defined]
        f"There is no filter “{shown(name)}”, so it was left out. Did you mean “{close[0]}”?"
        for name in given
        if name not in names
        and not is_appended(name)
        and (close := difflib.get_close_matches(name, names, n=1, cutoff=CLOSE))
    )
    return {name: values for name, values in given.items() if name in names}


def own_address(request: HttpRequest) -> str:
    """Path and query of a request without what others append to a link."""
    own = [(name, value) for name, values in request.GET.lists() if not is_appended(name) for value in values]
    return f"{request.path}?{urlencode(own)}" if own else request.path


def mended_path(path: str) -> str:
    """The address that was meant: in lower case, with single slashes and without what stood after the link.

    Empty where that is the path itself, or where no page of the site has such an address. Whether there is
    anything at the address is not asked.
    """
    meant = AROUND_A_LINK.sub("", re.sub("/{2,}", "/", path.lower()))
    if "\0" in path or meant == path.removesuffix("/"):
        return ""  # Nothing stood after the link, or no page of ours can be meant.
    for mended in (f"{meant}/", meant):
        try:
            resolve(mended)
        except Resolver404:
            continue
        return quote(mended, safe="/,")
    return ""
