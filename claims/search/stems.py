"""Words as the index holds them: their stems, made here, so that both databases answer alike.

A text is stemmed in its own language, if it is Russian, Spanish or English; words of others stay as they are.
Whoever searches does not say in which language, so a word of a query stands for several stems.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

import Stemmer

from claims.domain.search_tokens import tokens

LANGUAGES: Final = {"ru": "russian", "es": "spanish", "en": "english"}
UNSTEMMED: Final = "und"
"""Given as a language, it keeps the words as they are."""
LONGEST_STEM: Final = 100
"""Characters of a word that are looked at: PostgreSQL refuses words of more than 2,046 bytes."""

Stems = tuple[str, ...]


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(LANGUAGES[language])


def stems(text: str, language: str = "") -> Stems:
    """The stems of a text, in order; without a language, Cyrillic counts as Russian, the rest as English."""
    found = tokens(text)
    if not language:
        return tuple(_stem(token, "ru" if _is_cyrillic(token) else "en") for token in found)
    main = language.partition("-")[0].lower()
    return tuple(_stem(token, main) for token in found)


def alternatives(found: Sequence[str]) -> tuple[Stems, ...]:
    """What tokens of a query may stand for, in any language of the index; without repeats.

    >>> alternatives(["elections"])
    (('elections',), ('elect',), ('election',))
    """
    languages = ("ru",) if any(map(_is_cyrillic, found)) else ("en", "es")
    plain = tuple(token[:LONGEST_STEM] for token in found)
    stemmed = (tuple(_stem(token, language) for token in found) for language in languages)
    return tuple(dict.fromkeys((plain, *stemmed)))


def documents(fields: Iterable[tuple[str, str]]) -> Iterator[Stems]:
    """The stems of each field (text, language) that has any; the same stems count once."""
    found = dict.fromkeys(stems(text, language) for text, language in fields)
    return (field for field in found if field)


def _stem(token: str, language: str) -> str:
    if language in LANGUAGES and (language == "ru") == _is_cyrillic(token):
        token = _stemmer(language).stemWord(token)
    return token[:LONGEST_STEM]


def _is_cyrillic(token: str) -> bool:
    return "\u0400" <= token[:1] <= "\u04ff"
