"""The answers of a speaker on each position: stored counts, and the first and latest day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.database.count_rows import answer_rows
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.paths import position_path
from claims.queries.claim.spans import NO_SPAN, Span, spans_of
from claims.queries.records import public_documents


@dataclass(frozen=True, slots=True)
class PositionLine:
    """The answers of a speaker to one position. ``answers`` has the number of claims for each."""

    slug: str
    question: str
    url: str
    first: str
    latest: str
    claims: int
    answers: tuple[str, ...]


def speaker_positions(slug: str) -> tuple[PositionLine, ...]:
    """A line for each position that a speaker, or others on its behalf, took a stance on. Four queries.

    The cost grows with the number of positions, not of claims.
    """
    grouped: dict[str, list[tuple[str, bool, int]]] = {}
    for position, answer, unchanged, number in answer_rows(slug):
        grouped.setdefault(position, []).append((answer, bool(unchanged), number))
    if not grouped:
        return ()
    positions = public_documents(("position", position) for position in grouped).values()
    spans = spans_of("position", grouped, among=(("speaker", slug), ("on_behalf_of", slug)))
    return tuple(
        _line(position, grouped[position["slug"]], spans.get(position["slug"], NO_SPAN))
        for position in sorted(positions, key=lambda one: (one["question"], one["slug"]))
    )


def _line(position: Mapping[str, Any], groups: Iterable[tuple[str, bool, int]], found: Span) -> PositionLine:
    answers = _answers(position.get("answers", ()), groups)
    return PositionLine(
        slug=position["slug"],
        question=position["question"],
        url=position_path(position["slug"]),
        first=_words(found.first),
        latest=_words(found.latest),
        claims=sum(answers.values()),
        answers=tuple(f"{answer} ({number})" for answer, number in answers.items()),
    )


def _answers(
    known: Sequence[Mapping[str, str]], groups: Iterable[tuple[str, bool, int]]
) -> Mapping[str, int]:
    """The number of claims for each answer in words, in the order of the position, "unchanged" alone last."""
    order = [answer["slug"] for answer in known]
    texts = {answer["slug"]: answer["text"] for answer in known}
    found: dict[str, int] = {}
    for slug, unchanged, number in sorted(
        groups, key=lambda group: (order.index(group[0]) if group[0] in texts else len(order), group[1])
    ):
        answer = texts.get(slug) or "Says that nothing changed"
        answer = f"{answer}, and that nothing changed" if slug in texts and unchanged else answer
        found[answer] = found.get(answer, 0) + number
    return found


def _words(said: str) -> str:
    return FuzzyDate.parse(said).short_words() if said else "no date"
