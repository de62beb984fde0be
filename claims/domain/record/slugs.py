"""Slugs: names in the form that the addresses of pages have."""

import re
from functools import lru_cache
from typing import Final

from claims.domain.errors import InvalidValue
from claims.domain.record.canonical import crockford_of
from claims.domain.text.folding import APOSTROPHES, CharacterTable, fold, is_invisible
from claims.domain.text.transliteration import transliterate

LONGEST_SLUG: Final = 80
LONGEST_URL_SLUG: Final = 60
READ: Final = 2 * LONGEST_URL_SLUG
"""The first characters of a text that count for its address. A position has thousands of them."""

_PARTS: Final = re.compile("[a-z0-9]+")
SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_slug(text: str) -> bool:
    """Whether the text is a slug: a to z and digits, with single hyphens between, at most 80 characters."""
    return len(text) <= LONGEST_SLUG and SLUG.fullmatch(text) is not None


def slug_of(name: str, fallback: str = "") -> str:
    """The slug of a name, in Latin letters. A slug is its own slug.

    If less than half of the letters can be transliterated, the result is `fallback` or else "x-" and ten
    characters of a hash of the folded name. The slug of a name that is too long for 80 characters ends in
    such a hash too, so that two long names get different slugs.
    Raises InvalidValue for a blank name without a fallback.

    >>> slug_of("Дмитрий Песков"), slug_of("Nicolás Maduro"), slug_of("O’Brien & Sons")
    ('dmitry-peskov', 'nicolas-maduro', 'obrien-sons')
    """
    latin = _latin(name)
    slug = _hyphenated(latin)
    letters = sum(char.isalpha() for char in latin)
    kept = sum("a" <= char <= "z" for char in slug)
    if kept and kept * 2 >= letters:
        if len(slug) <= LONGEST_SLUG:
            return slug
        return f"{_cut(slug, LONGEST_SLUG - 11)}-{crockford_of(fold(name))}"
    if fallback:
        return fallback
    if not name.strip():
        raise InvalidValue("a name is needed", field="name", value=name)
    return f"x-{crockford_of(fold(name) or name)}"


def url_slug(words: str) -> str:
    """The readable end of a claim's address: its first words, at most 60 characters, whole words.

    It is "claim" if the first 120 characters have no letter that can be written in Latin, and no digit.
    Results are cached, because lists need many.

    >>> url_slug("The Kremlin’s position hasn’t changed at all")
    'the-kremlins-position-hasnt-changed-at-all'
    """
    return _url_slug(words[:READ])


@lru_cache(maxsize=8192)
def _url_slug(words: str) -> str:
    return _cut(_hyphenated(_latin(words)), LONGEST_URL_SLUG) or "claim"


def _latin(text: str) -> str:
    """The text in lower case and Latin letters, without apostrophes and invisible characters."""
    if text.isascii() and text.isprintable():
        return text.lower().replace("'", "").replace("`", "")
    return transliterate(text.translate(_MARKS))


def _hyphenated(latin: str) -> str:
    return "-".join(_PARTS.findall(latin))


def _cut(slug: str, longest: int) -> str:
    if len(slug) <= longest:
        return slug
    whole, hyphen, _ = slug[: longest + 1].rpartition("-")
    return whole if hyphen else slug[:longest]


_MARKS: Final = CharacterTable(lambda char: "" if char in APOSTROPHES or is_invisible(char) else char)
