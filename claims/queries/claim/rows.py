"""Rows of claims, for lists, the home page and the pages of speakers and positions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.paths import claim_path, position_path, source_path, speaker_path
from claims.domain.record.reporting import has_marks, reported_by
from claims.domain.record.verdicts import ACCURACY, CONSISTENCY, NO_RATING, GivenRating, latest_first
from claims.domain.record.vocabulary import CONSISTENCY_OUTCOMES, FORMS, MEASURES
from claims.queries.claim.row_sql import (
    CLAIMS,
    RATINGS,
    STANCES,
    STEPS,
    ClaimValues,
    RatingValues,
    StanceValues,
    StepValues,
)

NOT_CHECKED = "not checked yet"
OPEN_QUOTE, CLOSE_QUOTE = "“", "”"


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """The answer of a claim to a position; without an answer the claim says only that nothing changed."""

    position_title: str
    answer_text: str
    position_url: str
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One public claim for a row of a list; every text is as shown.

    ``quote`` may be safe text with matches marked. Only a whole utterance gets quotation marks, unless it is
    the sentence of an outlet itself: words quoted
    in part (``is_partial``) have their own. ``reported_by`` stands before words that are not the speaker's
    own: "as RFE/RL reports:". ``said_iso`` is empty if no day, month or year is certain. ``ratings`` are for
    accuracy, the latest first. ``no_change`` is the outcome of the check of a claim that nothing has changed,
    empty for any other claim.
    """

    key: str
    url: str
    quote: str | SafeString
    quote_open: str
    quote_close: str
    lang: str
    form_word: str
    reported_by: str
    is_partial: bool
    speaker_name: str
    speaker_url: str
    speaker_original: str
    role: str
    on_behalf_of: str
    said_words: str
    said_iso: str
    source_title: str
    source_url: str
    outlet_name: str
    archived: bool
    repeats: int
    answers: tuple[AnswerShown, ...]
    ratings: tuple[GivenRating, ...]
    consistency_ratings: tuple[GivenRating, ...]
    no_change: str
    translated_note: str
    added_words: str = ""

    @property
    def first_ratings(self) -> tuple[GivenRating, ...]:
        """The ratings that a row has room for: those with a word first, then reviews without a rating."""
        return tuple(sorted(self.ratings, key=lambda one: one.word == NO_RATING)[:MOST_RATINGS])


NOT_RATED = "Not rated"
MOST_RATINGS = 3


@lru_cache(maxsize=256)
def language_name(code: str) -> str:
    """The English name of a language, or its code if the name is unknown."""
    try:
        return str(get_language_info(code)["name"])
    except KeyError:
        return code


def claim_rows(ids: Sequence[int]) -> tuple[ClaimRow, ...]:
    """The public claims with these primary keys, in the order given; others are left out.

    Four queries for any number.
    """
    if not ids:
        return ()
    found = {row[0]: ClaimValues(*row) for row in CLAIMS.rows(ids)}
    stances: dict[int, list[StanceValues]] = defaultdict(list)
    for pk, *values in STANCES.rows(ids):
        stances[pk].append(StanceValues(*values))
    steps: dict[int, list[StepValues]] = defaultdict(list)
    for pk, *values in STEPS.rows(ids):
        steps[pk].append(StepValues(*values))
    ratings: dict[int, list[GivenRating]] = defaultdict(list)
    for pk, *values in RATINGS.rows(ids):
        ratings[pk].append(RatingValues(*values).given())
    return tuple(claim_row(found[pk], stances[pk], steps[pk], ratings[pk]) for pk in ids if pk in found)


def claim_row(
    claim: ClaimValues,
    stances: Sequence[StanceValues],
    steps: Sequence[StepValues],
    ratings: Sequence[GivenRating],
) -> ClaimRow:
    """The row of a claim."""
    by_measure = {measure: latest_first(r for r in ratings if r.measure == measure) for measure in MEASURES}
    said = FuzzyDate.parse(claim.said)
    is_quoted = claim.form == "quoted"
    chain = [step.step() for step in steps]
    marks = has_marks(claim.form, chain, claim.speaker_name)
    source = next((step for step in steps if step.key), None)
    return ClaimRow(
        key=claim.key,
        url=claim_path(claim.key, claim.text),
        quote=claim.text,
        quote_open=OPEN_QUOTE if marks else "",
        quote_close=CLOSE_QUOTE if marks else "",
        lang=claim.language,
        form_word="" if is_quoted else FORMS.get(claim.form, ""),
        reported_by=reported_by(claim.form, chain, claim.speaker_name),
        is_partial=claim.form == "partial",
        speaker_name=claim.speaker_name,
        speaker_url=speaker_path(claim.speaker_slug),
        speaker_original=claim.original if claim.original and not claim.original.isascii() else "",
        role=claim.role,
        on_behalf_of=claim.on_behalf_of or "",
        said_words=day_in_short(said, claim.said_basis),
        said_iso=said.markup,
        source_title=(source.title or "") if source else "",
        source_url=source_path(source.key or "", source.title or "") if source else "",
        outlet_name=(source.outlet or "") if source else "",
        archived=bool(source and source.archived_url),
        repeats=claim.repeats or 0,
        answers=tuple(
            AnswerShown(s.question, s.answer or "", position_path(s.position), bool(s.unchanged))
            for s in stances
        ),
        ratings=tuple(by_measure[ACCURACY]),
        consistency_ratings=tuple(by_measure[CONSISTENCY]),
        no_change=_no_change(claim.form, stances),
        translated_note=(
            f"translated from {language_name(claim.source_language)}" if claim.source_language else ""
        ),
    )


def day_in_short(said: FuzzyDate, basis: str) -> str:
    """A day in short words, with ≈ if it is approximate, or one day that is inferred: "≈ 11 Nov 2025"."""
    words = said.short_words()
    is_inferred = basis == "inferred" and said.earliest == said.latest
    return f"≈ {words.removeprefix('c. ')}" if is_inferred or words.startswith("c. ") else words


def _no_change(form: str, stances: Sequence[StanceValues]) -> str:
    """The outcome of the checks of a claim that nothing has changed; empty for any other claim.

    What a source sums up is never compared, so that it is not said to be unchecked.
    """
    outcomes = [stance.outcome for stance in stances if stance.unchanged]
    if not outcomes:
        return ""
    checked = [CONSISTENCY_OUTCOMES[outcome] for outcome in dict.fromkeys(outcomes) if outcome]
    return "; ".join(checked) or ("" if form == "summary" else NOT_CHECKED)
