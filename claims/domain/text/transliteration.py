"""Transliterate names into Latin letters for the addresses of pages: readable and stable, not scholarly.

Russian follows the spelling of English-language newspapers (Песков is Peskov, Дмитрий is Dmitry), Ukrainian
the national table of 2010 (Cabinet of Ministers, resolution 55).
"""

import re
import unicodedata
from typing import Final

from claims.domain.text.folding import CharacterTable

_SHARED: Final = {
    "а": "a", "б": "b", "в": "v", "д": "d", "ж": "zh", "з": "z", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ь": "", "ъ": "", "ы": "y", "э": "e", "ё": "yo", "і": "i", "ї": "i", "є": "ie",
    "ґ": "g", "ў": "u", "ђ": "dj", "ѓ": "gj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ќ": "kj", "џ": "dz",
    "ѕ": "dz",
}  # fmt: skip
_RUSSIAN: Final = _SHARED | {"г": "g", "е": "e", "и": "i", "й": "y", "ю": "yu", "я": "ya"}
_UKRAINIAN: Final = _SHARED | {"г": "h", "е": "e", "и": "y", "й": "i", "ю": "iu", "я": "ia"}
_UKRAINIAN_FIRST: Final = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_UKRAINIAN_MARKS: Final = re.compile("[їєґ]|[сцз]ьк")
_FIRST_LETTER: Final = re.compile(r"\b[єїйюя]")
_RUSSIAN_ENDING: Final = re.compile(r"[иы]й\b")
_STRESS: Final = re.compile("[\u0300-\u036f]")
_RUSSIAN_MARKS: Final = re.compile("[ыэъё]")
_LATIN: Final = {
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ŋ": "n", "ħ": "h",
    "ŧ": "t", "ə": "e", "ĸ": "k",
}  # fmt: skip


def transliterate(text: str) -> str:
    """The text in lower case with Latin and Cyrillic letters as a to z. Other characters are kept.

    >>> transliterate("Дмитрий Песков"), transliterate("Łukasz Ćwik")
    ('dmitry peskov', 'lukasz cwik')
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    # Stress marks over Cyrillic vowels have no composed form, so they are separate characters here.
    text = _STRESS.sub("", text)
    if text.isascii():
        return text
    ukrainian = bool(_UKRAINIAN_MARKS.search(text)) and not _RUSSIAN_MARKS.search(text)
    if ukrainian:
        text = _FIRST_LETTER.sub(lambda found: _UKRAINIAN_FIRST[found.group()], text.replace("зг", "zgh"))
    else:
        text = _RUSSIAN_ENDING.sub("y", text)
    return text.translate(_UKRAINIAN_LETTERS if ukrainian else _RUSSIAN_LETTERS)


def _letter(char: str, table: dict[str, str]) -> str:
    if char.isascii():
        return char
    if char in table:
        return table[char]
    base = unicodedata.normalize("NFD", char)[0]
    return base if "a" <= base <= "z" else _LATIN.get(base, char)


_RUSSIAN_LETTERS: Final = CharacterTable(lambda char: _letter(char, _RUSSIAN))
_UKRAINIAN_LETTERS: Final = CharacterTable(lambda char: _letter(char, _UKRAINIAN))
