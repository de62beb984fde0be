"""Folding 2: the differences between the words of claims that matter, and those that do not.

The same rule serves identities, word marks, the check of passages, and typographic changes.

Ignored are case; quotation marks; the style of apostrophes, hyphens and dashes; ё or е; invisible marks;
white space; the Unicode form; full-width letters and ligatures; the script of digits; a full stop at the very
end; an exclamation mark or a full stop. Everything else matters: letters and their accents, signs before
numbers, separators in numbers, %, ‰ and currencies, raised digits, sentence ends and commas. Spellings that
may differ in meaning are different.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from claims.domain.text.folding import LONGEST_KEPT, CharacterTable, WordTable, is_invisible

STOP: Final = "."
QUESTION: Final = "?"
ELLIPSIS: Final = "…"
SIGN: Final = "−"
"""The sign before a number: −5, -5 and –5 are the same."""
DASH: Final = "–"
QUOTE: Final = '"'
SENTENCE_ENDS: Final = frozenset({STOP, QUESTION})

_SINGLE: Final = "'’‘‛ʼ´`׳՚＇"
_ALIKE: Final = {
    **dict.fromkeys(_SINGLE, "'"),
    **dict.fromkeys("«»“”„‟‹›‚״「」『』〝〞〟", '"'),
    **dict.fromkeys("‐‑‒–֊־", "-"),
    **dict.fromkeys("―⸺⸻", "—"),
    **dict.fromkeys("。۔।॥։።", "."),
    **dict.fromkeys("؟፧", "?"),
    "٪": "%",
    "،": ",",
    "؛": ";",
    "\u0345": "ι",  # The only mark that case folding turns into a letter.
}
"""Characters with the same meaning, each with the character that they are folded to."""

_SHAPES: Final = frozenset(
    {"wide", "narrow", "small", "vertical", "font", "initial", "medial", "final", "isolated"}
)
"""Compatibility forms that are another shape of the same character. Raised digits and fractions are not."""

_SHAPELESS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_OPENING: Final = frozenset("“‘„‚«‹「『〝")
_BEFORE_OPENING: Final = frozenset("([{¿¡-–—―/")
_SIGNS: Final = frozenset("%‰‱&@#§′″")
"""Signs that Unicode calls punctuation, but that are part of what was said: 5% is not 5."""

_IDEOGRAPHS: Final = "\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CURRENCIES: Final = "$\u00a2-\u00a5\u058f\u060b\u09f2\u09f3\u0e3f\u17db\u20a0-\u20cf\ufdfc"
_SIMPLE: Final = re.compile("([0-9A-Za-zÀ-ÖØ-Þà-öø-ÿА-Яа-я]+)([.,]?)")
"""A word of letters and digits that have the same form everywhere, as most words are."""
_TATWEEL: Final = "\u0640"
_DOTS_OF_YO: Final = re.compile("(?<=е)\u0308+")


class Unit(NamedTuple):
    """A word, a sign or a punctuation mark that matters, with the ignored text next to it.

    ``fold`` is compared. ``is_word`` is true for words, numbers and signs such as % and $.
    """

    text: str
    fold: str
    is_word: bool


def fold_words(text: str) -> str:
    """The words as they are compared. Folding twice changes nothing more; quotation marks alone become empty.

    >>> fold_words("Growth — «so  he says» — will be –5 %!")
    'growth – so he says – will be −5 %'
    """
    words = text.split()
    is_long = max(map(len, words), default=0) > LONGEST_KEPT
    of_words = [None] if is_long else [*map(_of_word, words)]
    found = (unit.fold for unit in units(text)) if None in of_words else filter(None, of_words)
    folds = " ".join(found)
    return "" if folds == STOP else folds.removesuffix(f" {STOP}")


def _folds_of_word(word: str) -> str | None:
    """The folds in a text without white space; None if they depend on the text around it."""
    if simple := _SIMPLE.fullmatch(word):
        return f"{simple[1].lower()} {simple[2]}" if simple[2] else simple[1].lower()
    folds = {folded(token) for token in tokens(word)}
    found = tuple(unit.fold for unit in units(word))
    depends = not folds.isdisjoint((QUOTE, "¡")) or (found and found[0] in SENTENCE_ENDS)
    return None if depends else " ".join(found)


_of_word: Final = WordTable(_folds_of_word).__getitem__


def units(text: str) -> tuple[Unit, ...]:
    """The units of a text in order. Their texts joined are the text, unless there are no units.

    Successive sentence ends are one: a question mark if there is one among them.
    """
    found: list[Unit] = []
    waiting = ""
    for token, fold, leads in _pieces(text):
        latest = found[-1] if found else None
        if latest and fold in SENTENCE_ENDS and latest.fold in SENTENCE_ENDS:
            one = QUESTION if QUESTION in (fold, latest.fold) else STOP
            found[-1] = Unit(latest.text + waiting + token, one, latest.is_word)
            waiting = ""
        elif fold:
            found.append(Unit(waiting + token, fold, counts_as_word(fold)))
            waiting = ""
        elif latest and not waiting and not leads:
            found[-1] = Unit(latest.text + token, latest.fold, latest.is_word)
        else:
            waiting += token
    if waiting and found:
        latest = found[-1]
        found[-1] = Unit(latest.text + waiting, latest.fold, latest.is_word)
    return tuple(found)


def words_and_ends(found: Iterable[Unit]) -> list[str]:
    """The folds of words, signs and sentence ends, without other punctuation."""
    return [unit.fold for unit in found if unit.is_word or unit.fold in SENTENCE_ENDS]


def tokens(text: str) -> tuple[str, ...]:
    """The words, punctuation marks and runs of white space of a text; joined they are the text.

    A word includes its apostrophes, hyphens and separators, and a number the sign before it. Each Chinese or
    Japanese character is a word, as these scripts have no spaces.

    >>> tokens("It hasn’t changed by −5.")
    ('It', ' ', 'hasn’t', ' ', 'changed', ' ', 'by', ' ', '−5', '.')
    """
    shown = text.translate(_PLAIN)
    if not shown:
        return (text,) if text else ()
    marks = () if shown.isascii() else {char for char in shown if unicodedata.category(char)[0] == "M"}
    pattern = _pattern("".join(sorted(marks)))
    if shown == text:
        return tuple(pattern.findall(text))
    places = [place for place, char in enumerate(text) if _PLAIN[ord(char)]]
    starts = [places[match.start()] for match in pattern.finditer(shown)]
    starts[0] = 0
    return tuple(text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True))


@lru_cache(maxsize=20_000)
def folded(token: str) -> str:
    """The token as it is compared; empty for white space. Every quotation mark is ``"``."""
    text = unicodedata.normalize("NFD", spelled(token).translate(_JOINED)).casefold()
    text = _DOTS_OF_YO.sub("", unicodedata.normalize("NFD", text))
    text = unicodedata.normalize("NFC", text)
    return STOP if text == "!" else text


def spelled(token: str) -> str:
    """The token with unified characters, but with its case and ё; empty for white space."""
    text = unicodedata.normalize("NFC", token.translate(_PLAIN)).strip()
    if not is_word(text):
        return ELLIPSIS if len(text) > 1 and not text.strip(STOP) else _MARKS.get(text, text)
    text = text.replace("—", "-")
    return SIGN + text[1:] if text[0] in "-−" else text


def is_word(token: str) -> bool:
    """Whether the token has a letter or a digit."""
    return any(character.isalnum() for character in token)


def counts_as_word(fold: str) -> bool:
    """Whether a folded token counts as a word: it has a letter or a digit, or is a sign."""
    return is_word(fold) or fold[:1] in _SIGNS or unicodedata.category(fold[0])[0] == "S"


def _pieces(text: str) -> Iterator[tuple[str, str, bool]]:
    """Each token with its fold, and whether it belongs to the word after it."""
    opened = 0
    previous = ""
    for token in tokens(text):
        fold, leads = folded(token), False
        if fold == QUOTE:
            fold = ""
            begins = not previous or previous[-1].isspace() or previous[-1] in _BEFORE_OPENING
            if begins or (not opened and first_shown(token) in _OPENING):
                opened, leads = opened + 1, True
            elif opened:
                opened -= 1
            elif folded(previous)[-1:].isdigit():  # Not a quotation: feet and inches, minutes and seconds.
                fold = "′" if first_shown(token) in _SINGLE else "″"
        elif fold == "¡":
            fold, leads = "", True
        yield token, fold, leads
        previous = token


def first_shown(token: str) -> str:
    """The first visible character of a token."""
    return next((char for char in token if not is_shapeless(char)), "")


def is_shapeless(char: str) -> bool:
    """Whether the character is invisible, or only stretches a word (the Arabic tatweel)."""
    return (
        is_invisible(char) or char in _SHAPELESS or char == _TATWEEL or "\U000e0100" <= char <= "\U000e01ef"
    )


@lru_cache(maxsize=64)
def _pattern(extending: str) -> re.Pattern[str]:
    """The pattern of tokens. ``extending`` are the combining marks of the text."""
    marks = re.escape(extending)
    more = f"[{marks}]*" if marks else ""
    core = rf"(?:[^\W_{_IDEOGRAPHS}]{more})+"
    inside = (
        rf"(?:['\-]{more}"
        r"|(?<=\d)[.,٫٬—](?=\d)"
        r'|(?<=[\u0590-\u05ff])"(?=[\u05d0-\u05ea])'  # חו״ל, an abbreviation
        ")"
    )
    sign = rf"(?<![\w{marks}%‰)\]°])[-−](?=[{_CURRENCIES}]?[.,]?\d)[{_CURRENCIES}]?"
    decimal = rf"(?<![\w{marks}.,])[.,](?=\d)"  # .5
    word = rf"(?:{sign})?(?:{decimal})?{core}(?:{inside}{core})*"
    return re.compile(rf"\s+|{word}|\.{{2,}}|.{more}", re.DOTALL)


def _plain_character(char: str) -> str:
    """The character that this one is folded to; empty for an invisible one."""
    if is_shapeless(char):
        return ""
    composed = unicodedata.normalize("NFC", char)
    char = composed if len(composed) == 1 else char
    if char in _ALIKE:
        return _ALIKE[char]
    if char.isspace():
        return " "
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.decimal(char))
    shape, *codes = unicodedata.decomposition(char).split() or [""]
    if shape.strip("<>") in _SHAPES and len(codes) == 1:
        return _plain_character(chr(int(codes[0], 16)))
    return char


def _joined_character(char: str) -> str:
    """The letters of a ligature, such as the Arabic lam-alef."""
    if char == "ŉ":  # Its apostrophe is at the edge of a word, and so a quotation mark.
        return "n"
    shape, *codes = unicodedata.decomposition(char).split() or [""]
    apart = "".join(chr(int(code, 16)) for code in codes)
    return apart if shape.strip("<>") in _SHAPES and len(codes) > 1 and " " not in apart else char


_PLAIN: Final = CharacterTable(_plain_character)
_JOINED: Final = CharacterTable(_joined_character)
_MARKS: Final = {"'": QUOTE, "-": DASH, "—": DASH}
