"""Words that nobody said: made of syllables, as often as words are in real texts (the second half as often).

A few words stand in a known share of the claims, so that a search for them has a known number of hits.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import accumulate

WORDS_OF_A_CLAIM = 24
WORDS_OF_A_LANGUAGE = 6_000

RARE = "quibblestone"
"""Stands in the same number of claims in every world."""

COMMON = "harvest"
"""Stands in one English claim of eight: in 6.6 % of all claims."""

BEFORE_COMMON = "turnip"
"""Stands before one COMMON of five, so that "turnip harvest" is a phrase of 1.3 % of all claims."""

COMMON_SHARE = 0.132
BEFORE_COMMON_SHARE = 0.2

LANGUAGES = {"en": 50, "ru": 25, "es": 25}
"""The languages of the claims, each with its share in percent."""

LATIN = (
    "ba",
    "cor",
    "del",
    "fin",
    "gra",
    "hol",
    "jun",
    "kel",
    "lo",
    "mir",
    "ne",
    "pos",
    "ran",
    "sil",
    "tur",
    "vo",
)
CYRILLIC = (
    "ба",
    "кор",
    "дел",
    "фин",
    "гра",
    "хол",
    "жун",
    "кел",
    "ло",
    "мир",
    "не",
    "пос",
    "ран",
    "сил",
    "тур",
)
ENDINGS = {
    "en": ("", "s", "ed", "ing", "ly", "er"),
    "ru": ("", "а", "ы", "ов", "ом", "ный", "ла", "ть"),
    "es": ("o", "a", "os", "as", "ción", "ar"),
}
FUNCTION_WORDS = {
    "en": ("the", "of", "and", "to", "in", "not", "with", "we"),
    "ru": ("и", "в", "не", "на", "что", "с", "мы", "это"),
    "es": ("de", "la", "que", "el", "en", "no", "con", "los"),
}


@dataclass(slots=True)
class Language:
    """The words of one language, the most frequent first; ``shares`` are their added up frequencies."""

    code: str
    words: tuple[str, ...] = field(init=False)
    shares: tuple[float, ...] = field(init=False)

    def __post_init__(self) -> None:
        chance = random.Random(f"the words of {self.code}")
        syllables = CYRILLIC if self.code == "ru" else LATIN
        made: dict[str, None] = dict.fromkeys(FUNCTION_WORDS[self.code])
        while len(made) < WORDS_OF_A_LANGUAGE:
            stem = "".join(chance.choices(syllables, k=chance.choice((2, 2, 3))))
            made.setdefault(stem + chance.choice(ENDINGS[self.code]))
        self.words = tuple(made)
        self.shares = tuple(accumulate(1 / (rank + 3) for rank in range(len(self.words))))

    def sentence(self, chance: random.Random, *, holding: str = "") -> str:
        """A text of 24 words; ``holding`` is a word that stands in it at a random place."""
        words = chance.choices(self.words, cum_weights=self.shares, k=WORDS_OF_A_CLAIM)
        if self.code == "en" and chance.random() < COMMON_SHARE:
            place = chance.randrange(1, 12)
            words[place] = COMMON
            if chance.random() < BEFORE_COMMON_SHARE:
                words[place - 1] = BEFORE_COMMON
        if holding:
            words[chance.randrange(12, WORDS_OF_A_CLAIM)] = holding
        words[0] = words[0].capitalize()
        return " ".join(words) + "."
