"""Claims on record that may say what an editor is about to record, drafts and withdrawn ones included."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Q

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.identity import Assertion
from claims.domain.search.similar_texts import may_be_same, runs, similarity
from claims.domain.search.tokens import tokens
from claims.domain.text.diff import compare_words
from claims.domain.text.folding import fold
from claims.models import Claim, ClaimVersion
from claims.models.record_mapping import claim_in_work
from claims.models.record_row import PUBLIC
from claims.queries.desk.search import unsealed_claims
from claims.search.base import Match
from claims.search.engine import engine
from claims.search.stems import stems

MOST: Final = 5
MOST_READ: Final = 200
"""The most claims whose words are compared, of those that share a run of words; the latest come first."""
MOST_WORDS: Final = 3
"""Drafts and changes are not in the full-text index: they are looked for by the longest words."""
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
    being changed. At most three queries, none without words.
    """
    words, typed = tokens(text), Assertion(text, speaker, said)
    found = []
    for row in _sharing_words(text, language) if words else ():
        alike, one_speaker = similarity(words, tokens(row.text)), row.speaker.slug == speaker
        if row.key != besides and may_be_same(alike, one_speaker=one_speaker, said=said, other_said=row.said):
            found.append((-alike, not one_speaker, str(row.key), row))
    found.sort(key=lambda one: one[:3])
    nearest: dict[str, Claim] = {}
    for _, _, key, row in found:
        nearest.setdefault(key, row)
    return tuple(_shown(row, typed) for row in list(nearest.values())[:MOST])


def _sharing_words(text: str, language: str) -> list[Claim]:
    """Public claims that share a run of words with the text, drafts and changes that share a long word.

    A row stands for the words of its change too; then these are its text.
    """
    shared = engine().matching(Match(wanted=(runs(stems(text, language)),)))
    longest = sorted(set(fold(text).split()), key=lambda word: (-len(word), word))[:MOST_WORDS]
    has_one = reduce(or_, (Q(search_text__contains=word[:LONGEST_PART]) for word in longest))
    found = list(unsealed_claims().filter(has_one).select_related("speaker").order_by("-pk")[:MOST_READ])
    for row in found:
        if row.has_change:
            row.text = claim_in_work(row).words.text
    if shared is not None:
        versions = ClaimVersion.objects.filter(number__in=shared.numbers).order_by("-number")
        keys = list(versions.values_list("key", flat=True)[:MOST_READ])
        found += Claim.objects.filter(key__in=keys).select_related("speaker").order_by("-pk")
    return found


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
