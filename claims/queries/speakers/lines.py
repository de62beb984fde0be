"""The lines of one speaker on positions: how often, what changed, and where a search found silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from claims.domain.charts.sparklines import Sparkline, sparkline
from claims.domain.positions.extent import day
from claims.domain.positions.findings import finding, interval_sentences
from claims.domain.positions.sides import Answers
from claims.domain.positions.timeline import Timeline, timeline
from claims.domain.positions.voices import AttributedStance, Voice
from claims.domain.record.codec import from_text
from claims.domain.record.shared import PositionRecord
from claims.models import Position, RevisionContent, StanceCount
from claims.queries.claim.rows import ClaimRow
from claims.queries.positions.lines import changes_in_words, latest_of, line_address
from claims.queries.speakers.facts import of_others
from claims.queries.stances.attributed import attributed_stances_on
from claims.queries.stances.searches import searches_on_each


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """The line of a speaker on one position. ``facts`` tell its layers, and how far was searched.

    ``first`` and ``latest`` are days in words. ``answers`` count all claims, also those ``summed_up``.
    ``changed`` is "2 changes of position", if the answers have an order. ``silence`` is given only where
    searches cover it.
    """

    slug: str
    question: str
    url: str
    first: str
    latest: str
    claims: int
    answers: tuple[str, ...]
    summed_up: int
    facts: str
    spark: Sparkline | None
    latest_key: str
    changed: str
    silence: str
    latest_claim: ClaimRow | None = None


def speaker_lines(slug: str, name: str, pk: int) -> tuple[SpeakerLine, ...]:
    """The lines of a speaker, by question. Four queries.

    It reads all stances, so it is meant for a speaker with few of them.
    """
    positions = _positions(slug, pk)
    stances = attributed_stances_on(list(positions), of=[pk])
    searches = searches_on_each(list(positions))
    voice = Voice(slug, name)
    found = []
    for position, record in positions.items():
        line = timeline(
            stances[position],
            voice=voice,
            position=record.slug,
            answers=Answers.of(record),
            searches=searches[position],
        )
        if line.all_stances:
            found.append(_line(record, line))
    return tuple(found)


def with_latest(lines: Sequence[SpeakerLine], rows: Mapping[str, ClaimRow]) -> tuple[SpeakerLine, ...]:
    """The lines with their latest claims from ``rows``, by key."""
    return tuple(replace(line, latest_claim=rows.get(line.latest_key)) for line in lines)


def _positions(slug: str, pk: int) -> Mapping[int, PositionRecord]:
    """The public positions on which a speaker has a stance, its own, joint or by others for it.

    One query.
    """
    text = RevisionContent.objects.filter(
        revision__record_type="position",
        revision__record_key=OuterRef("slug"),
        revision__version=OuterRef("version"),
    )
    spoken = StanceCount.objects.filter(Q(speaker=slug) | Q(on_behalf_of=slug)).values("position")
    by_others = of_others(slug).values("position")
    rows: Any = (
        Position.objects.published()
        .filter(Q(slug__in=spoken) | Q(pk__in=by_others))
        .order_by("question", "pk")
        .values_list("pk", Subquery(text.values("text")[:1]))
    )
    found = {pk: from_text(content) for pk, content in rows if content}
    return {pk: record for pk, record in found.items() if isinstance(record, PositionRecord)}


def _line(record: PositionRecord, line: Timeline) -> SpeakerLine:
    said = line.all_stances
    dated = [stance.said for stance in said if not stance.said.undated]
    latest = latest_of(line)
    spark = sparkline(line, answers=record.answers, ordered=record.ordered)
    changes = changes_in_words(line)
    return SpeakerLine(
        slug=record.slug,
        question=record.question,
        url=line_address(record.slug, line.voice),
        first=day(min(dated, key=lambda one: (one.latest, one.earliest))) if dated else "no date",
        latest=day(max(dated, key=lambda one: (one.earliest, one.latest))) if dated else "no date",
        claims=len(said),
        answers=_answers(record, said),
        summed_up=len(line.summed_up),
        facts=finding(line).facts,
        spark=spark if spark.said or spark.summed_up else None,
        latest_key=latest.key if latest else "",
        changed=changes,
        silence=_silence(line),
    )


def _answers(record: PositionRecord, said: Sequence[AttributedStance]) -> tuple[str, ...]:
    """The answers in the order of the position, with the number of claims that give each."""
    places = {answer.slug: n for n, answer in enumerate(record.answers)}
    texts = {answer.slug: answer.text for answer in record.answers}
    counts = Counter((stance.answer, stance.unchanged) for stance in said)
    order = sorted(counts, key=lambda one: (places.get(one[0], len(places)), *one))
    return tuple(
        f"{_answer_words(texts.get(a, a), unchanged)} ({counts[a, unchanged]:,})" for a, unchanged in order
    )


def _answer_words(answer: str, unchanged: bool) -> str:
    if not answer:
        return "Says that nothing changed"
    return f"{answer}, and that nothing changed" if unchanged else answer


def _silence(line: Timeline) -> str:
    """The longest silence that searches cover, in words; empty without one."""
    silent = [interval for interval in line.intervals if interval.gap == "silence"]
    if not silent:
        return ""
    longest = max(silent, key=lambda interval: interval.days)
    return " ".join(map(str, interval_sentences(longest)))
