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
from claims.domain.record.verdicts import ACCURACY, CONSISTENCY, GivenRating, latest_first
from claims.domain.record.vocabulary import CONSISTENCY_OUTCOMES, FORMS, MEASURES
from claims.queries.claim.row_sql import (
    CLAIMS,
    RATINGS,
    SOURCES,
    STANCES,
    ClaimValues,
    RatingValues,
    SourceValues,
    StanceValues,
)

NOT_CHECKED = "not checked yet"
BASIS_NOTES = {"worked_out": "worked out", "inferred": "inferred"}
OPEN_QUOTE, CLOSE_QUOTE = "“", "”"


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """The answer of a claim to a position; without an answer the claim says only that nothing changed."""

    position_title: str
    answer_text: str
    position_url: str
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Consistency:
    """The sign and word for how a claim agrees with the record."""

    mark: str
    word: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One public claim for a row of a list; every text is as shown.

    ``quote`` may be safe text with matches marked. Only a whole utterance gets quotation marks: words quoted
    in part have their own. ``said_note`` says how the day was found, if the source does not state it;
    ``said_iso`` is empty if no day, month or year is certain. ``ratings`` are for accuracy, the latest first;
    ``not_rated`` says that there is none. ``no_change`` is the outcome of the check of a claim that nothing
    has changed, empty for any other claim.
    """

    key: str
    url: str
    quote: str | SafeString
    quote_open: str
    quote_close: str
    lang: str
    form_word: str
    speaker_name: str
    speaker_url: str
    speaker_original: str
    role: str
    on_behalf_of: str
    said_words: str
    said_iso: str
    said_note: str
    source_title: str
    source_url: str
    outlet_name: str
    archived: bool
    repeats: int
    answers: tuple[AnswerShown, ...]
    ratings: tuple[GivenRating, ...]
    not_rated: str
    consistency_ratings: tuple[GivenRating, ...]
    no_change: str
    translated_note: str
    added_words: str = ""


NOT_RATED = "Not rated"


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
    sources: dict[int, SourceValues] = {}
    for pk, *values in SOURCES.rows(ids):
        sources.setdefault(pk, SourceValues(*values))
    ratings: dict[int, list[GivenRating]] = defaultdict(list)
    for pk, *values in RATINGS.rows(ids):
        ratings[pk].append(RatingValues(*values).given())
    return tuple(claim_row(found[pk], stances[pk], sources.get(pk), ratings[pk]) for pk in ids if pk in found)


def claim_row(
    claim: ClaimValues,
    stances: Sequence[StanceValues],
    source: SourceValues | None,
    ratings: Sequence[GivenRating],
) -> ClaimRow:
    """The row of a claim."""
    by_measure = {measure: latest_first(r for r in ratings if r.measure == measure) for measure in MEASURES}
    said = FuzzyDate.parse(claim.said)
    is_quoted = claim.form == "quoted"
    return ClaimRow(
        key=claim.key,
        url=claim_path(claim.key, claim.text),
        quote=claim.text,
        quote_open=OPEN_QUOTE if is_quoted else "",
        quote_close=CLOSE_QUOTE if is_quoted else "",
        lang=claim.language,
        form_word="" if is_quoted else FORMS.get(claim.form, ""),
        speaker_name=claim.speaker_name,
        speaker_url=speaker_path(claim.speaker_slug),
        speaker_original=claim.original if claim.original and not claim.original.isascii() else "",
        role=claim.role,
        on_behalf_of=claim.on_behalf_of or "",
        said_words=said.short_words(),
        said_iso=said.markup,
        said_note=BASIS_NOTES.get(claim.said_basis, ""),
        source_title=source.title if source else "",
        source_url=source_path(source.key, source.title) if source else "",
        outlet_name=(source.outlet or "") if source else "",
        archived=bool(source and source.archived_url),
        repeats=claim.repeats or 0,
        answers=tuple(
            AnswerShown(s.question, s.answer or "", position_path(s.position), bool(s.unchanged))
            for s in stances
        ),
        ratings=tuple(by_measure[ACCURACY]),
        not_rated="" if by_measure[ACCURACY] else NOT_RATED,
        consistency_ratings=tuple(by_measure[CONSISTENCY]),
        no_change=_no_change(stances),
        translated_note=(
            f"translated from {language_name(claim.source_language)}" if claim.source_language else ""
        ),
    )


def _no_change(stances: Sequence[StanceValues]) -> str:
    """The outcome of the checks of a claim that nothing has changed; empty for any other claim."""
    outcomes = [stance.outcome for stance in stances if stance.unchanged]
    if not outcomes:
        return ""
    checked = [CONSISTENCY_OUTCOMES[outcome] for outcome in dict.fromkeys(outcomes) if outcome]
    return "; ".join(checked) or NOT_CHECKED
