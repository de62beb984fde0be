"""How the words of two texts differ, word for word.

``word_folding`` says what counts: two texts have the same wording if they are the same by folding 2.
Nothing is lost on the way: both texts can be rebuilt exactly from the segments.

    before   the line | has   | not changed
    after    the line | hasn’t|     changed now
             kept      removed, added  kept   added
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import Levenshtein

from claims.domain.word_folding import SENTENCE_ENDS, STOP, Unit, is_word, tokens, units

Kind = Literal["kept", "removed", "added"]

MARKS_FROM = 0.25
"""Below this similarity, marks are off by default: almost nothing is in common."""

MOST_READ_NICELY = 200
"""difflib reads best, but its time grows with the square; above so many tokens rapidfuzz takes over."""


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
    """What two texts have in common; ``kept``, ``removed`` and ``added`` count words and signs (%, $).

    ``same_ends`` is true if words and sentence ends are the same; of the same words it tells whether a
    sentence ends elsewhere, or asks and did not.
    """

    segments: tuple[Segment, ...]
    kept: int
    removed: int
    added: int
    same_wording: bool
    same_ends: bool = True

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
            what = "only the punctuation differs" if self.same_ends else "the ends of sentences differ"
            return f"kept {kept}, {what}"
        return f"kept {kept}, removed {self.removed}, added {self.added}"

    @property
    def runs(self) -> tuple[Run, ...]:
        """The two texts merged into one for reading: kept words as the second text prints them.

        White space is mended where a word that ended one text now stands before another word.
        """
        shown = [_reading(segment) for segment in self.segments]
        for place, (text, following) in enumerate(pairwise(shown)):
            if text[-1:].isalnum() and _begins_with_word(following):
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
        same_ends=_with_ends(first) == _with_ends(second),
    )


def _both(before: str, after: str) -> tuple[list[Unit], list[Unit]]:
    """The units of both texts. A full stop at the very end counts only where both have one."""
    first, second = list(units(before)), list(units(after))
    stops = [bool(found) and found[-1].fold == STOP for found in (first, second)]
    if stops[0] != stops[1]:
        for found, has_stop in zip((first, second), stops, strict=True):
            if has_stop and len(found) > 1:
                stop = found.pop()
                found[-1] = replace(found[-1], text=found[-1].text + stop.text)
    return first, second


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


def _worth_keeping(first: list[Unit], other_length: int, block: tuple[int, int, int]) -> bool:
    """A lone comma between two changes is no common ground: it would only break them up."""
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


def _with_ends(found: list[Unit]) -> list[str]:
    """The words and the ends of sentences between them."""
    return [unit.fold for unit in found if unit.is_word or unit.fold in SENTENCE_ENDS]


def _without_matches(before: str, after: str, first: list[Unit], second: list[Unit]) -> WordDiff:
    """At least one of the texts has nothing in it but white space."""
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
    """Whether a word would run into what stands before it; so would the sign of a number."""
    return any(is_word(token) for token in tokens(text[:20])[:1])


def _reading(segment: Segment) -> str:
    if segment.kind == "removed":
        return segment.before
    if segment.kind == "kept" and segment.before[-1:].isspace() and not segment.after[-1:].isspace():
        return segment.after + " "
    return segment.after
