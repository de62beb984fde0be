"""What was corrected on the public record, and why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.queries.history.corrections import CLASSES, PARAMETERS, correction_index
from claims.queries.paging import Link, address, pager, read_parameters
from claims.queries.site.downloads import list_export
from claims.web.caching import public_page
from claims.web.errors_as_pages import errors_as_pages
from claims.web.parameters import parameters_of


@public_page
@errors_as_pages
def correction_list(request: HttpRequest) -> HttpResponse:
    parameters = read_parameters(parameters_of(request, PARAMETERS), PARAMETERS)
    part = correction_index(parameters)
    every = {"": "All", **CLASSES}
    classes = [
        (Link(label, address(request.path, {**parameters, "class": name, "after": ""})), name)
        for name, label in every.items()
    ]
    context = {
        "classes": classes,
        "part": part,
        "parameters": parameters,
        "pager": pager(request.path, parameters, part.after),
        "export": list_export("corrections", parameters, part.count, "correction"),
    }
    return render(request, "claims/pages/correction_list.html", context)
