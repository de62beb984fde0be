"""The words by which a speaker, an outlet, a topic or a position is found by name."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from claims.domain.record.shared import OutletRecord, PositionRecord, Record, SpeakerRecord, TopicRecord
from claims.domain.record.slugs import slug_of
from claims.domain.search.tokens import tokens
from claims.domain.text.transliteration import transliterate

LONGEST: Final = 80
WRITTEN: Final = re.compile(r"[^\s\-–—,;:()\"“”«»]+")
"""A word as it is written in a name or a search."""
_AROUND: Final = ".,?!’'"


def searched_names(record: Record) -> tuple[str, ...]:
    """The names by which a record is found: of a speaker also its aliases, of a position its question."""
    match record:
        case SpeakerRecord():
            return record.name, *(alias.text for alias in record.aliases)
        case OutletRecord() | TopicRecord():
            return (record.name,)
        case PositionRecord():
            return (record.question,)
    return ()


def record_words(record: Record) -> Mapping[str, str]:
    """The words of the names of a record, each with how it is written.

    They are search tokens, the same in Latin letters, and for a speaker the parts of its slugs. A word that
    stands so in no name is written as nothing.

    >>> record_words(TopicRecord(slug="oil", name="Нефть: oil"))
    {'нефть': 'Нефть', 'neft': 'Нефть', 'oil': 'oil'}
    """
    found: dict[str, str] = {}
    for name in searched_names(record):
        for token, written in written_words(name):
            found.setdefault(token, written)
            if not token.isascii():
                found.setdefault(transliterate(token), written)
        for token in tokens(name):
            found.setdefault(token, "")
    if isinstance(record, SpeakerRecord):
        for slug in (record.slug, *(slug_of(alias.text, fallback="x") for alias in record.aliases)):
            for part in slug.split("-"):
                found.setdefault(part, "")
    return {word: written for word, written in found.items() if 0 < len(word) <= LONGEST}


def written_words(name: str) -> Iterator[tuple[str, str]]:
    """Each word of a name as a token, and as it is written."""
    for written in WRITTEN.findall(name):
        found = tokens(written)
        if len(found) == 1:
            yield found[0], written.strip(_AROUND)[:LONGEST]
