"""``/api/v1/claims/<key>/``: the record of a claim as of today, of a version or of a past day."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from claims.api.responses import check_names, json_error, json_response, public_data
from claims.domain.record.identity import is_key
from claims.queries.claim.documents import claim_document
from claims.queries.history.as_of import read_days
from claims.queries.history.claim_history import is_erased
from claims.queries.history.versions import said_by, version_at
from claims.queries.history.withdrawals import WithdrawnClaim, withdrawal_at, withdrawn_claim_of

NOT_FOUND = "there is no such claim on our public record"
MOST_DIGITS = 6
KNOWN = ("as_of", "known_by", "version")


@public_data
def claim(request: HttpRequest, key: str) -> HttpResponse:
    check_names(request, KNOWN)
    number = request.GET.get("version", "")
    if number and not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
        return json_error(400, f"“{number[:80]}” is not the number of a version", "write 1, 2, 3 …")
    if not is_key(key):
        return json_error(404, NOT_FOUND)
    version = int(number) if number else None
    at, day = read_days(request.GET.get("as_of", ""), request.GET.get("known_by", ""))
    document = claim_document(key, site_url=settings.SITE_URL, version=version, at=at)
    if document is not None and day is not None and not said_by([key], day, at=at):
        return json_error(404, "this had not certainly been said by the end of that day", "leave it out")
    if document is not None:
        return json_response(document)
    if at is not None and version is None:
        version = version_at(key, at)
    return _gone(key, version) or json_error(404, NOT_FOUND)


def _gone(key: str, version: int | None) -> HttpResponse | None:
    if version is not None and is_erased(key, version):
        return json_error(410, "the content of this version was erased by law")
    if withdrawn := withdrawn_claim_of(key):
        reason = f"withdrawn on {withdrawn.withdrawn_iso}: {withdrawn.reason}"
        return json_error(410, f"this claim was {reason}", "", **_survivor(withdrawn))
    if version is not None and (withdrawal := withdrawal_at(key, version)):
        reason = f"withdrawn on {withdrawal.withdrawn_iso}: {withdrawal.reason}"
        message = f"this version of the claim is its withdrawal: {reason}"
        return json_error(410, message, "it is public again", **_survivor(withdrawal))
    return None


def _survivor(withdrawn: WithdrawnClaim) -> dict[str, object]:
    """The claim that took the place of a withdrawn duplicate."""
    survivor = withdrawn.survivor
    if survivor is None:
        return {}
    return {
        "survivor": {
            "key": survivor.key,
            "withdrawn": not survivor.words,
            "page": settings.SITE_URL + survivor.url,
            "self": f"{settings.SITE_URL}/api/v1/claims/{survivor.key}/",
        }
    }
