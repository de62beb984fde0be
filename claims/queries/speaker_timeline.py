"""How many claims of a speaker are on record, by topic and time: a table of kept counts.

The counts are of what was recorded. They are never shares, never a score, and each leads to its claims.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Substr

from claims.domain.months import Axis, axis_of
from claims.domain.paths import speaker_path
from claims.models import MonthCount, Speaker, Topic
from claims.queries.listed import counted

FEWEST_CLAIMS = 5
"""Fewer are told by the list of claims itself."""
MOST_COLUMNS = 12
MOST_TOPICS = 8
MOST_TOPICS_OF_DATA = 12
ALL_TOPICS = "All topics"
CAVEAT = (
    "Claims are chosen, not sampled: a number says how many are on our record, "
    "not how often something was said."
)
OVERLAP = "The lists behind the numbers may hold claims besides whose date is not known that closely."

Counts = dict[str, dict[str, int]]
"""By topic and then by month; see ``MonthCount``."""


@dataclass(frozen=True, slots=True)
class TimelineCell:
    """The claims of a row in a column; ``url`` is their list, empty where there are none."""

    label: str
    claims: int
    url: str


@dataclass(frozen=True, slots=True)
class TimelineRow:
    name: str
    url: str
    claims: int
    cells: tuple[TimelineCell, ...]


@dataclass(frozen=True, slots=True)
class SpeakerTimeline:
    """The table on the page of a speaker; ``notes`` say what is not in it and how to read it."""

    columns: tuple[str, ...]
    rows: tuple[TimelineRow, ...]
    notes: tuple[str, ...]
    data_url: str


@dataclass(frozen=True, slots=True)
class CountedTopic:
    """A topic (empty: all), and the claims on it: ``years`` are those of which no month is known."""

    slug: str
    name: str
    claims: int
    months: Mapping[str, int]
    years: Mapping[str, int]

    @property
    def undated(self) -> int:
        """The claims that belong to no one year, or have no date."""
        return self.claims - sum(self.months.values()) - sum(self.years.values())


@dataclass(frozen=True, slots=True)
class TimelineData:
    """All months of the topics with the most claims; ``topics_count`` is that of all topics."""

    slug: str
    name: str
    topics: tuple[CountedTopic, ...]
    topics_count: int


def speaker_timeline(slug: str) -> SpeakerTimeline | None:
    """The table of a speaker, or None for a few claims or ones of a single time. Two queries."""
    totals = list(_totals(slug)[: MOST_TOPICS + 1])
    if not totals or totals[0]["claims"] < FEWEST_CLAIMS:
        return None
    axis = axis_of((totals[0][key] or "" for key in SPAN), MOST_COLUMNS)
    if axis is None or axis.count < 2:
        return None
    topics = [row["topic"] for row in totals]
    counts = _counts(slug, topics, 4 if axis.holds_years else 7)
    topics_left_out = (totals[0]["topics_count"] or 0) + 1 - len(topics)
    columns = axis.columns()
    spans = [(("from", column.first), ("to", column.latest)) for column in columns]
    labels = tuple(column.words for column in columns)
    rows = []
    for row in totals:
        base = f"/claims/?{_asked(slug, row['topic'])}"
        cells = [0] * axis.count
        for month, number in counts.get(row["topic"], {}).items():
            place = axis.place(month)
            if place is not None:
                cells[place] += number
        rows.append(
            TimelineRow(
                name=row["name"] or ALL_TOPICS,
                url=base,
                claims=row["claims"],
                cells=tuple(
                    TimelineCell(label, number, f"{base}&{urlencode(span)}" if number else "")
                    for label, number, span in zip(labels, cells, spans, strict=True)
                ),
            )
        )
    return SpeakerTimeline(
        columns=labels,
        rows=tuple(rows),
        notes=_notes(axis, counts.get("", {}), totals[0]["claims"], topics_left_out),
        data_url=f"{speaker_path(slug)}timeline.json",
    )


def timeline_data(slug: str, topic: str = "") -> TimelineData | None:
    """The counts by month of a public speaker: of all topics and of those with the most claims, or of one.

    None where there is no such speaker. Three queries.
    """
    name = Speaker.objects.published().filter(slug=slug).values_list("name", flat=True).first()
    if name is None:
        return None
    found = _totals(slug)
    totals = list(found.filter(topic=topic) if topic else found[: MOST_TOPICS_OF_DATA + 1])
    counts = _counts(slug, [row["topic"] for row in totals], 7)
    return TimelineData(
        slug=slug,
        name=name,
        topics=tuple(
            CountedTopic(
                slug=row["topic"],
                name=row["name"] or ALL_TOPICS,
                claims=row["claims"],
                months={m: n for m, n in counts.get(row["topic"], {}).items() if len(m) == 7},
                years={m: n for m, n in counts.get(row["topic"], {}).items() if len(m) == 4},
            )
            for row in totals
        ),
        topics_count=(totals[0]["topics_count"] or 0) if totals else 0,
    )


SPAN = ("first_month", "latest_month", "first_year", "latest_year")


def _totals(slug: str) -> QuerySet[Any, Any]:
    """The topics of a speaker with all of their claims, the most first; all topics together come first."""
    kept = MonthCount.objects.filter(speaker=slug)
    dated = kept.filter(topic="", month__gt="").order_by("month").values("month")
    months, years = dated.filter(month__contains="-"), dated.exclude(month__contains="-")
    number = kept.filter(month="", topic__gt="").order_by().values("speaker").annotate(n=Count("pk"))
    return (
        kept.filter(month="")
        .annotate(
            name=Subquery(Topic.objects.filter(slug=OuterRef("topic")).values("name")[:1]),
            first_month=Subquery(months[:1]),
            latest_month=Subquery(months.reverse()[:1]),
            first_year=Subquery(years[:1]),
            latest_year=Subquery(years.reverse()[:1]),
            topics_count=Subquery(number.values("n")),
        )
        .order_by("-claims", "topic")
        .values("topic", "name", "claims", "topics_count", *SPAN)
    )


def _counts(slug: str, topics: list[str], length: int) -> Counts:
    """The claims by topic and by so many characters of the month: 4 add the months of a year up."""
    rows = MonthCount.objects.filter(speaker=slug, topic__in=topics, month__gt="")
    found: Counts = {}
    if length == 4:
        rows = rows.annotate(part=Substr("month", 1, 4)).values("topic", "part").annotate(n=Sum("claims"))
        told = rows.order_by("topic", "part").values_list("topic", "part", "n")
    else:
        told = rows.order_by("topic", "month").values_list("topic", "month", F("claims"))
    for topic, month, number in told:
        found.setdefault(topic, {})[month] = number
    return found


def _asked(speaker: str, topic: str) -> str:
    return urlencode({"speaker": speaker} | ({"topic": topic} if topic else {}))


def _notes(axis: Axis, all_claims: Mapping[str, int], claims: int, topics_left_out: int) -> tuple[str, ...]:
    placed = sum(number for month, number in all_claims.items() if axis.place(month) is not None)
    of_a_year = sum(n for month, n in all_claims.items() if len(month) == 4 and axis.place(month) is None)
    nowhere = claims - placed - of_a_year
    left_out = [
        f"{counted(number, 'claim')} {why}"
        for number, why in (
            (of_a_year, "of which no month is known"),
            (nowhere, "of no one known year"),
        )
        if number
    ]
    notes = [CAVEAT]
    if left_out:
        notes.append(f"Not in the columns: {' and '.join(left_out)}. {OVERLAP}")
    if topics_left_out > 0:
        notes.append(f"Topics with fewer claims that are not shown: {topics_left_out}.")
    return tuple(notes)
