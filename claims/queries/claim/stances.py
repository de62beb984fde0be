"""The stances of a claim, for its page, compared with what was said before and after."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from claims.domain.positions.consistency import ConsistencyCheck
from claims.domain.positions.grades import LAYERS
from claims.domain.positions.sentence import Sentence
from claims.domain.record.claim import ClaimRecord, Stance
from claims.domain.record.paths import position_path
from claims.domain.record.vocabulary import STANCE_BASES
from claims.queries.claim.checks import StanceCheck, check_of_then, check_of_today
from claims.queries.known_records import KnownRecords
from claims.queries.stances.of_records import grading_of

NOTHING_CHANGED = "Nothing changed"


@dataclass(frozen=True, slots=True)
class ShownStance:
    """One stance. ``layer`` is the part of a page that tells it, because of the ``reason``.

    ``check`` compares it with what the same voice said before and after. ``leads`` says how many pages on the
    position are not recorded yet, or is empty.
    """

    question: str
    position_url: str
    answer_text: str
    of: str
    condition: str
    basis: str
    grounds: str
    layer: str
    reason: str
    check: StanceCheck | None
    leads: str
    not_to_conclude: str


def shown_stances(
    claim: ClaimRecord,
    known: KnownRecords,
    checks: Mapping[str, ConsistencyCheck],
    leads: Mapping[str, Sentence],
    *,
    frozen: bool,
) -> tuple[ShownStance, ...]:
    """The stances of a claim; ``checks`` and ``leads`` are by position, empty for the past."""
    return tuple(
        replace(
            _stance(claim, stance, known, checks.get(stance.position), frozen=frozen),
            leads=str(leads.get(stance.position, "")),
        )
        for stance in claim.stances
    )


def _stance(
    claim: ClaimRecord,
    stance: Stance,
    known: KnownRecords,
    check: ConsistencyCheck | None,
    *,
    frozen: bool,
) -> ShownStance:
    position = known.position(stance.position)
    texts = {answer.slug: answer.text for answer in position.answers} if position else {}
    answer = texts.get(stance.answer, stance.answer) if stance.answer else ""
    grading = grading_of(claim, known, stance)
    shown = None
    if check is not None:
        shown = check_of_today(stance, check, stance.of or claim.on_behalf_of or claim.speaker)
    elif stance.unchanged:
        shown = check_of_then(stance, known, frozen=frozen)
    return ShownStance(
        question=known.label("position", stance.position).name,
        position_url=position_path(stance.position),
        answer_text=answer or NOTHING_CHANGED,
        of=known.label("speaker", stance.of).name if stance.of else "",
        condition=stance.condition,
        basis=STANCE_BASES.get(stance.basis, stance.basis),
        grounds=stance.grounds,
        layer=LAYERS[grading.layer],
        reason=grading.sentence,
        check=shown,
        leads="",
        not_to_conclude=position.not_to_conclude if position else "",
    )
