"""Speakers, positions, topics and outlets that a search names, shown above the claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.db.models import F, Q, QuerySet, Value

from claims.domain.record import paths
from claims.domain.search.query import SearchQuery
from claims.domain.search.tokens import tokens
from claims.domain.text.folding import fold
from claims.models import Outlet, Position, Speaker, Topic
from claims.queries.lists.selection import Selection
from claims.search.stems import Stems, alternatives

MOST: Final = 3
"""The records of one kind that are shown."""
MOST_READ: Final = 500
MOST_TERMS: Final = 6
SHORTEST_BEGINNING: Final = 3
SPEAKER: Final = "Speaker"
PATHS: Final[Mapping[str, tuple[str, Callable[[str], str]]]] = {
    "1": (SPEAKER, paths.speaker_path),
    "2": ("Position", paths.position_path),
    "3": ("Topic", paths.topic_path),
    "4": ("Outlet", lambda slug: f"/claims/?outlet={slug}"),
}
"""The kinds in their order, each with its word and its path."""


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """``held`` are the words of the search that its name contains; the less ``place``, the better it fits."""

    kind: str
    slug: str
    name: str
    url: str
    held: frozenset[str]
    place: tuple[int, int]


def records_named(selection: Selection) -> tuple[NamedRecord, ...]:
    """The public records whose name, alias or question contains at least half of the terms, best first.

    Words match in any form, or by their beginning; years do not count. Later pages and lists with other
    filters show none. One query.
    """
    terms = _terms(selection.query)
    if not terms or selection.after or len(selection.filters) > 1:
        return ()
    best: dict[tuple[str, str], NamedRecord] = {}
    for kind, slug, name, other in _rows(terms):
        word, path = PATHS[kind]
        for text in (name, other):
            held = _held(terms, text) if text else []
            if len(held) * 2 >= len(terms):
                words = frozenset(one for term in held for one in term)
                place = (-len(held), len(tokens(text)))
                record = NamedRecord(word, slug, name, path(slug), words, place)
                best[kind, slug] = min(record, best.get((kind, slug), record), key=lambda one: one.place)
    return tuple(_offered(best))


def _offered(best: Mapping[tuple[str, str], NamedRecord]) -> Iterator[NamedRecord]:
    for kind in PATHS:
        found = sorted(
            (record for (of, _), record in best.items() if of == kind),
            key=lambda one: (one.place, one.name, one.slug),
        )
        yield from (record for record in found[:MOST] if record.place[0] == found[0].place[0])


def _terms(query: SearchQuery) -> Sequence[tuple[str, ...]]:
    """The words, each a term, and the phrases."""
    found = (*((word,) for word in query.words if not word.isdigit()), *query.phrases)
    return found[:MOST_TERMS]


def _rows(terms: Sequence[tuple[str, ...]]) -> QuerySet[Any, Any]:
    """Kind, slug, name and another name of the records that contain one of the terms."""
    held = Q()
    for words in terms:
        held |= Q(search_text__contains=_common(words[0]))
    speakers = Speaker.objects.published().filter(held).order_by()
    positions = Position.objects.published().filter(held).order_by()
    topics = Topic.objects.published().filter(held).order_by()
    outlets = Outlet.objects.published().filter(held).order_by()
    rows: QuerySet[Any, Any] = (
        speakers.annotate(of=Value("1"), text=F("aliases__text"))
        .values_list("of", "slug", "name", "text")
        .union(
            positions.annotate(of=Value("2"), text=Value("")).values_list("of", "slug", "question", "text"),
            topics.annotate(of=Value("3"), text=Value("")).values_list("of", "slug", "name", "text"),
            outlets.annotate(of=Value("4"), text=Value("")).values_list("of", "slug", "name", "text"),
            all=True,
        )
    )
    return rows[:MOST_READ]


def _common(word: str) -> str:
    """The common beginning of all forms of a word as the column has it; empty if letters have variants."""
    forms = [stems[0] for stems in alternatives([word])]
    length = max(n for n in range(len(word) + 1) if all(form[:n] == word[:n] for form in forms))
    common = word[:length]
    return common if common and fold(common) == common and _is_plain(common) else ""


def _is_plain(word: str) -> bool:
    return all(char.isdigit() or "a" <= char <= "z" or "\u0400" <= char <= "\u04ff" for char in word)


def _held(terms: Sequence[tuple[str, ...]], name: str) -> list[tuple[str, ...]]:
    """The terms that the name contains."""
    there = _forms(name)
    return [words for words in terms if all(_is_in(word, there) for word in words)]


def _is_in(word: str, there: frozenset[Stems]) -> bool:
    if any(form in there for form in alternatives([word])):
        return True
    return len(word) >= SHORTEST_BEGINNING and any(form[0].startswith(word) for form in there)


@lru_cache(maxsize=65_536)
def _forms(name: str) -> frozenset[Stems]:
    return frozenset(form for word in tokens(name) for form in alternatives([word]))
