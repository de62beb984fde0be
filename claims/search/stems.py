"""The stems of words in the index, made here so that both databases give the same results.

A text is stemmed in its language if that is Russian, Spanish or English; other words stay as they are. The
language of a query is not known, so a word of a query is searched with several stems.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import chain, islice, product
from typing import Final

import Stemmer

from claims.domain.search.tokens import Both, in_pieces, of_text, of_word
from claims.domain.search.words import PREFIXES
from claims.domain.text.folding import WordTable

LANGUAGES: Final = {"ru": "russian", "es": "spanish", "en": "english"}
UNSTEMMED: Final = "und"
"""The language of texts that are not stemmed."""
LONGEST_STEM: Final = 100
"""Characters of a word that count: PostgreSQL refuses words of more than 2,046 bytes."""

PREFIX: Final = "*"
"""At the end of the last stem of a query term. It matches all words that begin with the stem."""
END_OF_WORDS: Final = "\ue001"
"""In a document, between the words in any language and the notes; never in a query that was typed."""
OF_VALUE: Final = "\ue002"
"""In a document, before the number of a facet value; never in a query that was typed."""
MOST_JOINED: Final = 6
"""In longer phrases, other spellings are not searched."""
MOST_SPELLINGS: Final = 30
"""The greatest number of spellings of a phrase in two alphabets."""
SHORTEST_BEGINNING: Final = 3
SHORTEST_STEM: Final = 4
LONGEST_ENDING: Final = 4
"""The greatest number of letters by which a stem may be shorter than a half-typed word."""

_LETTER_PAIRS: Final = "аa вb вv бb еe кk мm нh нn оo рp рr сc сs тt уy хx хh"
"""Cyrillic letters with similar Latin ones, by look or sound: the С-300 is also written S-300."""
_WRITTEN_AS: Final = {
    letter: tuple(pair.replace(letter, "") for pair in _LETTER_PAIRS.split() if letter in pair)
    for letter in set(_LETTER_PAIRS) - {" "}
}

Stems = tuple[str, ...]


def value_stem(value: int | str) -> str:
    """The stem that stands for a facet value, by its primary key."""
    return f"{OF_VALUE}{value}"


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    # A cache of its own takes longer than it finds the stem of a word, and tables keep those that come often.
    return Stemmer.Stemmer(LANGUAGES[language], 0)


def stems(text: str, language: str = "") -> Stems:
    """The stems of a text, in order; without a language, Cyrillic counts as Russian, the rest as English."""
    return tuple(chain.from_iterable([found for found, _ in _both(text, language)]))


def _both(text: str, language: str) -> list[Both]:
    """The stems of the words of a text, and of the compounds among them."""
    main = language.partition("-")[0].lower()
    return in_pieces(text, *_readers(main if main in LANGUAGES or not main else UNSTEMMED))


def alternatives(found: Sequence[str]) -> tuple[Stems, ...]:
    """The sequences of stems that tokens of a query may stand for, in any language, each once.

    Two words of a phrase may be one in the text, and a word with a prefix two: re-election, reelection. A
    single letter beside a number may be of the other alphabet: S-300, С-300.

    >>> alternatives(["elections"])
    (('elections',), ('elect',))
    """
    spellings = [tuple(found)]
    if len(found) <= MOST_JOINED:
        spellings += ((*found[:n], found[n] + found[n + 1], *found[n + 2 :]) for n in range(len(found) - 1))
        spellings += ((*found[:n], *parts, *found[n + 1 :]) for n, parts in _with_prefixes(found))
        spellings += _in_the_other_letters(found)
    return tuple(dict.fromkeys(stem for spelling in spellings for stem in _stemmed(spelling)))


def beginnings(word: str) -> tuple[Stems, ...]:
    """The sequences of stems that a half-typed token may stand for, each once.

    The token may be longer than the stem: "evacuati" begins evacuation, whose stem is evacu.
    """
    found = alternatives([word])
    if len(word) < SHORTEST_BEGINNING or word.isdigit():
        return found
    lengths = range(len(word) - 1, max(SHORTEST_STEM, len(word) - LONGEST_ENDING) - 1, -1)
    cut = tuple((word[:length],) for length in lengths)
    return tuple(dict.fromkeys(((word[:LONGEST_STEM] + PREFIX,), *found, *cut)))


def _with_prefixes(found: Sequence[str]) -> Iterator[tuple[int, Stems]]:
    for n, token in enumerate(found):
        for prefix in PREFIXES:
            if token.startswith(prefix) and len(token) - len(prefix) >= SHORTEST_STEM:
                yield n, (prefix, token.removeprefix(prefix))


def _in_the_other_letters(found: Sequence[str]) -> Iterator[Stems]:
    """The phrase with single letters beside numbers replaced by similar letters of the other alphabet."""
    choices = [
        (token, *_WRITTEN_AS.get(token, ())) if _is_beside_a_number(found, n) else (token,)
        for n, token in enumerate(found)
    ]
    return (spelling for spelling in islice(product(*choices), 1, MOST_SPELLINGS))


def _is_beside_a_number(found: Sequence[str], n: int) -> bool:
    return any(token.isdigit() for token in (*found[max(n - 1, 0) : n], *found[n + 1 : n + 2]))


def _stemmed(found: Stems) -> Iterator[Stems]:
    languages = ("ru",) if any(map(_is_cyrillic, found)) else ("en", "es")
    yield tuple(token[:LONGEST_STEM] for token in found)
    for language in languages:
        yield tuple(_stem(token, language) for token in found)


def documents(words: Iterable[tuple[str, str]], notes: Iterable[tuple[str, str]]) -> Iterator[Stems]:
    """The stems of each field (text, language) of a document: words, ``END_OF_WORDS``, notes, compounds.

    Equal fields are included once, empty ones never. Each compound word of any field is a field of its own.
    """
    found: dict[Stems, None] = {}
    compounds: dict[Stems, None] = {}
    for text, language in (*words, (END_OF_WORDS, ""), *notes):
        if text == END_OF_WORDS:
            found[(END_OF_WORDS,)] = None
            continue
        of_field: list[str] = []
        for stems, joined in _both(text, language):
            of_field += stems
            for stem in joined:
                compounds[(stem,)] = None
        found[tuple(of_field)] = None
    return (field for field in found | compounds if field)


@cache
def _readers(language: str) -> tuple[Callable[[str], Both | None], Callable[[str], Both]]:
    """What gives both kinds of stems of a word and of a piece of text, and keeps those that come often."""
    stem = partial(_stem, language=language)

    def word(text: str) -> Both | None:
        both = of_word(text)
        return both and (tuple(map(stem, both[0])), tuple(map(stem, both[1])))

    @lru_cache(maxsize=2_000)
    def piece(text: str) -> Both:
        found, joined = of_text(text)
        return tuple(map(stem, found)), tuple(map(stem, joined))

    return WordTable(word).__getitem__, piece


def _stem(token: str, language: str) -> str:
    is_cyrillic = _is_cyrillic(token)
    language = language or ("ru" if is_cyrillic else "en")
    if language in LANGUAGES and (language == "ru") == is_cyrillic:
        token = _stemmer(language).stemWord(token)
    return token[:LONGEST_STEM]


def _is_cyrillic(token: str) -> bool:
    return "\u0400" <= token[:1] <= "\u04ff"
