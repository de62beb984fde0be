"""The codebook: when a claim is coded, and in which layer its stance is shown.

Its lines are made from ``grades`` and the closed lists, so they always describe what the program does.

A stance means what its answer meant when an editor gave it. An answer in use therefore keeps its slug, text,
rule, side and place in the order. Typography may be corrected, empty values may be filled in, and answers may
be added, because that does not change the meaning of stances.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from claims.domain.positions.grades import LAYERS, grade_of
from claims.domain.record.shared import Answer, PositionRecord
from claims.domain.record.vocabulary import FORMS, KINDS, NOT_TRANSLATED, SPEAKER_KINDS, STANCE_BASES
from claims.domain.text.typographic import text_problem

NO_STANCE = "Gets no stance: a source says that nothing was said. It names the questions that it is about."
CODED = "Gets a stance like any other claim."


@dataclass(frozen=True, slots=True)
class CodebookLine:
    """The rule for one word of a closed list."""

    label: str
    rule: str
    layer: str


@dataclass(frozen=True, slots=True)
class CodebookRules:
    """The rules by kind of claim, form of words, kind of speaker, and basis of the stance."""

    kinds: tuple[CodebookLine, ...]
    forms: tuple[CodebookLine, ...]
    speakers: tuple[CodebookLine, ...]
    bases: tuple[CodebookLine, ...]


def codebook_rules() -> CodebookRules:
    """The rules for all positions, in the order of the closed lists. Each names the best possible layer."""
    return CodebookRules(
        kinds=tuple(
            CodebookLine(_label(KINDS, kind), NO_STANCE if kind == "reported_silence" else CODED, "")
            for kind in KINDS
        ),
        forms=tuple(_line(FORMS, form, form=form) for form in FORMS),
        speakers=tuple(_line(SPEAKER_KINDS, kind, speaker_kind=kind) for kind in SPEAKER_KINDS),
        bases=tuple(_line(STANCE_BASES, basis, basis=basis) for basis in STANCE_BASES),
    )


def _line(
    words: Mapping[str, str],
    word: str,
    *,
    form: str = "quoted",
    speaker_kind: str = "person",
    basis: str = "own_words",
) -> CodebookLine:
    grading = grade_of(
        form=form,
        speaker_kind=speaker_kind,
        basis=basis,
        has_answer=True,
        translated_from=NOT_TRANSLATED,
    )
    return CodebookLine(_label(words, word), grading.sentence, LAYERS[grading.layer])


def _label(words: Mapping[str, str], word: str) -> str:
    return f"{words[word][:1].upper()}{words[word][1:]}"


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
