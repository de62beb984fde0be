"""Text as people type it: what is refused in it, and what does not count when two texts are compared.

The folds follow Unicode's compatibility form and full case folding, then leave out what differs between
keyboards and typesetters rather than between words. They are made of per-character tables, so that a
million claims can be folded in seconds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

APOSTROPHES: Final = frozenset("'‘’‛ʼʹ`´")
"""What is typed for an apostrophe: straight, curly either way, modifier letters, and the two lone accents."""

_NONCHARACTERS: Final = "\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF)
)
_REFUSED = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff{_NONCHARACTERS}]")
_BLANK: Final = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs by Unicode's classes that show nothing: fillers, and the empty Braille cell."""
_COUNTED_SIGNS: Final = frozenset("%‰‱&@#§")
"""Punctuation by Unicode's classes, but part of what was said: 5% is not 5."""


def refused_character(text: str) -> str | None:
    """The code point ("U+202E") of the first character that no text of a record may hold, else None.

    Refused are the C0 and C1 controls but tab and newline, the bidirectional embeddings, overrides and
    isolates (they show another text than is stored), lone surrogates, and noncharacters such as U+FFFE.

    >>> refused_character("a\\u202eb")
    'U+202E'
    """
    found = _REFUSED.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def shows_nothing(text: str) -> str | None:
    """The code point of the first character of a text in which nothing can be seen, else None.

    Space, invisible characters, and marks without the letter that they belong to. Empty text gives None.

    >>> shows_nothing("\\u200b\\u200d"), shows_nothing("…"), shows_nothing("")
    ('U+200B', None, None)
    """
    if not text or any(_is_seen(char) for char in text):
        return None
    return f"U+{ord(text[0]):04X}"


def names_nothing(text: str) -> str | None:
    """The same for a name, in which a letter, a digit or a sign other than punctuation has to be seen.

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
    """The text without what does not tell two claims apart: the words' part in a claim's identity.

    Left out are case, compatibility forms, accents of Latin letters, stress marks, the dots of ё,
    apostrophes and invisible characters; punctuation and dashes are spaces, and spaces are one space. Kept
    are й, signs such as % and $, and every other letter and digit. Folding again changes nothing. A text of
    punctuation alone folds to nothing.

    >>> fold("The  Kremlin’s position — hasn't CHANGED…")
    'the kremlins position hasnt changed'
    """
    return folded(text, _FOLD)


class CharacterTable(dict[int, str]):
    """A table for ``str.translate`` that works out each character once, by its rule, on first meeting it."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, code: int) -> str:
        self[code] = result = self._rule(chr(code))
        return result


def folded(text: str, table: CharacterTable) -> str:
    """The text in folded case and compatible form, then through the table, with single spaces."""
    if text.isascii():
        return " ".join(text.lower().translate(table).split())
    # Invisible characters go first, for they would keep two letters from composing.
    text = unicodedata.normalize("NFKC", text.translate(_VISIBLE)).casefold()
    text = unicodedata.normalize("NFKC", text).translate(table)
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_invisible(char: str) -> bool:
    """Whether the character has no shape of its own: soft hyphen, zero width, variation selector, control."""
    if char.isspace():
        return False
    return unicodedata.category(char) in {"Cf", "Cc", "Cs"} or "\ufe00" <= char <= "\ufe0f"


def plain_letter(char: str) -> str:
    """A lower-case composed letter without the accent that does not count.

    Latin letters lose their marks; of the Cyrillic only ё becomes е. Marks that belong to no composed
    letter, such as a stress mark over a Russian vowel, are dropped.
    """
    if char == "ё":
        return "е"
    if "\u0300" <= char <= "\u036f":
        return ""
    base = unicodedata.normalize("NFD", char)[0]
    return base if "a" <= base <= "z" else char


def _visible(char: str) -> str:
    if char == "´":  # Its compatible form would be a space and a mark.
        return "'"
    return "" if is_invisible(char) else char


def _folded_character(char: str) -> str:
    if char in APOSTROPHES or is_invisible(char):
        return ""
    category = unicodedata.category(char)
    if char.isspace() or (category[0] == "P" and char not in _COUNTED_SIGNS):
        return " "
    return plain_letter(char)


_VISIBLE: Final = CharacterTable(_visible)
_FOLD: Final = CharacterTable(_folded_character)
