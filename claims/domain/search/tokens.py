"""Split texts into search tokens, in the same way for the index and for queries."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import chain, groupby
from typing import Final, TypeVar, cast

from claims.domain.text.folding import (
    APOSTROPHES,
    LONGEST_KEPT,
    VISIBLE,
    CharacterTable,
    is_invisible,
    plain_letter,
)

_PLAIN_SPELLINGS: Final = {
    "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه",
}  # fmt: skip
"""Letters that Unicode does not decompose, with the letters that people type instead: Latin letters, the
forms of the Arabic alef, yeh and kaf, and the teh at the end of a word."""

_UNWRITTEN: Final = (("\u0591", "\u05bd"), ("\u05bf", "\u05bf"), ("\u05c1", "\u05c2"), ("\u05c4", "\u05c5"),
                     ("\u05c7", "\u05c7"), ("\u0640", "\u0640"), ("\u0610", "\u061a"), ("\u064b", "\u065f"),
                     ("\u0670", "\u0670"), ("\u06d6", "\u06dc"), ("\u06df", "\u06e4"), ("\u06e7", "\u06e8"),
                     ("\u06ea", "\u06ed"))  # fmt: skip
"""Hebrew and Arabic vowel points and the Arabic tatweel, which are mostly not written."""

_STANDING_ALONE: Final = (
    ("\u3040", "\u30ff"),
    ("\u3400", "\u4dbf"),
    ("\u4e00", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003fffd"),
)
"""Kana and Han are written without spaces: each character is a token, and a word is a phrase."""

_APOSTROPHE: Final = f"[{''.join(sorted(APOSTROPHES))}]"
_HYPHENS: Final = "-‐‑֊־"
WITHIN_HEBREW: Final = re.compile('["״׳“”„](?<=[\u05d0-\u05ea].)(?=[\u05d0-\u05ea])')
"""The mark in a Hebrew abbreviation. It is typed as a quotation mark and does not separate words."""
_GROUPED: Final = re.compile(
    rf"(?<![\w.,])[1-9]\d{{0,2}}(?:([ ,.٬]|{_APOSTROPHE})\d{{3}})(?:\1\d{{3}})*(?!\d)"
    r"|(?<![\w.,])[1-9]\d?(?:,\d{2})+,\d{3}(?!\d)"
)
"""A number in groups of three digits, or in Indian groups."""
_ABBREVIATED: Final = re.compile(r"\b[^\W\d_](?:\. ?[^\W\d_]\b(?=\.))+\.|\b[^\W\d_](?:\.[^\W\d_]\b)+")
"""Single letters with full stops: U.S., U. S., and U.S without the last one."""
_ELIDED: Final = re.compile(
    rf"(?<!\w)(?<!{_APOSTROPHE})(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|all|dall|dell|nell|sull|un){_APOSTROPHE}(?=[^\W\d_]{{2}})"
)
"""Small words that are elided before a vowel, in French, Italian, Catalan and Occitan."""
_MAY_ABBREVIATE: Final = re.compile(r"\.(?<=\b[^\W\d_]\.)")
_MAY_ELIDE: Final = re.compile(_APOSTROPHE)
_DIGIT: Final = re.compile(r"\d")
_SIMPLE: Final = re.compile("([A-Za-zÀ-ÖØ-Þà-öø-ÿА-яЁё]{2,})[.,:;!?]?")
"""A word of letters that have the same form everywhere, which most words are."""
Tokens = tuple[str, ...]
Both = tuple[Tokens, Tokens]
"""What ``tokens`` and ``joined`` give of a text."""
T = TypeVar("T")
_PIECES: Final = re.compile(r"[\s/,;:—–]+")
_COMPOUND: Final = re.compile(rf"[^\W\d_][{_HYPHENS}][^\W\d_]|{_ELIDED.pattern}")
_JOINTS: Final = re.compile(rf"[{_HYPHENS}]|{_APOSTROPHE}")
_BETWEEN_KINDS: Final = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


def tokens(text: str) -> Tokens:
    """The search tokens of a text, in order, with repeats.

    Case, compatibility forms, accents of Latin and Greek letters, stress marks, the dots of ё, and Arabic and
    Hebrew points are removed. Apostrophes are removed, so that hasn't, hasn’t and hasnt are the same word,
    and so are small words elided before one (l'opposition). An abbreviation is one word without its full
    stops. A number is one word without group separators, in the digits 0 to 9. Letters and digits are
    separate words: S300, S-300 and S 300 are two words each. Everything else separates words. No text is
    refused: what cannot be searched for is left out.

    >>> tokens("The U.S. “position” hasn't changed: 600,000 or 1,5 %")
    ('the', 'us', 'position', 'hasnt', 'changed', '600000', 'or', '1', '5')
    """
    return tuple(chain.from_iterable([found for found, _ in in_pieces(text, of_word, of_text)]))


def joined(text: str) -> Tokens:
    """Alternative tokens for words that `tokens` splits: hyphenated and elided words as one word.

    >>> joined("Re-election of D'Amato, S-300")
    ('reelection', 'damato')
    """
    found = chain.from_iterable([found for _, found in in_pieces(text, of_word, of_text)])
    return tuple(dict.fromkeys(found))


def in_pieces(text: str, word: Callable[[str], T | None], piece: Callable[[str], T]) -> list[T]:
    """What ``word`` gives of each word of a text, ``piece`` of those for which it gives None.

    Those that follow one another come together, as they may belong together: 600 000, U. S.
    """
    words = text.split(" ")
    if len(text) > LONGEST_KEPT < max(map(len, words)):
        return [piece(text)]
    found = [*map(word, words)]
    if None not in found:
        return cast("list[T]", found)
    pieces: list[T] = []
    for is_unclear, some in groupby(zip(words, found, strict=True), key=lambda pair: pair[1] is None):
        if is_unclear:
            pieces.append(piece(" ".join([one for one, _ in some])))
        else:
            pieces += [of_one for _, of_one in some if of_one is not None]
    return pieces


def of_word(word: str) -> Both | None:
    """Both kinds of tokens of a word; None if they may depend on the words around it."""
    if simple := _SIMPLE.fullmatch(word):
        return (simple[1].lower().translate(_TOKENS),), ()
    folded = _folded(word)
    if _DIGIT.search(folded) or _MAY_ABBREVIATE.search(folded):
        return None
    return _all_tokens(folded), tuple(_joined(folded)) if _JOINTS.search(folded) else ()


def of_text(text: str) -> Both:
    """Both kinds of tokens of a text."""
    prepared = _prepared(text)
    return _all_tokens(prepared), tuple(_joined(prepared))


def _all_tokens(prepared: str) -> Tokens:
    return _cut(_ELIDED.sub(" ", prepared) if _MAY_ELIDE.search(prepared) else prepared)


def _joined(text: str) -> Iterator[str]:
    for piece in _PIECES.split(text):
        if _COMPOUND.search(piece):
            found = _cut(_JOINTS.sub("", piece))
            if len(found) == 1 and not found[0].isdigit():
                yield found[0]


def _prepared(text: str) -> str:
    """The text with case and compatibility forms folded, and abbreviations and grouped numbers joined."""
    text = _folded(text)
    if _MAY_ABBREVIATE.search(text):
        text = _ABBREVIATED.sub(_abbreviation, text)
    if _DIGIT.search(text):
        text = _GROUPED.sub(lambda found: re.sub(r"\D", "", found.group()), text.translate(_DIGITS))
    return text


def _folded(text: str) -> str:
    if text.isascii():
        return text.translate(VISIBLE).lower()
    text = unicodedata.normalize("NFKC", text.translate(VISIBLE)).casefold()
    return WITHIN_HEBREW.sub("", unicodedata.normalize("NFKC", text))


def _abbreviation(found: re.Match[str]) -> str:
    word = re.sub("[. ]", "", found.group())
    following = found.string[found.end() : found.end() + 1]
    return word if following in APOSTROPHES else f"{word} "


def _cut(text: str) -> Tokens:
    text = unicodedata.normalize("NFC", text.translate(_TOKENS))
    return tuple((_BETWEEN_KINDS.sub(" ", text) if _DIGIT.search(text) else text).split())


def _digit(char: str) -> str:
    return str(unicodedata.digit(char)) if unicodedata.category(char) == "Nd" else char


def _token_character(char: str) -> str:
    if char in APOSTROPHES or is_invisible(char) or _is_in(char, _UNWRITTEN):
        return ""
    if unicodedata.category(char)[0] not in "LNM":
        return " "
    if _is_in(char, _STANDING_ALONE):
        return f" {char} "
    base = unicodedata.normalize("NFD", char)[0]
    if "α" <= base <= "ω":
        return base
    return _PLAIN_SPELLINGS.get(char) or plain_letter(char)


def _is_in(char: str, spans: tuple[tuple[str, str], ...]) -> bool:
    return any(first <= char <= latest for first, latest in spans)


_DIGITS: Final = CharacterTable(_digit)
_TOKENS: Final = CharacterTable(_token_character)
