"""The codebook: when a claim is coded and when its stance counts.

Its lines are made from ``counting`` and the closed lists, so they always describe what the program does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claims.domain.positions.counting import as_reported, why_not_counted
from claims.domain.positions.voices import NO_STANCE
from claims.domain.record.vocabulary import FORMS, KINDS, SPEAKER_KINDS, STANCE_BASES

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
