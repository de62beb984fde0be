"""Find the words that the coded claims of a position share, to search for similar claims."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from claims.domain.search.tokens import tokens

SHORTEST: Final = 4


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COMMON: Final = _words(
    "about also been being between both could does from have hasn hasnt have here into just like more "
    "most must only other over said same says should some such than that their them then there these "
    "they this those under upon very want wants well were what when where which while will with would "
    "your always never position country countries government president people "
    "были было будет быть если есть когда которая которые который либо него него наша наше наши нашу "
    "очень под после потому почти почему сейчас также тоже только чего чтобы эта эти этого этой этот "
    "como cuando desde donde ella ellas ellos entre era eran esta estaba estar este esto estos fueron "
    "hacia hasta muy nada nos nosotros nuestra nuestro para pero porque por que qué ser sin sobre son "
    "sus también tiene tienen una unas uno unos"
)
"""Common words of four letters or more, in the languages that have a stemmer."""


def shared_words(texts: Iterable[str], most: int = 8) -> tuple[str, ...]:
    """The words that most texts share, those of more texts first, then the longer ones.

    If there are few texts, words of a single text count too. Numbers need three digits or more.

    >>> shared_words(["We support the bridge", "Мост нужен", "The bridge will not be built"], most=1)
    ('bridge',)
    """
    found: Counter[str] = Counter()
    for text in texts:
        found.update({token for token in tokens(text) if _is_specific(token)})
    ranked = sorted(found, key=lambda token: (-found[token], -len(token), token))
    return tuple(ranked[:most])


def _is_specific(token: str) -> bool:
    return (len(token) >= SHORTEST or (token.isdigit() and len(token) > 2)) and token not in _COMMON
