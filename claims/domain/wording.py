"""How the words of two texts differ, word for word.

Case, the style of quotation marks and apostrophes, ё/е, U+2011 and the Unicode form do not count
(DESIGN §3). Nothing is lost on the way: both texts can be rebuilt exactly from the segments.

    before   the line | has   | not changed
    after    the line | hasn’t|     changed now
             kept      removed, added  kept   added
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import Levenshtein

Kind = Literal["kept", "removed", "added"]

MARKS_FROM = 0.25
"""Below this similarity, marks are off by default: almost nothing is in common."""

MOST_READ_NICELY = 200
"""difflib reads best, but its time grows with the square; above so many tokens rapidfuzz takes over."""

_APOSTROPHES = "'\u2019\u2018\u201b\u02bc\u00b4\u0060\u1fef\u1ffd\uff07"
_HYPHENS = "\\-\u2010\u2011"
_QUOTES = '"«»“”„‟‹›‚\uff02'
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
_JOINERS = "\u200c\u200d"
_IDEOGRAPHS = "\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_FOLDS = str.maketrans(
    {
        "ё": "е",
        **dict.fromkeys("\u2010\u2011", "-"),
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict.fromkeys(_QUOTES, '"'),
    }
)
_DROPPED = str.maketrans(dict.fromkeys(_INVISIBLE, ""))


@lru_cache(maxsize=64)
def _pattern(extending: str) -> re.Pattern[str]:
    """The token pattern; ``extending`` are the characters of this text that belong to the one before."""
    more = f"[{re.escape(extending)}]*" if extending else ""
    core = rf"(?:[^\W_\u02bc{_IDEOGRAPHS}]{more})+"
    inside = rf"(?:[{_APOSTROPHES}{_HYPHENS}]{more}|(?<=\d)[.,](?=\d))"
    return re.compile(rf"\s+|{core}(?:{inside}{core})*|.{more}", re.DOTALL)


def _extends(character: str) -> bool:
    return character in _INVISIBLE or character in _JOINERS or unicodedata.category(character)[0] == "M"


def tokens(text: str) -> tuple[str, ...]:
    """Words, punctuation marks and runs of white space; joined they are the text again.

    A word holds its inner apostrophes, hyphens and decimal separators. Each Chinese or Japanese character
    is a word of its own, as these scripts set no spaces.

    >>> tokens("It hasn’t changed.")
    ('It', ' ', 'hasn’t', ' ', 'changed', '.')
    """
    extending = "".join(sorted(character for character in set(text) if _extends(character)))
    return tuple(_pattern(extending).findall(text))


def folded(token: str) -> str:
    """The token as it is compared; two tokens with one folding differ in nothing that counts."""
    text = unicodedata.normalize("NFD", token.translate(_DROPPED)).casefold()
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).translate(_FOLDS))
    return '"' if text == "'" else text


def is_word(token: str) -> bool:
    """Whether the token is counted as a word: it has a letter or a digit."""
    return any(character.isalnum() for character in token)


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of one kind. ``before`` is empty in an added one, ``after`` in a removed one."""

    kind: Kind
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the merged text, to be shown with or without a mark."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class WordDiff:
    """What two texts have in common; ``kept``, ``removed`` and ``added`` count words, not punctuation."""

    segments: tuple[Segment, ...]
    kept: int
    removed: int
    added: int
    same_wording: bool

    @property
    def similarity(self) -> float:
        """2M/T on folded words, 0 to 1; two texts without any word count as alike."""
        total = 2 * self.kept + self.removed + self.added
        return 2 * self.kept / total if total else 1.0

    @property
    def marks_by_default(self) -> bool:
        return self.similarity >= MARKS_FROM

    @property
    def before(self) -> str:
        """The first text, exactly."""
        return "".join(segment.before for segment in self.segments)

    @property
    def after(self) -> str:
        """The second text, exactly."""
        return "".join(segment.after for segment in self.segments)

    @property
    def sentence(self) -> str:
        kept = f"{self.kept} word" if self.kept == 1 else f"{self.kept} words"
        if self.same_wording:
            return f"the same wording, {kept}"
        if not self.removed and not self.added:
            return f"kept {kept}, only the punctuation differs"
        return f"kept {kept}, removed {self.removed}, added {self.added}"

    @property
    def runs(self) -> tuple[Run, ...]:
        """The two texts merged into one for reading: kept words as the second text prints them.

        White space is mended where a word that ended one text now stands before another word.
        """
        shown = [_reading(segment) for segment in self.segments]
        for place, (text, following) in enumerate(pairwise(shown)):
            if text[-1:].isalnum() and following[:1].isalnum():
                shown[place] = text + " "
        return tuple(Run(segment.kind, text) for segment, text in zip(self.segments, shown, strict=True))

    @property
    def text_form(self) -> str:
        """The merged text without any mark-up: ``kept [-removed-] {+added+}``."""
        marks = {"kept": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
        parts = []
        for run in self.runs:
            opening, closing = marks[run.kind]
            core = run.text.strip()
            start = run.text.find(core)
            parts.append(f"{run.text[:start]}{opening}{core}{closing}{run.text[start + len(core) :]}")
        return "".join(parts)


def compare_words(before: str, after: str) -> WordDiff:
    """The difference of two texts of one language.

    Turning the two round gives the same kept words, and removed and added in exchange. Whether the texts
    may be compared at all is asked of ``claims.domain.text_pair.pair`` first.
    """
    first, second = _units(before), _units(after)
    left, right = [unit.folded for unit in first], [unit.folded for unit in second]
    if not left or not right:
        return _without_matches(before, after, first, second)
    blocks = [block for block in _matches(left, right) if _worth_keeping(first, len(second), block)]
    segments: list[Segment] = []
    kept = at_first = at_second = 0
    for start, other, length in [*blocks, (len(left), len(right), 0)]:
        segments += _changed(first[at_first:start], second[at_second:other])
        at_first, at_second = start + length, other + length
        if length:
            words = first[start:at_first]
            segments.append(Segment("kept", _joined(words), _joined(second[other:at_second])))
            kept += _word_count(words)
    return WordDiff(
        segments=tuple(segments),
        kept=kept,
        removed=_word_count(first) - kept,
        added=_word_count(second) - kept,
        same_wording=left == right,
    )


@dataclass(frozen=True, slots=True)
class _Unit:
    """A token with the white space that hangs on it."""

    text: str
    folded: str
    word: bool


def _units(text: str) -> list[_Unit]:
    units: list[_Unit] = []
    waiting = ""
    for token in tokens(text):
        fold = "" if token.isspace() else folded(token)
        if fold:
            units.append(_Unit(waiting + token, fold, is_word(token)))
            waiting = ""
        elif units:
            latest = units[-1]
            units[-1] = _Unit(latest.text + token, latest.folded, latest.word)
        else:
            waiting += token
    return units


def _matches(left: list[str], right: list[str]) -> list[tuple[int, int, int]]:
    """Common runs as (start in left, start in right, length).

    The matchers are not symmetric in themselves, so the two are always put in one order.
    """
    if right < left:
        return [(start, other, length) for other, start, length in _matches(right, left)]
    if max(len(left), len(right)) <= MOST_READ_NICELY:
        found = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
        return [(block.a, block.b, block.size) for block in found if block.size]
    numbers = {token: number for number, token in enumerate(dict.fromkeys([*left, *right]))}
    opcodes = Levenshtein.opcodes([numbers[token] for token in left], [numbers[token] for token in right])
    return [(block.a, block.b, block.size) for block in opcodes.as_matching_blocks() if block.size]


def _worth_keeping(first: list[_Unit], other_length: int, block: tuple[int, int, int]) -> bool:
    """A lone comma between two changes is no common ground: it would only break them up."""
    start, other, length = block
    at_beginning = start == 0 and other == 0
    at_end = start + length == len(first) and other + length == other_length
    return at_beginning or at_end or any(unit.word for unit in first[start : start + length])


def _changed(removed: list[_Unit], added: list[_Unit]) -> list[Segment]:
    segments = []
    if removed:
        segments.append(Segment("removed", _joined(removed), ""))
    if added:
        segments.append(Segment("added", "", _joined(added)))
    return segments


def _without_matches(before: str, after: str, first: list[_Unit], second: list[_Unit]) -> WordDiff:
    """At least one of the texts has nothing in it but white space."""
    segments: list[Segment] = []
    blank_before, blank_after = ("" if first else before), ("" if second else after)
    if blank_before or blank_after:
        segments.append(Segment("kept", blank_before, blank_after))
    segments += _changed(first, second)
    return WordDiff(tuple(segments), 0, _word_count(first), _word_count(second), not first and not second)


def _joined(units: list[_Unit]) -> str:
    return "".join(unit.text for unit in units)


def _word_count(units: list[_Unit]) -> int:
    return sum(unit.word for unit in units)


def _reading(segment: Segment) -> str:
    if segment.kind == "removed":
        return segment.before
    if segment.kind == "kept" and segment.before[-1:].isspace() and not segment.after[-1:].isspace():
        return segment.after + " "
    return segment.after
