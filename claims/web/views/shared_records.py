"""The pages of a speaker, a topic and a source."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claims.queries.paging import address, pager, read_parameters
from claims.queries.positions.topic_page import topic_page
from claims.queries.speakers.page import speaker_page
from claims.queries.speakers.source_page import PARAMETERS, source_page
from claims.web.frame import public_page
from claims.web.parameters import parameters_of
from claims.web.views.errors import errors_as_pages


@public_page
def speaker_detail(request: HttpRequest, slug: str) -> HttpResponse:
    page = speaker_page(slug)
    if page is None:
        raise Http404
    return render(request, "pages/speaker_detail.html", {"page": page})


@public_page
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    page = topic_page(slug)
    if page is None:
        raise Http404
    return render(request, "pages/topic_detail.html", {"page": page})


@public_page
@errors_as_pages
def source_detail(request: HttpRequest, key: str, slug: str = "") -> HttpResponse:
    """The page of a source, and the claims that come from it.

    An address with another slug than that of the current title redirects.
    """
    parameters = read_parameters(parameters_of(request, PARAMETERS), PARAMETERS)
    page = source_page(key, after=parameters["after"])
    if page is None:
        raise Http404
    if request.path != page.path:
        return redirect(address(page.path, parameters), permanent=True)
    links = pager(request.path, parameters, page.claims.after)
    return render(request, "pages/source_detail.html", {"page": page, "pager": links})
