"""The list of claims: browsing, searching, filtering."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from claims.queries.lists.claims_page import claim_list_page
from claims.queries.lists.facets_page import facets_page
from claims.queries.lists.parameters import known_names
from claims.queries.lists.selection import read_selection
from claims.web.frame import public_page, record_state_of
from claims.web.parameters import parameters_of
from claims.web.views.errors import errors_as_pages


@public_page
@errors_as_pages
def claim_list(request: HttpRequest) -> HttpResponse:
    """Invalid dates or searches are reported on the page, with status 400."""
    selection = read_selection(parameters_of(request, known_names()))
    page = claim_list_page(selection, record_state_of(request), today=timezone.now().date())
    status = 400 if selection.mistakes else 200
    return render(request, "pages/claim_list.html", {"page": page}, status=status)


@public_page
@errors_as_pages
def claim_facets(request: HttpRequest) -> HttpResponse:
    """The filters of a list that is too long to show them beside it."""
    selection = read_selection(parameters_of(request, known_names()))
    status = 400 if selection.mistakes else 200
    page = facets_page(selection)
    return render(request, "pages/claim_facets.html", {"page": page}, status=status)
