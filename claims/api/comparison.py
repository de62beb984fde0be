"""A comparison as JSON and two kinds of CSV (``/compare/<keys>.json`` …), with the parameters of its page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from claims.api.responses import check_names, json_error, json_response, public_data
from claims.api.tables import ENDINGS, Csv, whole_csv
from claims.domain.comparison.compare import Against
from claims.domain.comparison.saved import read_versions, since_sentence
from claims.domain.errors import InvalidQuery
from claims.queries.comparison.compared import FoundComparison, find_comparison
from claims.queries.comparison.document import comparison_document
from claims.queries.comparison.saved import VersionMissing, VersionsGone, find_pinned
from claims.queries.comparison.table import COLUMNS, comparison_rows
from claims.queries.history.as_of import read_days
from claims.queries.paging import address

KNOWN = ("against", "as_of", "known_by", "marks", "v", "view")
AGAINST: dict[str, Against] = {"": "previous", "previous": "previous", "first": "first"}
VIEWS = ("", "stack", "side", "phrases", "original")
LONGEST_ASKED = 4000


@public_data
def comparison(request: HttpRequest, keys: str, form: str = "json") -> HttpResponse:
    """The comparison in the ``form`` "json", "csv" or "spreadsheet". With ``v`` it is a saved one.

    Parameters that cannot be read get status 400.
    """
    try:
        found = _found(request, keys[:LONGEST_ASKED].split(","))
    except VersionMissing as error:
        return json_error(404, error.message, "leave “v” out to compare what stands now")
    except VersionsGone as error:
        since = " ".join(since_sentence(side, None) for side in error.sides)
        return json_error(410, f"{error.message}. {since}")
    if form in ENDINGS:
        csv = Csv(form, _listed(request, found), exact_url=_exact_url(request, keys))
        return whole_csv(csv, COLUMNS, comparison_rows(found, site_url=settings.SITE_URL))
    document = comparison_document(found, phrases=request.GET.get("view") == "phrases")
    return json_response(document)


def _listed(request: HttpRequest, found: FoundComparison) -> list[str]:
    """The parts of the file name: the claims in their order, and the day or versions."""
    options = [(name, request.GET.get(name, "")) for name in ("v", "as_of", "known_by")]
    keys = [item.claim.key for item in found.comparison.items]
    return ["comparison", *keys, *(word for item in options if item[1] for word in item)]


def _exact_url(request: HttpRequest, keys: str) -> str:
    path = f"/compare/{keys}.csv"
    return address(
        settings.SITE_URL + path, {name: request.GET[name] for name in KNOWN if name in request.GET}
    )


def _found(request: HttpRequest, keys: list[str]) -> FoundComparison:
    """Raises InvalidValue for an unknown or invalid parameter, and the errors of ``find_pinned``."""
    check_names(request, KNOWN)
    against, view = request.GET.get("against", ""), request.GET.get("view", "")
    if against not in AGAINST or view not in VIEWS:
        raise InvalidQuery("against is previous or first, view is stack, side, phrases or original")
    as_of, known_by = request.GET.get("as_of", ""), request.GET.get("known_by", "")
    original = view == "original"
    if "v" in request.GET:
        if as_of or known_by:
            raise InvalidQuery("a saved comparison shows its versions, whatever the day")
        versions = read_versions(request.GET["v"], keys)
        return find_pinned(versions, against=AGAINST[against], original=original)
    at, day = read_days(as_of, known_by)
    return find_comparison(keys, against=AGAINST[against], original=original, at=at, known_by=day)
