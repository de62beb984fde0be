"""The possible answers of a position: the rule of each, an example, and how often it was given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from claims.domain.positions.findings import period
from claims.domain.positions.voices import AttributedStance
from claims.domain.record.vocabulary import SIDES
from claims.domain.text.plurals import number_of
from claims.queries.claim.rows import ClaimRow
from claims.queries.positions.line import FoundLine


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A possible answer. ``days`` is its number in the chosen line, ``apart`` the number not counted.

    ``note`` gives the number with its period. ``example`` is a claim by anybody that gives the answer.
    """

    slug: str
    text: str
    rule: str
    side: str
    days: int
    apart: int
    note: str
    url: str
    example: ClaimRow | None


def examples_of(found: FoundLine) -> Mapping[str, AttributedStance]:
    """The example of each answer: the earliest statement in the speaker's own words, else any."""
    examples: dict[str, AttributedStance] = {}
    counting = [stance for stance in found.stances if stance.answer and not stance.why_not_counted]
    for stance in sorted(counting, key=lambda one: (one.is_as_reported, one.basis != "own_words")):
        examples.setdefault(stance.answer, stance)
    return examples


def shown_answers(
    found: FoundLine, examples: Mapping[str, AttributedStance], rows: Mapping[str, ClaimRow]
) -> tuple[AnswerLine, ...]:
    """The answers in their order. ``rows`` has the claims of the ``examples``."""
    record, line = found.position.record, found.line
    repeats = {repeated.answer: repeated for repeated in line.repeats} if line else {}
    apart = Counter(stance.answer for stance in line.not_counted) if line else Counter()
    given = {stance.answer for stance in found.stances}
    lines = []
    for answer in record.answers:
        repeated = repeats.get(answer.slug)
        example = examples.get(answer.slug)
        note = ""
        if repeated:
            note = f"{number_of(repeated.days, 'statement')}, {period(repeated.first, repeated.latest)}"
        if apart[answer.slug]:
            note = f"{note}; {apart[answer.slug]} shown apart".removeprefix("; ")
        lines.append(
            AnswerLine(
                slug=answer.slug,
                text=answer.text,
                rule=answer.rule,
                side=SIDES.get(answer.side, ""),
                days=repeated.days if repeated else 0,
                apart=apart[answer.slug],
                note=note,
                url=f"/claims/?answer={record.slug}:{answer.slug}" if answer.slug in given else "",
                example=rows.get(example.key) if example else None,
            )
        )
    return tuple(lines)
