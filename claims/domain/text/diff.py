"""The differences between two texts, word by word.

Two texts have the same wording if they are the same by folding 2 (see ``word_folding``). Both texts can be
rebuilt exactly from the segments of a difference.

    before   the line | has   | not changed
    after    the line | hasn’t|     changed now
             kept      removed, added  kept   added
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import Levenshtein

from claims.domain.text.word_folding import STOP, Unit, is_word, tokens, units, words_and_ends

Kind = Literal["kept", "removed", "added"]

MARKS_FROM = 0.25
"""Below this similarity, marks are off by default, because almost nothing is in common."""

MOST_READ_NICELY = 200
"""The greatest number of tokens for difflib, which gives the most readable result in quadratic time. Above it
rapidfuzz is used."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words that are kept, removed or added. ``before`` or ``after`` may be empty."""

    kind: Kind
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Run:
    """A part of the merged text, shown with or without a mark."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class WordDiff:
    """The difference of two texts. ``kept``, ``removed`` and ``added`` count words and signs (%, $).

    ``same_ends`` means that the words and the sentence ends are the same. Texts with the same words may
    differ in where a sentence ends, or in whether it is a question.
    """

    segments: tuple[Segment, ...]
    kept: int
    removed: int
    added: int
    same_wording: bool
    same_ends: bool = True

    @property
    def similarity(self) -> float:
        """The similarity 2M/T of the folded words, 0 to 1. For two texts without words it is 1."""
        total = 2 * self.kept + self.removed + self.added
        return 2 * self.kept / total if total else 1.0

    @property
    def marks_by_default(self) -> bool:
        return self.similarity >= MARKS_FROM

    @property
    def sentence(self) -> str:
        kept = f"{self.kept} word" if self.kept == 1 else f"{self.kept} words"
        if self.same_wording:
            return f"the same wording, {kept}"
        if not self.removed and not self.added:
            what = "only the punctuation differs" if self.same_ends else "the ends of sentences differ"
            return f"kept {kept}, {what}"
        return f"kept {kept}, removed {self.removed}, added {self.added}"

    @property
    def runs(self) -> tuple[Run, ...]:
        """The two texts merged into one, with kept words as in the second text.

        A space is added where two words would run together.
        """
        shown = [_reading(segment) for segment in self.segments]
        for place, (text, following) in enumerate(pairwise(shown)):
            if text[-1:].isalnum() and _begins_with_word(following):
                shown[place] = text + " "
        return tuple(Run(segment.kind, text) for segment, text in zip(self.segments, shown, strict=True))


def compare_words(before: str, after: str) -> WordDiff:
    """The difference of two texts in the same language.

    Swapping the texts gives the same kept words, and swaps removed and added words. Use
    ``claims.domain.text.pairs.pair`` first to find out whether two texts may be compared.
    """
    first, second = _both(before, after)
    left, right = [unit.fold for unit in first], [unit.fold for unit in second]
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
        same_ends=words_and_ends(first) == words_and_ends(second),
    )


def _both(before: str, after: str) -> tuple[list[Unit], list[Unit]]:
    """The units of both texts. A full stop at the very end counts only if both texts have one."""
    first, second = list(units(before)), list(units(after))
    stops = [bool(found) and found[-1].fold == STOP for found in (first, second)]
    if stops[0] != stops[1]:
        for found, has_stop in zip((first, second), stops, strict=True):
            if has_stop and len(found) > 1:
                stop = found.pop()
                found[-1] = found[-1]._replace(text=found[-1].text + stop.text)
    return first, second


def _matches(left: list[str], right: list[str]) -> list[tuple[int, int, int]]:
    """Common runs as (start in left, start in right, length).

    The matchers are not symmetric, so the two lists are always compared in the same order.
    """
    if right < left:
        return [(start, other, length) for other, start, length in _matches(right, left)]
    if max(len(left), len(right)) <= MOST_READ_NICELY:
        found = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
        return [(block.a, block.b, block.size) for block in found if block.size]
    numbers = {token: number for number, token in enumerate(dict.fromkeys([*left, *right]))}
    opcodes = Levenshtein.opcodes([numbers[token] for token in left], [numbers[token] for token in right])
    return [(block.a, block.b, block.size) for block in opcodes.as_matching_blocks() if block.size]


def _worth_keeping(first: list[Unit], other_length: int, block: tuple[int, int, int]) -> bool:
    """Whether to keep a common run. A lone punctuation mark between two changes is not kept."""
    start, other, length = block
    at_beginning = start == 0 and other == 0
    at_end = start + length == len(first) and other + length == other_length
    return at_beginning or at_end or any(unit.is_word for unit in first[start : start + length])


def _changed(removed: list[Unit], added: list[Unit]) -> list[Segment]:
    segments = []
    if removed:
        segments.append(Segment("removed", _joined(removed), ""))
    if added:
        segments.append(Segment("added", "", _joined(added)))
    return segments


def _without_matches(before: str, after: str, first: list[Unit], second: list[Unit]) -> WordDiff:
    """The difference if at least one of the texts has nothing but white space."""
    segments: list[Segment] = []
    blank_before, blank_after = ("" if first else before), ("" if second else after)
    if blank_before or blank_after:
        segments.append(Segment("kept", blank_before, blank_after))
    segments += _changed(first, second)
    return WordDiff(tuple(segments), 0, _word_count(first), _word_count(second), not first and not second)


def _joined(units: list[Unit]) -> str:
    return "".join(unit.text for unit in units)


def _word_count(units: list[Unit]) -> int:
    return sum(unit.is_word for unit in units)


def _begins_with_word(text: str) -> bool:
    """Whether the text begins with a word, or with the sign of a number."""
    return any(is_word(token) for token in tokens(text[:20])[:1])


def _reading(segment: Segment) -> str:
    if segment.kind == "removed":
        return segment.before
    if segment.kind == "kept" and segment.before[-1:].isspace() and not segment.after[-1:].isspace():
        return segment.after + " "
    return segment.after
