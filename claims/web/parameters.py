"""Read the parameters of an address, and leave out what others append to links."""

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
"""The similarity from which a name counts as a mistyped filter. ``speakr`` and ``speaker`` have 0.92."""

AROUND_A_LINK: Final = re.compile(
    "[\\s/.,;:!?'\"()\\[\\]{}<>*_~|\\\\«»‹›“”„‘’…。，、؟،\u200b-\u200f\ufeff]+\\Z"
)
"""Characters that texts and mails put after a link: punctuation, quotation marks and invisible ones."""


def parameters_of(request: HttpRequest, known: Iterable[str]) -> dict[str, list[str]]:
    """The ``known`` parameters of a list, by name.

    Other names are ignored, because shared links may carry anything. A name that looks like a mistyped filter
    is kept on the request, and the frame of the page reports it.
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
    """Path and query of a request without the parameters that others append to links."""
    own = [(name, value) for name, values in request.GET.lists() if not is_appended(name) for value in values]
    return f"{request.path}?{urlencode(own)}" if own else request.path


def mended_path(path: str) -> str:
    """The probable address: in lower case, with single slashes and without what stood after the link.

    Empty if that is the path itself, or if no URL pattern matches it. The page may still not exist.
    """
    meant = AROUND_A_LINK.sub("", re.sub("/{2,}", "/", path.lower()))
    if "\0" in path or meant == path.removesuffix("/"):
        return ""  # There is nothing to mend.
    for mended in (f"{meant}/", meant):
        try:
            resolve(mended)
        except Resolver404:
            continue
        return quote(mended, safe="/,")
    return ""
