"""What somebody may have meant whose search finds nothing: public names that are spelt nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from django.db.models import QuerySet

from claims.domain.errors import InvalidQuery
from claims.domain.near_spellings import nearest
from claims.domain.search_query import parse_query
from claims.domain.search_tokens import tokens
from claims.models import Alias, Outlet, Position, Speaker, Topic
from claims.queries.asked_once import AskedOnce
from claims.search.base import Match, match_of
from claims.search.engine import engine
from claims.search.stems import beginnings

MOST_WORDS: Final = 8
"""Words of a query that are looked at."""
_WRITTEN: Final = re.compile(r"[^\s\-–—,;:()\"“”«»]+")


def did_you_mean(matching: AskedOnce) -> str | None:
    """The query with those words that no claim holds replaced by public names that are spelt nearly so.

    None where each word is found, no name is near, the query would still find nothing, or a past day is asked
    for. At most three queries.
    """
    query = matching.selection.query
    words = query.words[:MOST_WORDS]
    if not words or matching.looks_back:
        return None
    found = engine().finding([Match(wanted=(beginnings(word),)) for word in words])
    missing = [word for word, is_found in zip(words, found, strict=True) if not is_found]
    if not missing:
        return None
    names = {token: written for name in _names() for token, written in _words(name)}
    near = {word: nearest(word, names) for word in missing}
    meant = query.text
    for piece in dict.fromkeys(_WRITTEN.findall(query.text)):
        token = tokens(piece)
        name = near.get(token[0]) if len(token) == 1 else None
        if name is not None:
            meant = meant.replace(piece, names[name])
    return meant if meant != query.text and _finds(meant) else None


def _finds(text: str) -> bool:
    try:
        query = parse_query(text)
    except InvalidQuery:
        return False
    match = match_of(query)
    return not match.is_empty and engine().finding([match]) == [True]


def _names() -> QuerySet[Speaker, str]:
    """The names of everything public that is looked for by name."""
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
