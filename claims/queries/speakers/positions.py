"""The answers of a speaker on each position: stored counts, and the first and latest day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.paths import position_path
from claims.models import Answer, Position, Stance, StanceCount


@dataclass(frozen=True, slots=True)
class PositionLine:
    """What a speaker said on one position. ``answers`` counts claims."""

    slug: str
    question: str
    url: str
    first: str
    latest: str
    claims: int
    answers: tuple[str, ...]


def speaker_positions(slug: str, pk: int) -> tuple[PositionLine, ...]:
    """A line for each position that a speaker, or others on its behalf, took a stance on. Two queries.

    ``pk`` is the primary key of the speaker. The cost grows with the number of positions, not of claims.
    """
    grouped: dict[str, list[tuple[Any, ...]]] = {}
    for position, *values in _groups(slug):
        grouped.setdefault(position, []).append(tuple(values))
    if not grouped:
        return ()
    found = (
        Position.objects.published()
        .filter(slug__in=grouped)
        .annotate(**_ends(Q(speaker=pk), "own"), **_ends(Q(on_behalf_of=pk), "for_it"))
        .order_by("question", "pk")
        .values("slug", "question", *(f"{whose}_{end}" for whose in WHOSE for end in ENDS))
    )
    return tuple(_line(row, grouped[row["slug"]]) for row in found)


WHOSE = ("own", "for_it")
ENDS = ("first", "first_day", "latest", "latest_day")


def _groups(slug: str) -> QuerySet[Any, Any]:
    """(position, answer's text, unchanged, claims), in order of answers."""
    answer = Answer.objects.filter(position__slug=OuterRef("position"), slug=OuterRef("answer")).order_by()
    return (
        StanceCount.objects.filter(Q(speaker=slug) | Q(on_behalf_of=slug))
        .order_by()
        .values("position", "answer", "unchanged")
        .annotate(
            text=Subquery(answer.values("text")[:1]),
            place=Subquery(answer.values("place")[:1]),
            n=Sum("claims"),
        )
        .values_list("position", "text", "unchanged", "n")
        .order_by(F("place").asc(nulls_last=True), "unchanged")
    )


def _ends(whose: Q, name: str) -> dict[str, Subquery]:
    """The dates, in words of the record and as days of the order, of the first and the latest stance."""
    dated = Stance.objects.filter(whose, position=OuterRef("pk"), public=True, said_undated__in=[False])
    first, latest = dated.order_by("said_oldest", "claim_id"), dated.order_by("-said_newest", "-claim_id")
    return {
        f"{name}_first": Subquery(first.values("claim__said")[:1]),
        f"{name}_first_day": Subquery(first.values("said_oldest")[:1]),
        f"{name}_latest": Subquery(latest.values("claim__said")[:1]),
        f"{name}_latest_day": Subquery(latest.values("said_newest")[:1]),
    }


def _line(row: dict[str, Any], groups: Sequence[tuple[Any, ...]]) -> PositionLine:
    answers: dict[str, int] = {}
    for text, unchanged, number in groups:
        answer = text or "Says that nothing changed"
        answer = f"{answer}, and that nothing changed" if text and unchanged else answer
        answers[answer] = answers.get(answer, 0) + number
    firsts: list[tuple[date, str]] = [_end(row, whose, "first") for whose in WHOSE if row[f"{whose}_first"]]
    latests = [_end(row, whose, "latest") for whose in WHOSE if row[f"{whose}_latest"]]
    return PositionLine(
        slug=row["slug"],
        question=row["question"],
        url=position_path(row["slug"]),
        first=_words(min(firsts)[1] if firsts else ""),
        latest=_words(max(latests)[1] if latests else ""),
        claims=sum(answers.values()),
        answers=tuple(f"{answer} ({number})" for answer, number in answers.items()),
    )


def _end(row: dict[str, Any], whose: str, end: str) -> tuple[date, str]:
    return row[f"{whose}_{end}_day"], row[f"{whose}_{end}"]


def _words(said: str) -> str:
    return FuzzyDate.parse(said).short_words() if said else "no date"
