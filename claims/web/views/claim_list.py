"""The list of claims: browsing, searching, filtering."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from claims.queries.lists.claims_page import ClaimListPage, claim_list_page
from claims.queries.lists.selection import KNOWN, read_selection
from claims.web.caching import public_page, record_state_of
from claims.web.errors_as_pages import errors_as_pages
from claims.web.parameters import parameters_of

_FORMS: dict[str, SafeString] = {}
"""The filter form of the whole list, by the seal of the record: the same on every page of it."""


@public_page
@errors_as_pages
def claim_list(request: HttpRequest) -> HttpResponse:
    """What cannot be read of the dates or the search is said on the page, with status 400."""
    selection = read_selection(parameters_of(request, KNOWN))
    page = claim_list_page(selection, record_state_of(request), today=timezone.now().date())
    context = {"page": page, "filters": _form(page)}
    status = 400 if selection.mistakes else 200
    return render(request, "claims/pages/claim_list.html", context, status=status)


def _form(page: ClaimListPage) -> SafeString:
    kept = _FORMS.get(page.form_key)
    if kept is None:
        kept = render_to_string("claims/parts/claim_filters.html", {"form": page.form})
        if page.form_key:
            _FORMS.clear()
            _FORMS[page.form_key] = kept
    return kept
