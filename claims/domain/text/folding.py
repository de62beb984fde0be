"""Characters that are refused in texts, and the folding of texts for comparison and search.

Folding applies Unicode's compatibility form and full case folding, then removes what differs between
keyboards and typesetters but not between words. It uses tables by character, so that a million claims are
folded in seconds.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")

APOSTROPHES: Final = frozenset("'‘’‛ʼʹ`´")
"""Characters typed as an apostrophe: straight, curly, modifier letters, and the two accents."""

_NONCHARACTERS: Final = "\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF)
)
_REFUSED = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff{_NONCHARACTERS}]")
ORDINARY: Final = (
    "\t\n -~\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0001fffd"
)
"""Characters that are allowed in a record, as in the brackets of a regular expression; not all of them."""
_BLANK: Final = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs of Unicode that are invisible: fillers, and the empty Braille cell."""
SEEN: Final = f"[^\\W_{''.join(sorted(_BLANK))}]"
"""A letter or digit that can be seen, as a regular expression."""
LONGEST_KEPT: Final = 60
"""Characters of the words of which something is kept: some scripts have no spaces."""
MOST_KEPT: Final = 30_000
_COUNTED_SIGNS: Final = frozenset("%‰‱&@#§")
"""Signs that Unicode calls punctuation, but that are part of what was said: 5% is not 5."""


def refused_character(text: str) -> str | None:
    """The code point ("U+202E") of the first character that is not allowed in a record, or None.

    Not allowed are the C0 and C1 controls except tab and newline, bidirectional embeddings, overrides and
    isolates (they make a text look different from what is stored), lone surrogates, and noncharacters such as
    U+FFFE.

    >>> refused_character("a\\u202eb")
    'U+202E'
    """
    found = _REFUSED.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def shows_nothing(text: str) -> str | None:
    """The code point of the first character if nothing in the text is visible, else None.

    Spaces, invisible characters and marks without a letter are not visible. Empty text gives None.

    >>> shows_nothing("\\u200b\\u200d"), shows_nothing("…"), shows_nothing("")
    ('U+200B', None, None)
    """
    if not text or any(_is_seen(char) for char in text):
        return None
    return f"U+{ord(text[0]):04X}"


def names_nothing(text: str) -> str | None:
    """Like ``shows_nothing``, for a name: a letter, a digit or a sign other than punctuation must be visible.

    >>> names_nothing("—?"), names_nothing("Ана"), names_nothing("7"), names_nothing("★")
    ('U+2014', None, None, None)
    """
    if not text or any(_is_seen(char) and unicodedata.category(char)[0] != "P" for char in text):
        return None
    return f"U+{ord(text[0]):04X}"


def _is_seen(char: str) -> bool:
    unseen = char.isspace() or char in _BLANK or is_invisible(char) or unicodedata.category(char)[0] == "M"
    return not unseen


def fold(text: str) -> str:
    """The text in the form in which names and words are compared.

    Case, compatibility forms, accents of Latin letters, stress marks, the dots of ё, apostrophes and
    invisible characters are removed. Punctuation and dashes become spaces, and several spaces become one. й,
    signs such as % and $, and all other letters and digits are kept. Folding twice changes nothing more. Text
    of punctuation alone becomes empty.

    >>> fold("The  Kremlin’s position — hasn't CHANGED…")
    'the kremlins position hasnt changed'
    """
    words = text.split()
    if text.isascii() or max(map(len, words), default=0) > LONGEST_KEPT:
        return _folded(text)
    return " ".join(filter(None, map(_of_word, words)))


class CharacterTable(dict[int, str]):
    """A table for ``str.translate`` that applies a rule to each character once, when it is first needed."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, code: int) -> str:
        self[code] = result = self._rule(chr(code))
        return result


class WordTable(dict[str, T]):
    """What a rule makes of words. It forgets all when they are many; a cache in order is slower."""

    def __init__(self, rule: Callable[[str], T]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, word: str) -> T:
        if len(self) >= MOST_KEPT:
            self.clear()
        self[word] = result = self._rule(word)
        return result


def _folded(text: str) -> str:
    if text.isascii():
        return " ".join(text.lower().translate(_FOLD).split())
    # Remove invisible characters first: they could keep a letter and its mark from composing.
    text = unicodedata.normalize("NFKC", text.translate(VISIBLE)).casefold()
    text = unicodedata.normalize("NFKC", text).translate(_FOLD)
    return " ".join(unicodedata.normalize("NFC", text).split())


_of_word: Final = WordTable(_folded).__getitem__


def is_invisible(char: str) -> bool:
    """Whether the character is invisible: soft hyphen, zero width, variation selector or control."""
    if char.isspace():
        return False
    return unicodedata.category(char) in {"Cf", "Cc", "Cs"} or "\ufe00" <= char <= "\ufe0f"


def plain_letter(char: str) -> str:
    """A lower-case composed letter without its accent.

    Latin letters lose their marks; of the Cyrillic letters only ё becomes е. Marks that are not part of a
    composed letter, such as a stress mark over a Russian vowel, are removed.
    """
    if char == "ё":
        return "е"
    if "\u0300" <= char <= "\u036f":
        return ""
    base = unicodedata.normalize("NFD", char)[0]
    return base if "a" <= base <= "z" else char


def _visible(char: str) -> str:
    if char == "´":
        return "'"
    return "" if is_invisible(char) else char


def _folded_character(char: str) -> str:
    if char in APOSTROPHES or is_invisible(char):
        return ""
    category = unicodedata.category(char)
    if char.isspace() or (category[0] == "P" and char not in _COUNTED_SIGNS):
        return " "
    return plain_letter(char)


VISIBLE: Final = CharacterTable(_visible)
"""Removes invisible characters. Use it before a compatibility form, in which ´ is a space and a mark."""
_FOLD: Final = CharacterTable(_folded_character)


FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"
_LETTER: Final = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"
"""The Unicode ranges of Hebrew, Arabic, Syriac, Thaana, N’Ko and other right-to-left scripts."""

_BETWEEN: Final = "[^\\w“”()\u2068\u2069]"
_RUN: Final = re.compile(
    f"{FIRST_STRONG_ISOLATE}[^{POP_ISOLATE}]*{POP_ISOLATE}|{_LETTER}(?:(?:{_BETWEEN}|\\d)*{_LETTER})*"
)
"""A text that is isolated already, or right-to-left letters with the characters between them."""


def isolated(text: str) -> str:
    """The text with each right-to-left name isolated, so that it does not change the order around it.

    Text that is isolated already stays as it is. Source: Unicode Standard Annex 9, isolates.

    >>> isolated("Council of Fenn")
    'Council of Fenn'
    """
    return _RUN.sub(_closed, text)


def _closed(run: re.Match[str]) -> str:
    words = run[0]
    return words if words[0] == FIRST_STRONG_ISOLATE else f"{FIRST_STRONG_ISOLATE}{words}{POP_ISOLATE}"
