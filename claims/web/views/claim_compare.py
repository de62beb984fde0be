"""The comparison of two to six claims, and the form to choose them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from claims.domain.comparison.compare import Against
from claims.domain.comparison.order import MOST, canonical_keys
from claims.domain.comparison.saved import MEND as VERSIONS_MEND
from claims.domain.comparison.saved import read_versions, since_sentence
from claims.domain.errors import InvalidDate, InvalidQuery
from claims.domain.record.identity import is_key
from claims.domain.record.paths import compare_path
from claims.queries.comparison.choices import Choices, searched_choices, suggested_choices
from claims.queries.comparison.compared import find_comparison
from claims.queries.comparison.page import ComparePage, compare_notices, compare_page
from claims.queries.comparison.saved import VersionMissing, VersionsGone, find_pinned
from claims.queries.history.as_of import looking_back, read_days
from claims.queries.page_values import Choice, Link
from claims.queries.site.downloads import Export, Form, tables
from claims.web.frame import public_page, record_state_of
from claims.web.views.errors import bad_date, error_page, errors_as_pages

VIEWS = {
    "stack": "One below the other",
    "side": "Side by side",
    "phrases": "Phrases",
    "original": "Original language",
}
AGAINST: dict[str, Against] = {"previous": "previous", "first": "first"}
LONGEST_ASKED = 4000


@dataclass(frozen=True, slots=True)
class ViewOptions:
    """The parameters of a comparison. ``v`` are the versions of a saved one."""

    view: str = "stack"
    against: Against = "previous"
    marks: bool | None = None
    as_of: str = ""
    known_by: str = ""
    at: datetime | None = None
    day: date | None = None
    v: str = ""

    def address(self, path: str, **changed: str) -> str:
        """The address with some values changed. Default values are left out."""
        marks = {True: "1", False: "0", None: ""}[self.marks]
        values = {"view": self.view, "against": self.against, "marks": marks, "as_of": self.as_of}
        values |= {"known_by": self.known_by, "v": self.v, **changed}
        usual = {"view": "stack", "against": "previous"}
        unusual = [(name, value) for name, value in values.items() if value and usual.get(name) != value]
        return f"{path}?{urlencode(unusual, safe=',')}" if unusual else path


@dataclass(frozen=True, slots=True)
class CompareForm:
    """The page to find claims for a comparison. ``keys`` are those chosen so far, compared at ``path``."""

    keys: tuple[str, ...]
    path: str
    query: str
    choices: Choices
    is_full: bool


@public_page
@errors_as_pages
def claim_compare(request: HttpRequest, keys: str) -> HttpResponse:
    try:
        options = read_view_options(request)
    except InvalidDate as error:
        return bad_date(request, error, "The comparison of today")
    asked = keys[:LONGEST_ASKED].split(",")
    path = canonical_path(asked)
    if path and request.path != path:
        return HttpResponsePermanentRedirect(options.address(path))
    try:
        return _compared(request, asked, options)
    except VersionMissing as error:
        return _not_saved(request, 404, "This version is not on our record", error.message)
    except VersionsGone as error:
        since = " ".join(since_sentence(side, None) for side in error.sides)
        return _not_saved(request, 410, error.message, since)


@public_page
@errors_as_pages
def compare_form(request: HttpRequest) -> HttpResponse:
    """Ticked claims (``c``) redirect to their comparison. With ``q``, more claims are offered."""
    try:
        options = read_view_options(request)
    except InvalidDate as error:
        return bad_date(request, error, "The comparison of today")
    asked = [key for value in request.GET.getlist("c") for key in value[:LONGEST_ASKED].split(",")]
    words = request.GET.get("q", "").strip()
    if words:
        keys = tuple(key for key in canonical_keys(asked).kept if is_key(key))
        choices = searched_choices(words, keys)
        page = CompareForm(keys, compare_path(keys), words[:200], choices, is_full=len(keys) >= MOST)
        return render(request, "pages/compare_form.html", {"page": page})
    if path := canonical_path(asked):
        return HttpResponseRedirect(options.address(path))
    return _compared(request, asked, options)


def canonical_path(asked: Sequence[str]) -> str:
    """The canonical address of a comparison, empty if keys are repeated or invalid."""
    selection = canonical_keys(asked)
    keys = (*selection.kept, *selection.left_out)
    if not keys or selection.repeated or not all(is_key(key) for key in keys):
        return ""
    return compare_path(keys)


def read_view_options(request: HttpRequest) -> ViewOptions:
    """The parameters of a comparison. Raises InvalidQuery or InvalidDate for a value that cannot be read."""
    as_of, known_by = request.GET.get("as_of", ""), request.GET.get("known_by", "")
    versions = request.GET.get("v")
    if versions is not None and (as_of or known_by):
        raise InvalidQuery(
            "A saved comparison shows its versions, whatever the day",
            field="v",
            mend="leave the day or “v” out",
        )
    if versions == "":
        raise InvalidQuery("The versions are missing", field="v", mend=VERSIONS_MEND)
    at, day = read_days(as_of, known_by)
    return ViewOptions(
        view=_one_of(request, "view", tuple(VIEWS)),
        against=AGAINST[_one_of(request, "against", tuple(AGAINST))],
        marks={"1": True, "0": False, "": None}[_one_of(request, "marks", ("", "1", "0"))],
        as_of=as_of,
        known_by=known_by,
        at=at,
        day=day,
        v=versions or "",
    )


def _one_of(request: HttpRequest, name: str, choices: Sequence[str]) -> str:
    value = request.GET.get(name, choices[0]) or choices[0]
    if value not in choices:
        known = ", ".join(filter(None, choices))
        raise InvalidQuery(f"There is no {name} “{value[:80]}”.", field=name, mend=f"there are {known}")
    return value


def _compared(request: HttpRequest, asked: Sequence[str], options: ViewOptions) -> HttpResponse:
    original = options.view == "original"
    if options.v:
        versions = read_versions(options.v, asked)
        found = find_pinned(versions, against=options.against, original=original, marks=options.marks)
    else:
        found = find_comparison(
            asked,
            against=options.against,
            original=original,
            marks=options.marks,
            at=options.at,
            known_by=options.day,
        )
    page = compare_page(found, side=options.view == "side", phrases=options.view == "phrases")
    is_enough = len(page.keys) > 1 or page.saved
    choices = None if is_enough else suggested_choices(found)
    today = options.address(page.path or request.path, as_of="", known_by="")
    banner = looking_back(
        options.as_of,
        options.known_by,
        today,
        today=timezone.now().date(),
        updated=record_state_of(request).updated,
    )
    context = {**_context(page, options, choices), "looking_back": banner}
    return render(request, "pages/claim_compare.html", context)


def _context(page: ComparePage, options: ViewOptions, choices: Choices | None) -> dict[str, object]:
    claims = sum(step.kind == "claim" for step in page.steps)
    two, several = claims == 2, claims > 1
    view = "stack" if (options.view == "side" and not two) or not several else options.view
    views = [
        Choice(label, options.address(page.path, view=name), name == view)
        for name, label in VIEWS.items()
        if name != "side" or two
    ]
    against = [
        Choice(name, options.address(page.path, against=name), name == options.against) for name in AGAINST
    ]
    path = page.path.rstrip("/")
    data_view = "" if options.view == "side" else options.view
    save = page.versions and several and not page.saved
    return {
        "page": page,
        "choices": choices,
        "view": view,
        "notices": compare_notices(page, too_many=options.view == "side" and claims > 2),
        "views": views,
        "against": against if claims > 2 and view != "phrases" else [],
        "marks_url": options.address(page.path, marks="1") if page.marks_can_be_shown else "",
        "unmarked_url": options.address(page.path, marks="") if options.marks else "",
        "save_url": options.address(page.path, as_of="", known_by="", v=page.versions) if save else "",
        "export": Export(
            f"These {claims} claims as",
            (
                *tables(options.address(f"{path}.csv", view=data_view)),
                Form("JSON", options.address(f"{path}.json", view=data_view), "application/json"),
            ),
        )
        if several
        else None,
        # The table of phrases has no part for each claim, so marks link to the claims.
        "chosen_url": "/claims/" if view == "phrases" else "",
        "strip_label": f"{page.heading}, on a line of time to scale",
    }


def _not_saved(request: HttpRequest, status: int, title: str, why: str) -> HttpResponse:
    return error_page(
        request, status, title, why, links=[Link("The comparison as it stands now", request.path)]
    )
