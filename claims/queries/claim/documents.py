"""Claims as documents for programs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from claims.domain.positions.grades import Grading
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import references, to_document
from claims.domain.record.identity import Place
from claims.domain.record.paths import claim_path, history_path, version_path
from claims.domain.record.verdicts import GivenRating
from claims.queries.claim.ratings import given_ratings, known_scales
from claims.queries.known_records import KnownRecords
from claims.queries.names import Label, labels
from claims.queries.records import PublicRecord, public_record, public_records, withdrawn_claim
from claims.queries.stances.of_records import grading_of


def claim_document(
    key: str, *, site_url: str, version: int | None = None, at: datetime | None = None
) -> dict[str, Any] | None:
    """The record of a claim with ``meta``, ``links`` and ``names``; None as for ``claim_page``.

    At most four queries, and two more for the scales of a rated claim.
    """
    shown = public_record("claim", key, version=version, at=at)
    if shown is None and version is not None:
        shown = withdrawn_claim(key, version)
    if shown is None or not isinstance(shown.record, ClaimRecord):
        return None
    named_at = at if at is not None else (shown.valid_from if version is not None else None)
    named = labels(references(shown.record), at=named_at)
    ratings = given_ratings(shown.record, known_scales([shown.record], at=named_at))
    grades = graded_stances(shown.record, graded_records([shown.record], at=named_at))
    return document_of(shown, shown.record, named, ratings, grades, site_url)


def document_of(
    shown: PublicRecord,
    claim: ClaimRecord,
    named: Mapping[Place, Label],
    ratings: Iterable[GivenRating],
    grades: Mapping[str, Grading],
    site_url: str,
) -> dict[str, Any]:
    """The document of a claim, with labels for its references, its ratings and the grades of its stances."""
    words = claim.words.text
    return {
        **to_document(claim),
        "meta": {
            "version": shown.version,
            "change_class": shown.change_class,
            "note": shown.note,
            "published_at": _instant(shown.published_at),
            "valid_from": _instant(shown.valid_from),
            "digest": shown.digest,
            "ratings": rating_documents(ratings),
            "stances": grade_documents(grades),
        },
        "links": {
            "page": site_url + claim_path(claim.key, words),
            "version": site_url + version_path(claim.key, words, shown.version),
            "history": site_url + history_path(claim.key, words),
            "self": f"{site_url}/api/v1/claims/{claim.key}/",
        },
        "names": names_of(named),
    }


def rating_documents(ratings: Iterable[GivenRating]) -> list[dict[str, str | None]]:
    """Ratings as documents, each with its checker."""
    return [
        {
            "measure": rating.measure,
            "rated_by": rating.rated_by,
            "rating": rating.word,
            "code": rating.code or None,
            "review_url": rating.url or None,
        }
        for rating in ratings
    ]


def graded_records(
    claims: Iterable[ClaimRecord],
    *,
    at: datetime | None = None,
    records: type[KnownRecords] = KnownRecords,
) -> KnownRecords:
    """The speakers and sources on which the grades of stances depend. One query, none without stances.

    ``records`` is where they are looked up: public records only, except for editors.
    """
    places: set[Place] = set()
    for claim in claims:
        if claim.stances:
            places.add(("speaker", claim.speaker))
            places |= {("source", hop.source) for hop in claim.chain if hop.source}
    return records.find(places, at=at)


def graded_stances(claim: ClaimRecord, known: KnownRecords) -> dict[str, Grading]:
    """The grade of each stance of a claim, by position, in the order of the record."""
    return {stance.position: grading_of(claim, known, stance) for stance in claim.stances}


def grade_documents(grades: Mapping[str, Grading]) -> list[dict[str, str]]:
    """Grades as documents, each with its layer and its reason."""
    return [
        {"position": position, "grade": one.grade, "layer": one.layer, "reason": one.reason}
        for position, one in grades.items()
    ]


def names_of(named: Mapping[Place, Label]) -> dict[str, dict[str, str]]:
    """The names by type and key, sorted."""
    names: dict[str, dict[str, str]] = {}
    for (record_type, key), label in sorted(named.items()):
        names.setdefault(record_type, {})[key] = label.name
    return names


def _instant(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")


def claim_documents(
    keys: Sequence[str], *, site_url: str, at: datetime | None = None
) -> list[dict[str, Any]]:
    """The records of these public claims with ``meta``, ``links`` and ``names``, in the order given.

    Today's versions, or those ``at`` an instant. Six queries for any number, four if none is rated.
    """
    places = [("claim", key) for key in keys]
    shown = public_records(places, at=at)
    read = {place: found.record for place, found in shown.items() if isinstance(found.record, ClaimRecord)}
    wanted = {place: set(references(record)) for place, record in read.items()}
    named = labels(set().union(*wanted.values()), at=at)
    known = known_scales(read.values(), at=at)
    graded = graded_records(read.values(), at=at)
    return [
        document_of(
            shown[place],
            read[place],
            {key: named[key] for key in wanted[place] if key in named},
            given_ratings(read[place], known),
            graded_stances(read[place], graded),
            site_url,
        )
        for place in places
        if place in read
    ]
