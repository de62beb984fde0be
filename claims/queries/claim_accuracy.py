"""Ratings of accuracy: what checkers found on a claim, and the words for a claim that nobody rated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from claims.domain.canonical import digest
from claims.domain.dates import FuzzyDate
from claims.domain.record import ClaimRecord, Verdict
from claims.domain.vocabulary import BEARINGS
from claims.queries.claim_rows import STEPS
from claims.queries.known_records import KnownRecords

NOT_RATED: Mapping[str, str] = MappingProxyType(
    {
        "position": "Not rated: a statement of position, not a checkable fact.",
        "future": "Not rated: it is about the future.",
        "fact": "Not rated yet: a checkable fact.",
        "unclear": "Not rated: it is not clear whether it can be checked.",
    }
)


@dataclass(frozen=True, slots=True)
class RatedAccuracy:
    """``step`` is the notch of the ruler, 1 to 5; ``None`` where nothing is rated."""

    step: int | None
    word: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    bears: str
    title: str
    url: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """One finding. ``is_stale`` tells that the words were changed after they had been judged."""

    scale: str
    accuracy: RatedAccuracy
    explanation: str
    signed: str
    is_stale: bool
    evidence: tuple[ShownEvidence, ...]


def shown_verdicts(claim: ClaimRecord, known: KnownRecords) -> tuple[ShownVerdict, ...]:
    """The findings on a claim, the latest first."""
    latest_first = sorted(
        claim.verdicts,
        key=lambda v: FuzzyDate.parse(v.reviewed).latest if v.reviewed else EPOCH,
        reverse=True,
    )
    return tuple(_verdict(claim, verdict, known) for verdict in latest_first)


EPOCH = FuzzyDate.unknown().earliest


def _verdict(claim: ClaimRecord, verdict: Verdict, known: KnownRecords) -> ShownVerdict:
    is_stale = bool(verdict.judged) and verdict.judged != digest(claim.words.text)
    reviewed = FuzzyDate.parse(verdict.reviewed)
    signed = ", ".join(part for part in (verdict.by, "" if reviewed.undated else reviewed.words()) if part)
    return ShownVerdict(
        scale=known.label("scale", verdict.scale).name,
        accuracy=_accuracy(verdict, known, "Judged on earlier words." if is_stale else ""),
        explanation=verdict.explanation,
        signed=signed,
        is_stale=is_stale,
        evidence=tuple(
            ShownEvidence(
                BEARINGS[one.bears],
                known.label("source", one.source).name,
                known.label("source", one.source).path,
                one.excerpt,
            )
            for one in verdict.evidence
        ),
    )


def _accuracy(verdict: Verdict, known: KnownRecords, detail: str) -> RatedAccuracy:
    """The place of the rating on its scale; a rating that stands on none keeps its imported label."""
    scale = known.scale(verdict.scale)
    ratings = scale.ratings if scale else ()
    for place, rating in enumerate(ratings):
        if rating.slug == verdict.rating:
            step = 1 + round(place * (STEPS - 1) / (len(ratings) - 1)) if len(ratings) > 1 else 1
            return RatedAccuracy(step, rating.label, detail)
    imported = verdict.as_imported.label if verdict.as_imported else ""
    return RatedAccuracy(None, imported or verdict.rating or "Not rated", detail)


def accuracy_of(claim: ClaimRecord, verdicts: tuple[ShownVerdict, ...]) -> RatedAccuracy:
    """The latest finding, or the sentence that says why there is none."""
    return verdicts[0].accuracy if verdicts else RatedAccuracy(None, NOT_RATED[claim.checkable])


def claim_review(
    claim: ClaimRecord, known: KnownRecords, *, url: str, site_name: str
) -> dict[str, Any] | None:
    """The one schema.org ``ClaimReview`` of a rated claim, or nothing where no rating stands on a scale."""
    latest = next(
        (v for v in sorted(claim.verdicts, key=lambda v: v.reviewed, reverse=True) if v.rating), None
    )
    scale = known.scale(latest.scale) if latest else None
    rating = next((r for r in scale.ratings if latest and r.slug == latest.rating), None) if scale else None
    if latest is None or rating is None:
        return None
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
    numbers = {"ratingValue": rating.value, "bestRating": rating.best, "worstRating": rating.worst}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": url,
        "claimReviewed": claim.words.text,
        "itemReviewed": item,
        "author": {"@type": "Organization", "name": latest.by or site_name},
        "reviewRating": {
            "@type": "Rating",
            "alternateName": rating.label,
            **{name: value for name, value in numbers.items() if value},
        },
        **({"datePublished": reviewed.exact} if reviewed.exact else {}),
    }
