"""The schema.org ``ClaimReview`` of a claim that is rated for accuracy (https://schema.org/ClaimReview)."""

from typing import Any

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord, Verdict
from claims.domain.record.shared import Rating, ScaleRecord
from claims.domain.record.verdicts import ACCURACY, NO_RATING, reviewed_on
from claims.domain.text.folding import fold
from claims.queries.claim.ratings import rating_of
from claims.queries.known_records import KnownRecords


def claim_review(
    claim: ClaimRecord, known: KnownRecords, *, url: str, site_name: str
) -> dict[str, Any] | None:
    """The ``ClaimReview`` of a claim, from its latest rating for accuracy; None if there is none.

    The author is the checker. The address is the checker's review, or else the page of the claim.
    """
    given = [(verdict, rating_of(verdict, known)) for verdict in claim.verdicts]
    rated = [one for one in given if one[1].measure == ACCURACY and one[1].word != NO_RATING]
    if not rated:
        return None
    latest, rating = max(rated, key=lambda one: reviewed_on(one[0].reviewed))
    speaker = known.speaker(claim.speaker)
    said, reviewed = FuzzyDate.parse(claim.said), FuzzyDate.parse(latest.reviewed)
    item: dict[str, Any] = {
        "@type": "Claim",
        "author": {
            "@type": "Person" if speaker and speaker.kind == "person" else "Organization",
            "name": known.label("speaker", claim.speaker).name,
        },
    }
    if said.exact:
        item["datePublished"] = said.exact
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": latest.url or url,
        "claimReviewed": claim.words.text,
        "itemReviewed": item,
        "author": _author(latest, known, site_name),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": rating.word,
            **_numbers(latest, known.scale(latest.scale)),
        },
        **({"datePublished": reviewed.exact} if reviewed.exact else {}),
    }


def _author(verdict: Verdict, known: KnownRecords, site_name: str) -> dict[str, str]:
    """The checker: as named, else the outlet of the scale, else the site."""
    scale = known.scale(verdict.scale)
    outlet = known.outlet(scale.outlet) if scale and scale.outlet else None
    name = verdict.by or (outlet.name if outlet else site_name)
    is_outlet = outlet is not None and outlet.site and fold(outlet.name) == fold(name)
    return {"@type": "Organization", "name": name, **({"url": outlet.site} if outlet and is_outlet else {})}


def _numbers(verdict: Verdict, scale: ScaleRecord | None) -> dict[str, str]:
    """Value, best and worst: as imported, else from an ordered scale; never calculated."""
    numbers = verdict.as_imported
    if numbers is not None and numbers.value:
        found = (numbers.value, numbers.best, numbers.worst)
    else:
        ratings: tuple[Rating, ...] = scale.ratings if scale is not None and scale.ordered else ()
        on_scale = next((one for one in ratings if one.slug == verdict.rating), None)
        found = (on_scale.value, on_scale.best, on_scale.worst) if on_scale else ("", "", "")
    names = ("ratingValue", "bestRating", "worstRating")
    return {name: value for name, value in zip(names, found, strict=True) if value}
