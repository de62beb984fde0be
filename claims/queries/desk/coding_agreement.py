"""What several editors made of the same claims on a position, and how far they agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.agreement import Agreement, agreement
from claims.models import Answer, Coding, Position

MOST_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A claim on which codings differ: ``said`` by whom, and what each made of it, with his note."""

    key: str
    words: str
    language: str
    speaker: str
    said: str
    answers: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class CodedTwice:
    """The agreement on all claims coded twice; and the disagreements that this editor may see.

    Those are the ones of claims that he has coded himself. ``hidden`` counts the others.
    """

    agreement: Agreement
    disagreements: tuple[Disagreement, ...]
    hidden: int
    settled: int


def coded_twice(position: Position, coder: str) -> CodedTwice:
    """What has been coded twice on a position, as one editor may see it. Two queries."""
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
    """What was made of one claim (its key) whose codings differ and wait to be settled. Two queries."""
    rows = Coding.objects.filter(position=position, claim__key=claim, settled_at=None).order_by("pk")
    codings = list(rows.select_related("claim__speaker"))
    if len({value_of(one) for one in codings}) < 2:
        return None
    return _disagreement(codings, _texts(position))


_STATES: Final = ("draft", "submitted", "returned", "published")


def value_of(coding: Coding) -> str:
    """What is compared: the answer, and whether nothing is said to have changed."""
    return f"{coding.answer or ''}{' +' if coding.unchanged else ''}"


def _texts(position: Position) -> dict[str, str]:
    return dict(Answer.objects.filter(position=position).values_list("slug", "text"))


def _disagreement(codings: list[Coding], texts: dict[str, str]) -> Disagreement:
    claim = codings[0].claim
    return Disagreement(
        key=claim.record_key,
        words=claim.text,
        language=claim.language,
        speaker=claim.speaker.name,
        said=FuzzyDate.parse(claim.said).short_words(),
        answers=tuple(
            (one.coder or "on record before", answer_words(one.answer, one.unchanged, texts), one.note)
            for one in codings
        ),
    )


def answer_words(answer: str | None, unchanged: bool, texts: dict[str, str]) -> str:
    """An answer as it is read: "Yes", "Yes; says that nothing changed", "takes no stance"."""
    parts = [texts.get(answer, answer)] if answer else []
    parts += ["says that nothing changed"] if unchanged else []
    words = "; ".join(parts) or "takes no stance"
    return words[:1].upper() + words[1:]
