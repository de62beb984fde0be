"""Suggestions for a search that finds nothing: public names with a similar spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from django.db.models import QuerySet

from claims.domain.errors import InvalidQuery
from claims.domain.search.near_spellings import nearest
from claims.domain.search.query import parse_query
from claims.domain.search.tokens import tokens
from claims.models import Alias, Outlet, Position, Speaker, Topic
from claims.queries.lists.lookups import Lookups
from claims.queries.lists.searching import speakers_named
from claims.search.base import Match, match_of
from claims.search.engine import engine
from claims.search.stems import beginnings

MOST_WORDS: Final = 8
"""The words of a query that are tried."""
_WRITTEN: Final = re.compile(r"[^\s\-–—,;:()\"“”«»]+")


def did_you_mean(selected: Lookups) -> str | None:
    """The query with its words that find nothing replaced by public names of similar spelling.

    These are words that no claim contains, and names after ``speaker:`` that nobody has. None if no name is
    similar, the new query finds nothing either, or a past day is asked for. At most four queries.
    """
    if selected.instant is not None:
        return None
    missing = _missing(selected)
    if not missing:
        return None
    names = {token: written for name in _names() for token, written in _words(name)}
    near = {word: nearest(word, names) for word in missing if word not in names}
    text = selected.query.text
    meant = _WRITTEN.sub(lambda found: _instead(found.group(), near, names), text)
    return meant if meant != text and _finds(meant) else None


def _missing(selected: Lookups) -> list[str]:
    query = selected.query
    words = query.words[:MOST_WORDS]
    found = engine().finding([Match(wanted=(beginnings(word),)) for word in words]) if words else []
    missing = [word for word, is_found in zip(words, found, strict=True) if not is_found]
    if query.speakers and not selected.named_speakers:
        missing += [part for speaker in query.speakers for part in speaker.split("-")]
    return missing


def _instead(piece: str, near: Mapping[str, str | None], names: Mapping[str, str]) -> str:
    token = tokens(piece)
    name = near.get(token[0]) if len(token) == 1 else None
    return piece if name is None else names[name]


def _finds(text: str) -> bool:
    try:
        query = parse_query(text)
    except InvalidQuery:
        return False
    match = match_of(query)
    is_found = not match.wanted or engine().finding([match]) == [True]
    return is_found and (not query.speakers or bool(speakers_named(query.speakers)))


def _names() -> QuerySet[Speaker, str]:
    """The names of all public speakers, outlets, topics and positions."""
    speakers = Speaker.objects.published().order_by()
    aliases = Alias.objects.filter(speaker__in=speakers).order_by()
    return speakers.values_list("name", flat=True).union(
        aliases.values_list("text", flat=True),
        Outlet.objects.published().order_by().values_list("name", flat=True),
        Topic.objects.published().order_by().values_list("name", flat=True),
        Position.objects.published().order_by().values_list("question", flat=True),
    )


@lru_cache(maxsize=65_536)
def _words(name: str) -> tuple[tuple[str, str], ...]:
    return tuple(_each_word(name))


def _each_word(name: str) -> Iterator[tuple[str, str]]:
    """Each word of a name as a token, and as it is written."""
    for written in _WRITTEN.findall(name):
        found = tokens(written)
        if len(found) == 1:
            yield found[0], written.strip(".,?!’'")
