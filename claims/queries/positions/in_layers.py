"""What a position has on record: a sentence for each layer, and the two statements that it begins with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from claims.domain.dates.fuzzy import days_between
from claims.domain.dates.order import is_known_before
from claims.domain.positions.findings import layer_sentences
from claims.domain.positions.grades import Layer
from claims.domain.positions.sentence import Sentence
from claims.domain.positions.sides import Answers
from claims.domain.positions.voices import AttributedStance, Stances
from claims.domain.text.plurals import number_of
from claims.queries.claim.checks import UNCHANGED_NOTES
from claims.queries.claim.rows import ClaimRow
from claims.queries.positions.leads import Leads

ANYBODY: Final = "anybody"
NOBODY_SEARCHED: Final = "nobody has searched"

LayerShown = tuple[Layer, Sentence]
"""A layer, and what is on record in it."""


@dataclass(frozen=True, slots=True)
class QuotedAnswer:
    """A statement that a page begins with: the claim, its answer, and what it does not say."""

    claim: ClaimRow
    answer: str
    note: str


def layers_shown(
    stances: Iterable[AttributedStance], answers: Answers, *, voice: str = ANYBODY
) -> tuple[LayerShown, ...]:
    """The sentence for each layer of these stances, own words always among them; empty without any."""
    told = Stances.of(stances).not_summed_up
    if not told:
        return ()
    return tuple(layer_sentences(told, answers, voice=voice).items())


def earliest_and_latest(stances: Iterable[AttributedStance]) -> tuple[AttributedStance, ...]:
    """The earliest and the latest statement, two if they differ in day or speaker, else one, or none.

    In own words if there are two of these, else in own words or as reported. Statements of unknown day are
    taken only if there is no other.
    """
    said = [one for one in stances if one.grading.is_in_line]
    for among in ([one for one in said if not one.grading.is_as_reported], said):
        dated = [one for one in among if one.said.is_closed]
        if any(_differ(dated[0], one) for one in dated):
            first, latest = min(dated, key=_in_time), max(dated, key=_in_time)
            if not _differ(first, latest):
                latest = max([one for one in dated if _differ(first, one)], key=_in_time)
            return first, latest
    quoted_first = sorted(said, key=lambda one: (not one.said.is_closed, one.is_as_reported))
    return tuple(quoted_first[:1])


def _in_time(stance: AttributedStance) -> tuple[date, date, str]:
    return stance.said.earliest, stance.said.latest, stance.key


def _differ(one: AttributedStance, other: AttributedStance) -> bool:
    return (one.said, one.speaker) != (other.said, other.speaker)


def quoted_answers(
    quoted: Sequence[AttributedStance], answers: Answers, rows: Mapping[str, ClaimRow]
) -> tuple[QuotedAnswer, ...]:
    """The statements with their claims from ``rows``, by key."""
    return tuple(_quoted_answer(one, answers, rows[one.key]) for one in quoted if one.key in rows)


def _quoted_answer(stance: AttributedStance, answers: Answers, row: ClaimRow) -> QuotedAnswer:
    note = UNCHANGED_NOTES.get(stance.basis, "") if stance.unchanged and not stance.answer else ""
    return QuotedAnswer(row, answers.text(stance.answer) if stance.answer else "", note)


def days_apart(quoted: Sequence[AttributedStance]) -> str:
    """The days between two statements: "762 days"; empty for one."""
    if len(quoted) < 2:
        return ""
    if not is_known_before(quoted[0], quoted[-1]):
        return "which came first is not known"
    days = days_between(quoted[0].said, quoted[-1].said)
    return days.words() if days else "days between not known"


def between(quoted: Sequence[AttributedStance], leads: Leads, *, is_searched: bool) -> str:
    """The days between the two statements, the leads of that time, and whether nobody has searched."""
    if len(quoted) < 2:
        return ""
    first, latest = quoted[0].said, quoted[-1].said
    number = sum(
        not lead.said.undated and first.latest < lead.said.earliest and lead.said.latest < latest.earliest
        for lead in leads.all
    )
    words = [days_apart(quoted)]
    if number:
        words.append(f"{number_of(number, 'lead')} not yet followed")
    if not is_searched and not number:
        words.append(NOBODY_SEARCHED)
    return "; ".join(words)
