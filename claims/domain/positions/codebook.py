"""The codebook: when a claim is coded and when its stance counts.

Its lines are made from ``counting`` and the closed lists, so they always describe what the program does.

A stance means what its answer meant when an editor gave it. An answer in use therefore keeps its slug, text,
rule, side and place in the order. Typography may be mended, empty values may be filled in, and answers may be
added, because that does not change the meaning of stances.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from claims.domain.positions.counting import as_reported, why_not_counted
from claims.domain.positions.voices import NO_STANCE
from claims.domain.record.shared import Answer, PositionRecord
from claims.domain.record.vocabulary import FORMS, KINDS, SPEAKER_KINDS, STANCE_BASES
from claims.domain.text.typographic import text_problem

COUNTED = "Counted."
AS_REPORTED = "Counted; a finding that rests on such words alone says “as reported”."
CODED = "Gets a stance like any other claim."


@dataclass(frozen=True, slots=True)
class CodebookLine:
    """The rule for one word of a closed list."""

    label: str
    rule: str
    is_counted: bool


@dataclass(frozen=True, slots=True)
class CodebookRules:
    """The rules by kind of claim, form of words, kind of speaker, and basis of the stance."""

    kinds: tuple[CodebookLine, ...]
    forms: tuple[CodebookLine, ...]
    speakers: tuple[CodebookLine, ...]
    bases: tuple[CodebookLine, ...]


def codebook_rules() -> CodebookRules:
    """The rules for all positions, in the order of the closed lists."""
    return CodebookRules(
        kinds=tuple(
            _line(KINDS, kind, NO_STANCE if kind == "reported_silence" else "", counted=CODED)
            for kind in KINDS
        ),
        forms=tuple(
            _line(
                FORMS,
                form,
                why_not_counted(form, "person", "own_words"),
                counted=AS_REPORTED if as_reported(form) else COUNTED,
            )
            for form in FORMS
        ),
        speakers=tuple(
            _line(SPEAKER_KINDS, kind, why_not_counted("quoted", kind, "own_words")) for kind in SPEAKER_KINDS
        ),
        bases=tuple(
            _line(STANCE_BASES, basis, why_not_counted("quoted", "person", basis)) for basis in STANCE_BASES
        ),
    )


def _line(words: Mapping[str, str], word: str, refused: str, *, counted: str = COUNTED) -> CodebookLine:
    label = words[word]
    return CodebookLine(f"{label[:1].upper()}{label[1:]}", refused or counted, not refused)


def answer_changes(before: PositionRecord, after: PositionRecord) -> dict[str, str]:
    """The answers whose meaning would change, with the reason in words: ``{"yes": "its rule changes"}``.

    >>> yes = Answer(slug="yes", text="Yes")
    >>> answer_changes(PositionRecord(slug="p", question="?", answers=(yes,)),
    ...                PositionRecord(slug="p", question="?"))
    {'yes': 'it is taken away'}
    """
    kept = {answer.slug: answer for answer in after.answers}
    found = {}
    for answer in before.answers:
        change = _change(answer, kept[answer.slug]) if answer.slug in kept else "it is taken away"
        if change:
            found[answer.slug] = change
    if before.ordered and after.ordered:
        old = [answer.slug for answer in before.answers if answer.slug in kept]
        new = [slug for slug in kept if slug in old]
        for one, other in zip(old, new, strict=True):
            if one != other:
                found.setdefault(one, "its place in the order changes")
    return found


def _change(before: Answer, after: Answer) -> str:
    if _differs(before.text, after.text):
        return "its text changes"
    if _differs(before.rule, after.rule):
        return "its rule changes"
    if before.side and before.side != after.side:
        return "its side changes"
    return ""


def _differs(before: str, after: str) -> bool:
    return bool(before) and before != after and (not after or bool(text_problem(before, after)))


MOST_DIGITS: Final = 7


def digit_of(place: int) -> str:
    """The digit for an answer by its place in the position, from 1; 0 is for none of the answers.

    Places from the eighth on have no digit. The ratings of a scale are chosen in the same way.

    >>> [digit_of(place) for place in (0, 3, 8)]
    ['0', '3', '']
    """
    return str(place) if place <= MOST_DIGITS else ""
