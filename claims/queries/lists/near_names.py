"""Suggestions for a search that finds nothing: public names with a similar spelling."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from claims.domain.errors import InvalidQuery
from claims.domain.search.near_spellings import lengths_near, nearest
from claims.domain.search.query import parse_query
from claims.domain.search.record_words import WRITTEN
from claims.domain.search.tokens import tokens
from claims.models.projection import RecordWord
from claims.queries.lists.lookups import Lookups
from claims.queries.lists.searching import NOTHING, speakers_named
from claims.search.base import Match, match_of
from claims.search.engine import engine
from claims.search.names import with_names, words_of_length
from claims.search.stems import beginnings

MOST_WORDS: Final = 8
"""The maximum number of words of a query that are tried."""
MOST_NEAR: Final = 20
"""The maximum number of near words of a word. The first public one is taken."""


def did_you_mean(selected: Lookups) -> str | None:
    """The query in which public names of similar spelling replace the words that find nothing.

    Such words are those that no claim contains, and names after ``speaker:`` that nobody has. None if no name
    is similar, the new query finds nothing either, or a past day is asked for. At most six queries.
    """
    if selected.instant is not None:
        return None
    missing = _missing(selected)
    if not missing:
        return None
    near = _near(missing)
    text = selected.query.text
    meant = WRITTEN.sub(lambda found: _instead(found.group(), near), text)
    return meant if meant != text and _finds(meant) else None


def _missing(selected: Lookups) -> list[str]:
    query = selected.query
    # If something contains all words, something contains each of them.
    words = query.words[:MOST_WORDS] if selected.word_matches.found is NOTHING else ()
    matches = with_names([Match(wanted=(beginnings(word),)) for word in words])
    found = engine().finding(matches) if words else []
    missing = [word for word, is_found in zip(words, found, strict=True) if not is_found]
    if query.speakers and not selected.named_speakers:
        missing += [part for speaker in query.speakers for part in speaker.split("-")]
    return missing


def _near(words: Sequence[str]) -> Mapping[str, str]:
    """For each of these words, the word of a public name that was probably meant, as written there.

    Two queries.
    """
    lengths = {length for word in words for length in lengths_near(word)}
    if not lengths:
        return {}
    known = words_of_length(min(lengths), max(lengths))
    near = {word: nearest(word, known)[:MOST_NEAR] for word in words}
    names = RecordWord.objects.filter(word__in={one for found in near.values() for one in found})
    public = names.filter(version__valid_to=None).exclude(written="")
    written: dict[str, list[str]] = defaultdict(list)
    for word, name in public.order_by("written").values_list("word", "written"):
        written[word].append(name)
    return {
        word: min(written[one], key=lambda name: name.isascii() != word.isascii())
        for word, found in near.items()
        for one in [one for one in found if one in written][:1]
    }


def _instead(piece: str, near: Mapping[str, str]) -> str:
    token = tokens(piece)
    return near.get(token[0], piece) if len(token) == 1 else piece


def _finds(text: str) -> bool:
    try:
        query = parse_query(text)
    except InvalidQuery:
        return False
    match = match_of(query)
    is_found = not match.wanted or engine().finding(with_names([match])) == [True]
    return is_found and (not query.speakers or bool(speakers_named(query.speakers)))
