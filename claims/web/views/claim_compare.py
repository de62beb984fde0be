"""Two to six claims compared, in any order of their keys, and the form by which they are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render

from claims.domain.comparison import MOST, Against, canonical_keys
from claims.domain.dates import end_of_day
from claims.domain.errors import InvalidDate, InvalidQuery
from claims.domain.identity import is_key
from claims.domain.paths import compare_path
from claims.queries.claim_versions import Notice
from claims.queries.comparison import find_comparison
from claims.queries.comparison_choices import Choices, searched_choices, suggested_choices
from claims.queries.comparison_page import ComparePage, compare_page
from claims.web.caching import public_page
from claims.web.explaining import explained
from claims.web.views.errors import ErrorPage, Link, error_page

VIEWS = {"stack": "Stack", "side": "Side by side", "original": "Original language"}
AGAINST: dict[str, Against] = {"previous": "previous", "first": "first"}
KNOWN = frozenset({"view", "against", "marks", "as_of"})
LONGEST_ASKED = 4000


@dataclass(frozen=True, slots=True)
class Look:
    """How a comparison is shown: the parameters of its address."""

    view: str = "stack"
    against: Against = "previous"
    marks: bool | None = None
    as_of: str = ""
    at: datetime | None = None

    def address(self, path: str, **changed: str) -> str:
        """The address with other values; what is usual is left out."""
        marks = {True: "1", False: "0", None: ""}[self.marks]
        values = {"view": self.view, "against": self.against, "marks": marks, "as_of": self.as_of, **changed}
        usual = {"view": "stack", "against": "previous"}
        told = urlencode(
            [(name, value) for name, value in values.items() if value and usual.get(name) != value]
        )
        return f"{path}?{told}" if told else path


@dataclass(frozen=True, slots=True)
class LookChoice:
    label: str
    url: str
    current: bool


@public_page
@explained
def claim_compare(request: HttpRequest, keys: str) -> HttpResponse:
    try:
        look = read_look(request)
    except InvalidDate as error:
        return _bad_date(request, error)
    asked = keys[:LONGEST_ASKED].split(",")
    path = canonical_path(asked)
    if path and request.path != path:
        return HttpResponsePermanentRedirect(look.address(path))
    return _compared(request, asked, look)


@public_page
@explained
def compare_form(request: HttpRequest) -> HttpResponse:
    """Ticked claims (``c``) lead to their comparison; with ``q`` there are more to choose from."""
    try:
        look = read_look(request, also=("c", "q"))
    except InvalidDate as error:
        return _bad_date(request, error)
    asked = [key for value in request.GET.getlist("c") for key in value[:LONGEST_ASKED].split(",")]
    words = request.GET.get("q", "").strip()
    if words:
        keys = tuple(key for key in canonical_keys(asked).kept if is_key(key))
        choices = searched_choices(words, keys)
        page = {
            "keys": keys,
            "path": compare_path(keys),
            "query": words[:200],
            "choices": choices,
            "is_full": len(keys) >= MOST,
        }
        return render(request, "claims/pages/compare_form.html", {"page": page})
    if path := canonical_path(asked):
        return HttpResponseRedirect(look.address(path))
    return _compared(request, asked, look)


def canonical_path(asked: Sequence[str]) -> str:
    """The one address of a comparison, or nothing where the page has to name keys that are not in it."""
    selection = canonical_keys(asked)
    keys = (*selection.kept, *selection.left_out)
    if not keys or selection.repeated or not all(is_key(key) for key in keys):
        return ""
    return compare_path(keys)


def read_look(request: HttpRequest, *, also: Sequence[str] = ()) -> Look:
    """The parameters of a comparison. Raises InvalidQuery, or InvalidDate, for what is not known."""
    for name in request.GET:
        if name not in KNOWN and name not in also:
            mend = f"it knows {', '.join(sorted(KNOWN))}"
            raise InvalidQuery(f"A comparison has no filter “{name[:80]}”.", field=name, mend=mend)
    as_of = request.GET.get("as_of", "")
    return Look(
        view=_one_of(request, "view", tuple(VIEWS)),
        against=AGAINST[_one_of(request, "against", tuple(AGAINST))],
        marks={"1": True, "0": False, "": None}[_one_of(request, "marks", ("", "1", "0"))],
        as_of=as_of,
        at=end_of_day(as_of) if as_of else None,
    )


def _one_of(request: HttpRequest, name: str, choices: Sequence[str]) -> str:
    value = request.GET.get(name, choices[0]) or choices[0]
    if value not in choices:
        known = ", ".join(filter(None, choices))
        raise InvalidQuery(f"There is no {name} “{value[:80]}”.", field=name, mend=f"there are {known}")
    return value


def _compared(request: HttpRequest, asked: Sequence[str], look: Look) -> HttpResponse:
    found = find_comparison(
        asked, against=look.against, original=look.view == "original", marks=look.marks, at=look.at
    )
    page = compare_page(found, side=look.view == "side")
    is_enough = len(page.keys) > 1
    choices = None if is_enough else suggested_choices(found)
    return render(request, "claims/pages/claim_compare.html", _context(page, look, choices))


def _context(page: ComparePage, look: Look, choices: Choices | None) -> dict[str, object]:
    claims = sum(step.kind == "claim" for step in page.steps)
    two = claims == 2
    view = "stack" if look.view == "side" and not two else look.view
    notices = [Notice("info", title, text) for title, text in page.notices if title.startswith("“")]
    plain = [title for title, _ in page.notices if not title.startswith("“")]
    if plain:
        notices.append(Notice("info", "", " ".join(plain)))
    if look.as_of:
        notices.insert(
            0, Notice("info", f"What our record held at the end of {look.as_of}.", "Words and names of then.")
        )
    if look.view == "side" and not two:
        notices.append(Notice("info", "", "Side by side takes two claims; they are shown in a stack."))
    views = [
        LookChoice(label, look.address(page.path, view=name), name == view)
        for name, label in VIEWS.items()
        if name != "side" or two
    ]
    against = [
        LookChoice(name, look.address(page.path, against=name), name == look.against) for name in AGAINST
    ]
    json_path = f"{page.path.rstrip('/')}.json"
    return {
        "page": page,
        "choices": choices,
        "view": view,
        "notices": notices,
        "views": views,
        "against": against if claims > 2 else [],
        "marks_url": look.address(page.path, marks="1") if page.marks_can_be_shown else "",
        "unmarked_url": look.address(page.path, marks="") if look.marks else "",
        "json_url": look.address(json_path, view="") if len(page.keys) > 1 else "",
        "strip_label": f"{page.heading}, on a line of time to scale",
    }


def _bad_date(request: HttpRequest, error: InvalidDate) -> HttpResponse:
    return error_page(
        request,
        400,
        ErrorPage(
            "This day cannot be read",
            f"“{request.GET.get('as_of', '')[:80]}”: {error.message}.",
            "Write the day as 2026-11-22.",
            links=(Link(request.path, "The comparison of today"),),
        ),
    )
