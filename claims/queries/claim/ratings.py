"""The ratings of a claim, with checker, reason and evidence, or the sentence if there is none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.canonical import digest
from claims.domain.record.claim import ClaimRecord, Verdict
from claims.domain.record.verdicts import ACCURACY, CONSISTENCY, GivenRating, given_rating, reviewed_on
from claims.domain.record.vocabulary import BEARINGS
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
class ShownEvidence:
    bears: str
    title: str
    url: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """One rating. ``is_stale`` means that the words were changed after they had been judged.

    ``review_url`` is the address of another checker's review, empty for our own rating.
    """

    scale: str
    rating: GivenRating
    explanation: str
    signed: str
    review_url: str
    is_stale: bool
    evidence: tuple[ShownEvidence, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """The ratings of a claim for accuracy and for consistency, the latest first.

    ``not_rated`` says why there is no rating for accuracy. It is empty if there is one.
    """

    accuracy: tuple[ShownVerdict, ...]
    consistency: tuple[ShownVerdict, ...]
    not_rated: str


def findings_on(claim: ClaimRecord, known: KnownRecords) -> Findings:
    """The ratings of a claim for its page."""
    verdicts = sorted(claim.verdicts, key=lambda verdict: reviewed_on(verdict.reviewed), reverse=True)
    shown = [_shown(claim, verdict, known) for verdict in verdicts]
    accuracy = tuple(one for one in shown if one.rating.measure == ACCURACY)
    consistency = tuple(one for one in shown if one.rating.measure == CONSISTENCY)
    return Findings(accuracy, consistency, "" if accuracy else NOT_RATED[claim.checkable])


def given_ratings(claim: ClaimRecord, known: KnownRecords) -> tuple[GivenRating, ...]:
    """The ratings of a claim, in the order of its record."""
    return tuple(rating_of(verdict, known) for verdict in claim.verdicts)


def known_scales(claims: Iterable[ClaimRecord], *, at: datetime | None = None) -> KnownRecords:
    """The scales on which claims are rated, and their outlets. One query, none if no claim is rated."""
    slugs = {verdict.scale for claim in claims for verdict in claim.verdicts}
    return KnownRecords.find({("scale", slug) for slug in slugs}, at=at)


def outlets_of_scales(slugs: Iterable[str], known: KnownRecords) -> set[tuple[str, str]]:
    """The outlets of these scales, by type and key."""
    return {("outlet", scale.outlet) for slug in slugs if (scale := known.scale(slug)) and scale.outlet}


def rating_of(verdict: Verdict, known: KnownRecords) -> GivenRating:
    """The rating of a verdict, with its checker."""
    scale = known.scale(verdict.scale)
    outlet = known.label("outlet", scale.outlet).name if scale and scale.outlet else ""
    return given_rating(verdict, scale, outlet)


def _shown(claim: ClaimRecord, verdict: Verdict, known: KnownRecords) -> ShownVerdict:
    reviewed = FuzzyDate.parse(verdict.reviewed)
    return ShownVerdict(
        scale=known.label("scale", verdict.scale).name,
        rating=rating_of(verdict, known),
        explanation=verdict.explanation,
        signed="" if reviewed.undated else f"Reviewed {reviewed.words()}.",
        review_url=verdict.url,
        is_stale=bool(verdict.judged) and verdict.judged != digest(claim.words.text),
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
