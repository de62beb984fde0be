"""Claims on record that may say what an editor is about to record, drafts and withdrawn ones included."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from django.db.models import Q

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.identity import Assertion
from claims.domain.search.similar_texts import may_be_same, runs, similarity
from claims.domain.search.tokens import tokens
from claims.domain.text.diff import compare_words
from claims.domain.text.folding import fold
from claims.models import Claim, ClaimVersion
from claims.models.record_row import PUBLIC
from claims.queries.desk.kept_counts import NOT_PUBLIC
from claims.search.base import Match
from claims.search.engine import engine
from claims.search.stems import stems

MOST: Final = 5
MOST_READ: Final = 200
"""The most claims whose words are compared, of those that share a run of words; the latest come first."""
MOST_WORDS: Final = 3
"""Drafts are not in the full-text index: they are looked for by the longest words."""
LONGEST_PART: Final = 100
"""The most characters of such a word: SQLite refuses patterns of more than 50,000 bytes."""


@dataclass(frozen=True, slots=True)
class SimilarClaim:
    """A claim on record beside typed words. ``difference`` says in a sentence how the words differ.

    ``is_same`` means the same words, speaker and day. ``can_repeat`` means that it is public and by the same
    speaker, so that a new claim can be recorded as its repeat.
    """

    pk: int
    key: str
    text: str
    speaker: str
    said: str
    state: str
    difference: str
    is_same: bool
    can_repeat: bool


def similar_claims(
    *, text: str, language: str = "", speaker: str = "", said: str = "", besides: str = ""
) -> tuple[SimilarClaim, ...]:
    """The claims that may be the same utterance as these words, the most similar first, at most five.

    ``speaker`` is a slug and ``said`` EDTF; both may be empty. ``besides`` is the key of the claim that is
    being changed. Three queries, or none without words.
    """
    words = tokens(text)
    found = []
    for one in _sharing_words(text, language) if words else ():
        alike, one_speaker = similarity(words, tokens(one.text)), one.speaker == speaker
        if one.key != besides and may_be_same(alike, one_speaker=one_speaker, said=said, other_said=one.said):
            found.append((-alike, not one_speaker, one.key))
    keys = [key for _, _, key in sorted(found)[:MOST]]
    rows = Claim.objects.filter(key__in=keys).order_by().select_related("speaker") if keys else ()
    shown = {row.key: _shown(row, Assertion(text, speaker, said)) for row in rows}
    return tuple(shown[key] for key in keys)


class _Candidate(NamedTuple):
    key: str
    text: str
    speaker: str
    said: str


def _sharing_words(text: str, language: str) -> list[_Candidate]:
    """The public claims that share a run of words with the text, and drafts that share a long word."""
    shared = engine().matching(Match(wanted=(runs(stems(text, language)),)))
    claims = Claim.objects.order_by("-pk")
    longest = sorted(set(fold(text).split()), key=lambda word: (-len(word), word))[:MOST_WORDS]
    has_one = reduce(or_, (Q(search_text__contains=word[:LONGEST_PART]) for word in longest))
    kept_back = Claim.objects.filter(state__in=NOT_PUBLIC).order_by()
    # The condition stands twice so that neither engine reads every public row (``desk.search``).
    asked = [claims.filter(has_one, state__in=NOT_PUBLIC, pk__in=kept_back.values("pk"))]
    if shared is not None:
        versions = ClaimVersion.objects.filter(number__in=shared.numbers).order_by("-number")
        asked.append(claims.filter(key__in=list(versions.values_list("key", flat=True)[:MOST_READ])))
    columns = ("key", "text", "speaker__slug", "said")
    return [_Candidate(*row) for some in asked for row in some.values_list(*columns)[:MOST_READ]]


def _shown(row: Claim, typed: Assertion) -> SimilarClaim:
    on_record = Assertion(row.text, row.speaker.slug, row.said)
    difference = compare_words(row.text, typed.words)
    one_speaker = bool(typed.speaker) and row.speaker.slug == typed.speaker
    return SimilarClaim(
        pk=row.pk,
        key=str(row.key),
        text=row.text,
        speaker=row.speaker.name,
        said=FuzzyDate.parse(row.said).short_words(),
        state=row.state,
        difference=difference.sentence,
        is_same=one_speaker and on_record.identity() == typed.identity(),
        can_repeat=one_speaker and row.state == PUBLIC,
    )
