"""Rows of claims, for lists, the home page and the pages of speakers and positions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from msgspec import Struct

from claims.database.facet_rows import counts_at, value_rows
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_document
from claims.domain.record.identity import Place
from claims.domain.record.paths import claim_path, position_path, source_path, speaker_path
from claims.domain.record.reporting import Step, has_marks, reported_by
from claims.domain.record.shared import ScaleRecord
from claims.domain.record.verdicts import (
    ACCURACY,
    CONSISTENCY,
    NO_RATING,
    GivenRating,
    given_rating,
    latest_first,
)
from claims.domain.record.vocabulary import CONSISTENCY_OUTCOMES, FORMS, MEASURES, NOT_TRANSLATED
from claims.queries.records import Document, public_documents, with_keys_of_today

NOT_CHECKED = "not checked yet"
OPEN_QUOTE, CLOSE_QUOTE = "“", "”"


class AnswerShown(Struct, frozen=True):
    """The answer of a claim to a position. Without an answer it says only that nothing changed."""

    position_title: str
    answer_text: str
    position_url: str
    unchanged: bool = False


class ClaimRow(Struct, frozen=True):
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
        """The ratings that fit into a row: first those with a word, then reviews without a rating."""
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


def claim_rows(keys: Sequence[str], *, at: datetime | None = None, as_of: str = "") -> tuple[ClaimRow, ...]:
    """The public claims with these keys, in the order given; others are left out.

    With ``at``, as they were at that instant, with the names of that time and links that lead to the claims
    ``as_of`` that day. Three queries for any number.
    """
    return rows_of(claim_documents(keys, at=at), at=at, as_of=as_of)


def claim_documents(keys: Sequence[str], *, at: datetime | None = None) -> tuple[Document, ...]:
    """The documents of the public claims with these keys, in the order given. At most one query."""
    places = [("claim", key) for key in keys]
    found = public_documents(places, at=at)
    return tuple(found[place] for place in places if place in found)


def rows_of(
    claims: Sequence[Document], *, at: datetime | None = None, as_of: str = ""
) -> tuple[ClaimRow, ...]:
    """The rows of public claims, from their documents. Two queries for any number."""
    if not claims:
        return ()
    places = {place for claim in claims for place in _named(claim)}
    named = public_documents(places, at=at, with_outlets=True)
    claims, named = with_keys_of_today(claims, named)
    repeats = _repeats([claim["key"] for claim in claims], at)
    query = f"?as_of={as_of}" if as_of else ""
    return tuple(_row(claim, named, repeats.get(claim["key"], 0), query) for claim in claims)


def _named(claim: Document) -> Iterator[Place]:
    """The records that the row of a claim names."""
    yield "speaker", claim["speaker"]
    yield "speaker", claim.get("on_behalf_of", "")
    for hop in claim["chain"]:
        yield "source", hop.get("source", "")
        yield "outlet", hop.get("outlet", "")
    for stance in claim.get("stances", ()):
        yield "position", stance["position"]
    for verdict in claim.get("verdicts", ()):
        yield "scale", verdict["scale"]


def _repeats(keys: Sequence[str], at: datetime | None) -> Mapping[str, int]:
    """How many public claims repeat each of these claims. One query."""
    if at is None:
        return {key: number for _, _, key, number in value_rows({"repeats": keys})}
    return dict(counts_at("repeats", keys, at))


def _row(claim: Document, named: Mapping[Place, Document], repeats: int, query: str) -> ClaimRow:
    words, form = claim["words"], str(claim["words"].get("form", ""))
    speaker = named.get(("speaker", claim["speaker"]), {})
    speaker_name = str(speaker.get("name", claim["speaker"]))
    on_behalf_of = claim.get("on_behalf_of", "")
    translated_from = words.get("translated_from", "")
    source_language = "" if translated_from == NOT_TRANSLATED else translated_from
    spoken = source_language or words.get("language", "")
    original = min(
        (a["text"] for a in speaker.get("aliases", ()) if a.get("language", "") == spoken), default=""
    )
    said = FuzzyDate.parse(claim.get("said", ""))
    chain = [_step(hop, named) for hop in claim["chain"]]
    source_key = next((hop["source"] for hop in claim["chain"] if "source" in hop), "")
    source = named.get(("source", source_key), {})
    marks = has_marks(form, chain, speaker_name)
    ratings = _ratings(claim, named)
    by_measure = {measure: latest_first(r for r in ratings if r.measure == measure) for measure in MEASURES}
    stances = sorted(claim.get("stances", ()), key=lambda stance: str(stance["position"]))
    return ClaimRow(
        key=claim["key"],
        url=claim_path(claim["key"], words["text"]) + query,
        quote=words["text"],
        quote_open=OPEN_QUOTE if marks else "",
        quote_close=CLOSE_QUOTE if marks else "",
        lang=words.get("language", ""),
        form_word="" if form == "quoted" else FORMS.get(form, ""),
        reported_by=reported_by(form, chain, speaker_name),
        is_partial=form == "partial",
        speaker_name=speaker_name,
        speaker_url=speaker_path(claim["speaker"]),
        speaker_original=original if not original.isascii() else "",
        role=claim.get("role", ""),
        on_behalf_of=named.get(("speaker", on_behalf_of), {}).get("name", on_behalf_of),
        said_words=day_in_short(said, claim.get("said_basis", "unknown")),
        said_iso=said.markup,
        source_title=source.get("title", ""),
        source_url=source_path(source_key, source.get("title", "")) if source else "",
        outlet_name=named.get(("outlet", source.get("outlet", "")), {}).get("name", ""),
        archived=bool(source.get("archived_url")),
        repeats=repeats,
        answers=tuple(_answer(stance, named) for stance in stances),
        ratings=tuple(by_measure[ACCURACY]),
        consistency_ratings=tuple(by_measure[CONSISTENCY]),
        no_change=_no_change(form, stances),
        translated_note=f"translated from {language_name(source_language)}" if source_language else "",
    )


def _step(hop: Document, named: Mapping[Place, Document]) -> Step:
    outlet = hop.get("outlet") or named.get(("source", hop.get("source", "")), {}).get("outlet", "")
    name = named.get(("outlet", outlet), {}).get("name", "")
    return Step(hop["hop"], hop.get("how", "not_stated"), hop.get("from"), name)


def _answer(stance: Document, named: Mapping[Place, Document]) -> AnswerShown:
    slug, answer = stance["position"], stance.get("answer") or ""
    position = named.get(("position", slug), {})
    text = next((one["text"] for one in position.get("answers", ()) if one["slug"] == answer), answer)
    return AnswerShown(
        position.get("question", slug), text, position_path(slug), stance.get("unchanged", False)
    )


def _ratings(claim: Document, named: Mapping[Place, Document]) -> list[GivenRating]:
    """The ratings of a claim, in the order of its record."""
    if not claim.get("verdicts"):
        return []
    record = from_document(claim)
    assert isinstance(record, ClaimRecord)
    found = []
    for verdict in record.verdicts:
        document = named.get(("scale", verdict.scale))
        scale = from_document(document) if document else None
        assert scale is None or isinstance(scale, ScaleRecord)
        outlet = named.get(("outlet", scale.outlet if scale else ""), {})
        found.append(given_rating(verdict, scale, outlet.get("name", "")))
    return found


def day_in_short(said: FuzzyDate, basis: str) -> str:
    """A day in short words: "≈ 11 Nov 2025" if it is approximate, or one day that is inferred."""
    words = said.short_words()
    is_inferred = basis == "inferred" and said.earliest == said.latest
    return f"≈ {words.removeprefix('c. ')}" if is_inferred or words.startswith("c. ") else words


def _no_change(form: str, stances: Iterable[Document]) -> str:
    """The outcome of the checks of a claim that nothing has changed; empty for any other claim.

    A summary by a source is never compared, so it is not marked as unchecked.
    """
    outcomes = [stance.get("check", {}).get("confirmed", "") for stance in stances if stance.get("unchanged")]
    if not outcomes:
        return ""
    checked = [CONSISTENCY_OUTCOMES[outcome] for outcome in dict.fromkeys(outcomes) if outcome]
    return "; ".join(checked) or ("" if form == "summary" else NOT_CHECKED)
