"""Verdicts: who gave a rating, its place on the scale, and what it needs to be published.

A verdict with the address of a review is by another checker, and the review explains it. Any other verdict
is our own and needs all of its parts here::

    ours       by, reviewed (one day), explanation, evidence; for accuracy also a claim that can be checked
    another's  its checker (``by``, or the outlet of the scale) and ``url``
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.errors import InvalidRecord
from claims.domain.record.claim import AsImported, ClaimRecord, Verdict
from claims.domain.record.shared import ScaleRecord
from claims.domain.record.vocabulary import CHECKABLE
from claims.domain.text.folding import fold

ACCURACY: Final = "accuracy"
CONSISTENCY: Final = "consistency"
STEPS: Final = 5
"""The number of steps on the ruler that shows a rating."""
NO_RATING: Final = "No rating"
NOBODY_NAMED: Final = "Checker not named"
OR_GIVE_REVIEW: Final = "or give the address of the review, if another checker made it"
ONE_DAY: Final = timedelta(days=1)
"""The tolerance for dates: the day in one place may be the day before or after it in another."""


@dataclass(frozen=True, slots=True)
class GivenRating:
    """A rating as it is shown, always with ``rated_by``, the name of the checker.

    ``step`` is the place on the ruler, 1 to ``STEPS``, or None if there is no ruler.
    """

    scale: str
    rating: str
    measure: str
    word: str
    rated_by: str
    step: int | None = None
    reviewed: str = ""
    url: str = ""

    @property
    def text(self) -> str:
        """The rating with its checker: "Example Gazette: Mostly True"."""
        return f"{self.rated_by}: {self.word}"

    @property
    def code(self) -> str:
        """The value of the rating filter: "gazette-2020:false"; empty if the scale does not have it."""
        return f"{self.scale}:{self.rating}" if self.rating else ""


def given_rating(verdict: Verdict, scale: ScaleRecord | None, outlet: str) -> GivenRating:
    """The rating of a verdict. ``outlet`` is the name of the scale's outlet, or empty."""
    ratings = scale.ratings if scale else ()
    found = next(((place, one) for place, one in enumerate(ratings) if one.slug == verdict.rating), None)
    measure = scale.measure if scale else ACCURACY
    ordered = scale is not None and scale.ordered
    return GivenRating(
        scale=verdict.scale,
        rating=verdict.rating,
        measure=measure,
        word=rating_word(found[1].label if found else "", verdict.rating, verdict.as_imported),
        rated_by=rated_by(verdict.by, outlet),
        step=step_on_scale(measure, ordered, found[0] if found else None, len(ratings)),
        reviewed=verdict.reviewed,
        url=verdict.url,
    )


def rating_word(label: str, rating: str, imported: AsImported | None) -> str:
    """The label of a rating: from its scale, or else as its publisher wrote it, with its number."""
    written = imported or AsImported()
    if label or written.label or rating or not written.value:
        return label or written.label or rating or NO_RATING
    ends = f" (from {written.worst} to {written.best})" if written.worst and written.best else ""
    return f"{written.value}{ends}"


def rated_by(by: str, outlet: str) -> str:
    """The name of the checker, followed by the outlet of the scale if that is somebody else."""
    if by and outlet and fold(by) != fold(outlet):
        return f"{by} ({outlet})"
    return by or outlet or NOBODY_NAMED


def step_on_scale(measure: str, ordered: bool, place: int | None, count: int) -> int | None:
    """The step on the ruler of the rating at ``place`` of ``count``.

    None unless the scale is ordered and measures accuracy.
    """
    if place is None or count < 2 or not ordered or measure != ACCURACY:
        return None
    return 1 + round(place * (STEPS - 1) / (count - 1))


def latest_first(ratings: Iterable[GivenRating]) -> list[GivenRating]:
    """The ratings by date of review, latest first; undated ones last."""
    return sorted(ratings, key=lambda one: reviewed_on(one.reviewed), reverse=True)


def reviewed_on(reviewed: str) -> date:
    """The day by which a review is sorted: its latest possible day, or the earliest date if none is known."""
    day = FuzzyDate.parse(reviewed)
    return day.earliest if day.undated or day.ends_open else day.latest


def verdict_problems(claim: ClaimRecord, scales: Mapping[str, ScaleRecord]) -> Iterator[InvalidRecord]:
    """The problems that prevent publishing the verdicts of a claim. ``scales`` are by slug.

    An unknown scale is treated as one that measures accuracy and belongs to no outlet.
    """
    for number, verdict in enumerate(claim.verdicts):
        scale = scales.get(verdict.scale)
        problems = _problems_of_others(verdict, scale) if verdict.url else _problems_of_ours(verdict)
        for field, message, mend in problems:
            yield InvalidRecord(message, field=f"verdicts[{number}].{field}", mend=mend)
        yield from _reviewed_too_early(claim, verdict, f"verdicts[{number}].reviewed")
    yield from _not_checkable(claim, scales)


def _problems_of_others(verdict: Verdict, scale: ScaleRecord | None) -> Iterator[tuple[str, str, str]]:
    if not verdict.by.strip() and not (scale and scale.outlet):
        yield "by", "the rating of another checker does not say whose it is", "name the checker"


def _problems_of_ours(verdict: Verdict) -> Iterator[tuple[str, str, str]]:
    if not verdict.explanation.strip():
        yield "explanation", "a rating needs an explanation", f"write why, {OR_GIVE_REVIEW}"
    if not verdict.evidence:
        yield "evidence", "a rating needs at least one piece of evidence", f"name a source, {OR_GIVE_REVIEW}"
    if not verdict.by.strip():
        yield "by", "a rating needs the name of its reviewer", f"say who reviewed it, {OR_GIVE_REVIEW}"
    day = FuzzyDate.parse(verdict.reviewed)
    if not day.exact:
        yield "reviewed", "a rating needs the day of its review", f"write it as 2019-02-07, {OR_GIVE_REVIEW}"


def _not_checkable(claim: ClaimRecord, scales: Mapping[str, ScaleRecord]) -> Iterator[InvalidRecord]:
    """A problem if we rate a claim for accuracy that is not marked as a checkable fact."""
    ours = (scales.get(verdict.scale) for verdict in claim.verdicts if not verdict.url)
    if claim.checkable != "fact" and any(scale is None or scale.measure == ACCURACY for scale in ours):
        yield InvalidRecord(
            "a claim that is rated for accuracy is one that can be checked,"
            f" and this one is marked “{CHECKABLE[claim.checkable]}”",
            field="checkable",
            mend="mark it as a checkable fact, or take the rating away",
        )


def _reviewed_too_early(claim: ClaimRecord, verdict: Verdict, field: str) -> Iterator[InvalidRecord]:
    reviewed, said = FuzzyDate.parse(verdict.reviewed), FuzzyDate.parse(claim.said)
    if reviewed.undated or said.undated or said.starts_open:
        return
    if reviewed.latest < said.earliest - ONE_DAY:
        message = f"reviewed before the claim was said: {reviewed.words()} is before {said.words()}"
        yield InvalidRecord(message, field=field, value=verdict.reviewed, mend="mend one of the two days")
