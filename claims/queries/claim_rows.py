"""Claims as one line each: what lists, the home page and the pages of speakers and positions show of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Subquery, When
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

from claims.domain.dates import FuzzyDate
from claims.domain.paths import claim_path, position_path, source_path, speaker_path
from claims.domain.vocabulary import CONSISTENCY_OUTCOMES, FORMS
from claims.models import Alias, Answer, Citation, Claim, Relation, Stance, Verdict
from claims.models.verdict import Rating
from claims.queries.compiled import ByKeys

NOT_CHECKED = "not checked yet"
BASIS_NOTES = {"worked_out": "worked out", "inferred": "inferred"}
OPEN_QUOTE, CLOSE_QUOTE = "“", "”"
STEPS = 5  # notches of the ruler


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """What a claim answers to a position; without an answer it says only that nothing changed."""

    position_title: str
    answer_text: str
    position_url: str
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Accuracy:
    """``step`` is the notch of the ruler, 1 to 5, None where nothing is rated; ``short`` is for lists."""

    step: int | None
    word: str
    short: str


@dataclass(frozen=True, slots=True)
class Consistency:
    """How a claim stands to the record, as its sign and a word."""

    mark: str
    word: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class NoChange:
    """The outcome of the check of a claim that nothing has changed, or that it was not checked yet."""

    word: str
    is_checked: bool


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One public claim, ready for a line of a list: every text as it is shown.

    ``quote`` may be safe text with matches marked. Quotation marks are given only to a whole utterance:
    words quoted in part carry their own. ``said_note`` tells how the day was found, where the source does
    not state it; ``said_iso`` is empty where no one day, month or year is known.
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
    said_long: str
    said_iso: str
    said_note: str
    source_title: str
    source_url: str
    outlet_name: str
    archived: bool
    repeats: int
    answers: tuple[AnswerShown, ...]
    accuracy: Accuracy
    consistency: Consistency | None
    no_change: NoChange | None
    translated_note: str
    added_words: str = ""


NOT_RATED = Accuracy(None, "Not rated.", "Not rated")
NOT_RATED_POSITION = Accuracy(None, "Not rated: a statement of position, not a checkable fact.", "Not rated")


@lru_cache(maxsize=256)
def language_name(code: str) -> str:
    """The English name of a language, or its code where it has none here."""
    try:
        return str(get_language_info(code)["name"])
    except KeyError:
        return code


def claim_rows(ids: Sequence[int]) -> tuple[ClaimRow, ...]:
    """The public claims with these primary keys, in the order given; others are left out.

    Takes four queries whatever their number.
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
    ratings = {pk: (place, count, label) for pk, place, count, label in RATINGS.rows(ids)}
    return tuple(
        claim_row(found[pk], stances[pk], sources.get(pk), ratings.get(pk)) for pk in ids if pk in found
    )


class ClaimValues(NamedTuple):
    """What a row says of a claim itself; ``repeats`` counts the public claims that repeat it."""

    pk: int
    key: str
    text: str
    language: str
    form: str
    translated_from: str
    checkable: str
    said: str
    said_basis: str
    role: str
    speaker_slug: str
    speaker_name: str
    on_behalf_of: str | None
    original: str | None
    repeats: int | None


class StanceValues(NamedTuple):
    """What a row says of a stance; ``outcome`` is that of the check of a no-change claim."""

    position: str
    question: str
    unchanged: int
    outcome: str
    answer: str | None


class SourceValues(NamedTuple):
    """What a row says of the source that is nearest to it."""

    key: str
    title: str
    archived_url: str
    outlet: str | None


def _claims(keys: list[int]) -> QuerySet[Claim, tuple[Any, ...]]:
    spoken = Case(When(translated_from="", then=F("language")), default=F("translated_from"))
    # Asked claim by claim: "among the public ones" makes SQLite go through all that are public.
    public = Claim.objects.published().filter(pk=OuterRef("claim"))
    again = Relation.objects.filter(Exists(public), to_key=OuterRef("key"), kind="repeats")
    rows: QuerySet[Claim, tuple[Any, ...]] = (
        Claim.objects.published()
        .filter(pk__in=keys)
        .annotate(spoken=spoken)
        .annotate(
            original=Subquery(
                Alias.objects.filter(speaker=OuterRef("speaker"), language=OuterRef("spoken"))
                .order_by("text")
                .values("text")[:1]
            ),
            repeats=Subquery(
                again.order_by().values("to_key").annotate(number=Count("pk")).values("number")
            ),
        )
        .order_by()
        .values_list(
            "pk", "key", "text", "language", "form", "translated_from", "checkable", "said", "said_basis",
            "role", "speaker__slug", "speaker__name", "on_behalf_of__name", "original", "repeats",
        )
    )  # fmt: skip
    return rows


def _stances(keys: list[int]) -> QuerySet[Stance, tuple[Any, ...]]:
    answer = Answer.objects.filter(position=OuterRef("position"), slug=OuterRef("answer"))
    return (
        Stance.objects.filter(claim__in=keys)
        .order_by("claim", "position__slug")
        .values_list(
            "claim", "position__slug", "position__question", "unchanged", "check_confirmed",
            Subquery(answer.values("text")[:1]),
        )
    )  # fmt: skip


def _sources(keys: list[int]) -> QuerySet[Citation, tuple[Any, ...]]:
    return (
        Citation.objects.filter(claim__in=keys, source__isnull=False)
        .order_by("claim", "hop")
        .values_list("claim", "source__key", "source__title", "source__archived_url", "source__outlet__name")
    )


def _ratings(keys: list[int]) -> QuerySet[Verdict, tuple[Any, ...]]:
    rating = Rating.objects.filter(scale=OuterRef("scale"), slug=OuterRef("rating"))
    count = Rating.objects.filter(scale=OuterRef("scale")).order_by().values("scale").annotate(n=Count("pk"))
    return (
        Verdict.objects.filter(claim__in=keys)
        .exclude(rating="")
        .order_by("claim", "reviewed", "pk")
        .values_list(
            "claim", Subquery(rating.values("place")[:1]), Subquery(count.values("n")),
            Subquery(rating.values("label")[:1]),
        )
    )  # fmt: skip


CLAIMS = ByKeys(_claims)
STANCES = ByKeys(_stances)
SOURCES = ByKeys(_sources)
RATINGS = ByKeys(_ratings)


def claim_row(
    claim: ClaimValues,
    stances: Sequence[StanceValues],
    source: SourceValues | None,
    rating: tuple[int, int, str] | None,
) -> ClaimRow:
    """The row of a claim; ``rating`` is its place on a scale, how many the scale has, and its label."""
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
        said_long=said.words(),
        said_iso=_iso(said),
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
        accuracy=_accuracy(claim.checkable, rating),
        consistency=None,
        no_change=_no_change(stances),
        translated_note=(
            f"translated from {language_name(claim.translated_from)}" if claim.translated_from else ""
        ),
    )


def _iso(said: FuzzyDate) -> str:
    """The value of a ``<time>`` element: HTML has none for bounds, open ends and nothing."""
    return "" if said.undated or said.is_bounds else said.text.rstrip("~?%")


def _accuracy(checkable: str, rating: tuple[int, int, str] | None) -> Accuracy:
    if rating is None:
        return NOT_RATED_POSITION if checkable == "position" else NOT_RATED
    place, count, label = rating
    step = 1 + round(place * (STEPS - 1) / (count - 1)) if count and count > 1 else 1
    return Accuracy(step, label, label)


def _no_change(stances: Sequence[StanceValues]) -> NoChange | None:
    outcomes = [stance.outcome for stance in stances if stance.unchanged]
    if not outcomes:
        return None
    checked = [CONSISTENCY_OUTCOMES[outcome] for outcome in dict.fromkeys(outcomes) if outcome]
    return NoChange("; ".join(checked) or NOT_CHECKED, is_checked=bool(checked))
