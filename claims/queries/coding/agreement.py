"""The agreement of editors who coded the same claims on a position."""

from dataclasses import dataclass
from typing import Final

from django.utils.text import capfirst

from claims.domain.positions.agreement import Agreement, agreement
from claims.domain.record.shared import PositionRecord
from claims.models import Coding, Position
from claims.models.record_mapping import as_record
from claims.queries.desk.records import BriefClaim, brief_values

MOST_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Disagreement(BriefClaim):
    """A claim that was coded differently. ``answers`` are its coders, each with answer and note."""

    answers: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class CodedTwice:
    """The agreement on all claims coded twice, and the disagreements that one editor may see.

    An editor may see those on claims that this editor has coded. ``hidden`` is the number of the others.
    """

    agreement: Agreement
    disagreements: tuple[Disagreement, ...]
    hidden: int
    settled: int


def coded_twice(position: Position, coder: str) -> CodedTwice:
    """The claims of a position coded twice, for one editor. Two queries."""
    rows = Coding.objects.filter(position=position, claim__state__in=_STATES).order_by("claim", "pk")
    by_claim: dict[int, list[Coding]] = {}
    for coding in rows.select_related("claim__speaker"):
        by_claim.setdefault(coding.claim_id, []).append(coding)
    found = agreement({pk: [value_of(one) for one in codings] for pk, codings in by_claim.items()})
    differing = [
        codings for codings in by_claim.values() if len({value_of(coding) for coding in codings}) > 1
    ]
    seen = [codings for codings in differing if any(one.coder == coder for one in codings)]
    open_ones = [codings for codings in seen if any(one.settled_at is None for one in codings)]
    open_ones.sort(key=lambda codings: (codings[0].claim.said_undated, codings[0].claim.said_newest))
    texts = _texts(position) if open_ones else {}
    return CodedTwice(
        agreement=found,
        disagreements=tuple(_disagreement(codings, texts) for codings in open_ones[:MOST_SHOWN]),
        hidden=len(differing) - len(seen),
        settled=len(seen) - len(open_ones),
    )


def differing_codings(position: Position, claim: str) -> Disagreement | None:
    """The disagreement on one claim, by its key; None if its open codings agree. Two queries."""
    rows = Coding.objects.filter(position=position, claim__key=claim, settled_at=None).order_by("pk")
    codings = list(rows.select_related("claim__speaker"))
    if len({value_of(one) for one in codings}) < 2:
        return None
    return _disagreement(codings, _texts(position))


_STATES: Final = ("draft", "submitted", "returned", "published")


def value_of(coding: Coding) -> str:
    """The value that is compared: the answer, and whether the claim says that nothing changed."""
    return f"{coding.answer or ''}{' +' if coding.unchanged else ''}"


def _texts(position: Position) -> dict[str, str]:
    record = as_record(position)
    assert isinstance(record, PositionRecord)
    return {answer.slug: answer.text for answer in record.answers}


def _disagreement(codings: list[Coding], texts: dict[str, str]) -> Disagreement:
    return Disagreement(
        **brief_values(codings[0].claim),
        answers=tuple(
            (one.coder or "on record before", answer_words(one.answer, one.unchanged, texts), one.note)
            for one in codings
        ),
    )


def answer_words(answer: str | None, unchanged: bool, texts: dict[str, str]) -> str:
    """An answer in words: "Yes", "Yes; says that nothing changed", "takes no stance"."""
    parts = [texts.get(answer, answer)] if answer else []
    parts += ["says that nothing changed"] if unchanged else []
    words = "; ".join(parts) or "takes no stance"
    return capfirst(words)
