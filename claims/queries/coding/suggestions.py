"""Claims that may take a stance on a position, each with the reasons for the suggestion.

A suggestion is a claim to read. It codes nothing and has no score. Claims with more reasons come first.
"""

from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet

from claims.domain.errors import InvalidQuery
from claims.domain.history.workflow import State
from claims.domain.search.query import parse_query
from claims.domain.search.similar_words import shared_words
from claims.domain.text.folding import fold
from claims.models import Claim, ClaimVersion, Coding, Position, Speaker
from claims.models.claim import claims_with
from claims.queries.coding.queue import on_position, other_voices
from claims.queries.desk.records import BriefClaim, brief_values
from claims.queries.lists.searching import match_words
from claims.search.stems import stems

MOST: Final = 20
READ_FOR_WORDS: Final = 60
MOST_WORDS: Final = 8
MOST_FOR_A_WORD: Final = 40
MOST_OF_VOICES: Final = 60


@dataclass(frozen=True, slots=True)
class Suggestion(BriefClaim):
    """A claim and the reasons for which it is suggested."""

    reasons: tuple[str, ...]


def suggestions(position: Position) -> tuple[Suggestion, ...]:
    """At most twenty claims without a stance on the position, those with most reasons first.

    The queries do not grow with the claims: one for each telling word, and five more.
    """
    with_stance = Claim.objects.filter(pk__in=on_position(position)).order_by()
    coded = Coding.objects.filter(position=position).order_by()
    free = Claim.objects.exclude(state=State.WITHDRAWN.value)
    free = free.exclude(kind="reported_silence")
    free = free.exclude(pk__in=on_position(position)).exclude(pk__in=coded.values("claim"))
    words = _telling(shared_words([position.question, *_texts(with_stance)], 4 * MOST_WORDS))
    voices = _voices(with_stance, position)
    shared: dict[int, list[str]] = {}
    for word in words:
        held = _holding(word, free)
        if len(held) < MOST_FOR_A_WORD:  # A word that most claims contain suggests nothing.
            for pk in held:
                shared.setdefault(pk, []).append(word)
    of_voices = free.filter(Q(speaker__in=voices) | Q(on_behalf_of__in=voices))
    latest = of_voices.order_by("-changed_at", "-pk").values_list("pk", flat=True)
    near = set(latest[:MOST_OF_VOICES])
    rows = Claim.objects.filter(pk__in=near | shared.keys()).select_related("speaker", "on_behalf_of")
    topic = position.topic.slug if position.topic else ""
    on_topic = set(rows.filter(pk__in=claims_with("topics", topic)).values_list("pk", flat=True))
    found = [(_reasons(row, shared.get(row.pk, []), voices, row.pk in on_topic), row) for row in rows]
    # The same voice alone is no reason: most of its claims are about something else.
    found = [(reasons, row) for reasons, row in found if row.pk in shared or len(reasons) > 1]
    found.sort(key=lambda one: (-len(shared.get(one[1].pk, ())), -len(one[0]), -one[1].pk))
    return tuple(Suggestion(**brief_values(row), reasons=reasons) for reasons, row in found[:MOST])


def _telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """The first word of each stem, at most ``MOST_WORDS``."""
    by_stem: dict[tuple[str, ...], str] = {}
    for word in words:
        by_stem.setdefault(stems(word), word)
    return tuple(by_stem.values())[:MOST_WORDS]


def _texts(claims: QuerySet[Claim]) -> list[str]:
    return list(claims.order_by("-pk").values_list("text", flat=True)[:READ_FOR_WORDS])


def _voices(claims: QuerySet[Claim], position: Position) -> dict[int, str]:
    """The voices that have a line on the position: names by primary key."""
    found: dict[int, str] = {}
    for name in ("speaker", "on_behalf_of"):
        rows = claims.exclude(**{name: None}).values_list(name, f"{name}__name").distinct()
        found.update((int(pk), str(called)) for pk, called in rows)
    others = Speaker.objects.filter(slug__in=set(other_voices(position).values()))
    return found | dict(others.values_list("pk", "name"))


def _holding(word: str, free: QuerySet[Claim]) -> list[int]:
    """Claims with a word in any of its forms: public ones by the index, drafts by their text."""
    try:
        found = match_words(parse_query(f'"{word}"')).found
    except InvalidQuery:
        return []
    drafts = Q(version=0, search_text__contains=fold(word))
    keys = ClaimVersion.objects.filter(number__in=found.numbers if found else []).order_by().values("key")
    where = drafts if found is None else drafts | Q(key__in=keys)
    return list(free.filter(where).order_by("-pk").values_list("pk", flat=True)[:MOST_FOR_A_WORD])


def _reasons(row: Claim, words: list[str], voices: dict[int, str], is_on_topic: bool) -> tuple[str, ...]:
    found = []
    if words:
        listed = ", ".join(f"“{word}”" for word in words)
        noun = "a word" if len(words) == 1 else "words"
        found.append(f"It shares {noun} with claims that have a stance here: {listed}.")
    if row.speaker_id in voices:
        found.append(f"{voices[row.speaker_id]} has a stance on this position.")
    if row.on_behalf_of_id in voices and row.on_behalf_of_id is not None:
        found.append(f"It was said on behalf of {voices[row.on_behalf_of_id]}, which has a position here.")
    if is_on_topic:
        found.append("It is on the topic of this position.")
    return tuple(found)
