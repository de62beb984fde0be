"""The possible answers of a position: the rule of each, an example, and how often it was given."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from claims.domain.positions.grades import LAYERS
from claims.domain.positions.voices import AttributedStance
from claims.domain.record.vocabulary import SIDES
from claims.queries.claim.rows import ClaimRow
from claims.queries.positions.line import FoundLine


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A possible answer. ``note`` says how often it was given in each layer of the chosen line.

    ``example`` is a claim by anybody that gives the answer.
    """

    text: str
    rule: str
    side: str
    note: str
    url: str
    example: ClaimRow | None


def examples_of(found: FoundLine) -> Mapping[str, AttributedStance]:
    """The example of each answer: the nearest to own words, of these the earliest."""
    examples: dict[str, AttributedStance] = {}
    for stance in found.stances:
        example = examples.get(stance.answer)
        if stance.answer and (example is None or stance.grading.grade < example.grading.grade):
            examples[stance.answer] = stance
    return examples


def shown_answers(
    found: FoundLine, examples: Mapping[str, AttributedStance], rows: Mapping[str, ClaimRow]
) -> tuple[AnswerLine, ...]:
    """The answers in their order. ``rows`` has the claims of the ``examples``."""
    record = found.position.record
    given = Counter(
        (stance.answer, stance.layer) for stance in (found.line.all_stances if found.line else ())
    )
    anywhere = {stance.answer for stance in found.stances}
    return tuple(
        AnswerLine(
            text=answer.text,
            rule=answer.rule,
            side=SIDES.get(answer.side, ""),
            note="; ".join(
                f"{label.lower()}: {given[answer.slug, layer]:,}"
                for layer, label in LAYERS.items()
                if given[answer.slug, layer]
            ),
            url=f"/claims/?answer={record.slug}:{answer.slug}" if answer.slug in anywhere else "",
            example=rows.get(examples[answer.slug].key) if answer.slug in examples else None,
        )
        for answer in record.answers
    )
