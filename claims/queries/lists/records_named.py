"""Speakers, positions, topics and outlets that a search names, shown above the claims."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Any, Final

from django.db.models import Q

from claims.domain.record import paths
from claims.domain.record.identity import Place
from claims.domain.search.query import SearchQuery
from claims.domain.search.tokens import tokens
from claims.domain.text.transliteration import transliterate
from claims.models.projection import RecordVersion, RecordWord
from claims.queries.lists.selection import Selection
from claims.queries.records import place_of
from claims.search.names import begins
from claims.search.stems import Stems, alternatives

MOST: Final = 3
"""The maximum number of records of one kind that are shown."""
MOST_READ: Final = 100
MOST_WORDS: Final = 5000
"""The maximum number of words of names that are compared with the terms."""
MOST_TERMS: Final = 6
SHORTEST_BEGINNING: Final = 3
SPEAKER: Final = "Speaker"
PATHS: Final[Mapping[str, tuple[str, Callable[[str], str]]]] = {
    "speaker": (SPEAKER, paths.speaker_path),
    "position": ("Position", paths.position_path),
    "topic": ("Topic", paths.topic_path),
    "outlet": ("Outlet", lambda slug: f"/claims/?outlet={slug}"),
}
"""The kinds in their order, each with its word and its path."""


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A record whose name fits. ``held`` are the words of the search in its name; least ``place`` is best."""

    kind: str
    slug: str
    name: str
    url: str
    held: frozenset[str]
    place: tuple[int, int]


def records_named(selection: Selection) -> tuple[NamedRecord, ...]:
    """The public records whose name, alias or question contains at least half of the terms, best first.

    Words match in any form, or by their beginning; years do not count. Later pages and lists with other
    filters show none. At most two queries.
    """
    terms = _terms(selection.query)
    if not terms or selection.after or len(selection.filters) > 1:
        return ()
    best: dict[tuple[str, str], NamedRecord] = {}
    for (record_type, slug), document in _records(terms):
        word, path = PATHS[record_type]
        name = document.get("name") or document["question"]
        for text in (name, *(alias["text"] for alias in document.get("aliases", ()))):
            held = _held(terms, text)
            if len(held) * 2 >= len(terms):
                words = frozenset(one for term in held for one in term)
                place = (-len(held), len(tokens(text)))
                record = NamedRecord(word, slug, name, path(slug), words, place)
                best[record_type, slug] = min(
                    record, best.get((record_type, slug), record), key=lambda one: one.place
                )
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


def _records(terms: Sequence[tuple[str, ...]]) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """The records whose names may contain at least half of the terms, those with most of them first."""
    beginnings = {term: _common(term[0]) for term in terms}
    wanted = Q(pk__in=[])
    for beginning in set(beginnings.values()):
        wanted |= begins(beginning)
    rows = RecordWord.objects.filter(wanted, version__valid_to=None).values_list("version", "word")
    held: dict[int, set[tuple[str, ...]]] = defaultdict(set)
    for version, word in rows[:MOST_WORDS]:
        held[version].update(term for term, beginning in beginnings.items() if word.startswith(beginning))
    likely = [version for version, found in held.items() if len(found) * 2 >= len(terms)]
    likely.sort(key=lambda version: (-len(held[version]), version))
    versions = RecordVersion.objects.filter(pk__in=likely[:MOST_READ]).order_by("place")
    for place, text in versions.values_list("place", "revision__content__text"):
        if text:
            yield place_of(place), json.loads(text)


def _common(word: str) -> str:
    """The common beginning of all forms of a word."""
    forms = [stems[0] for stems in alternatives([word])]
    shared = takewhile(lambda letters: len(set(letters)) == 1, zip(word, *forms, strict=False))
    return "".join(letters[0] for letters in shared)


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
    """The forms of the words of a name, as written and in Latin letters."""
    words = {form for word in tokens(name) for form in (word, transliterate(word))}
    return frozenset(form for word in words for form in alternatives([word]))
