"""The number of claims of a speaker on record, by topic and time: a table of stored counts.

A count is of what was recorded. It is never a share or a score, and it links to its claims.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from claims.database.count_rows import month_rows
from claims.domain.dates.months import Axis, axis_of
from claims.domain.record.paths import speaker_path
from claims.domain.text.plurals import number_of
from claims.models.counts import MonthCount
from claims.queries.names import labels

FEWEST_CLAIMS = 5
"""A speaker with fewer claims gets no table."""
MOST_COLUMNS = 15
MOST_TOPICS = 8
MOST_TOPICS_OF_DATA = 12
ALL_TOPICS = "All topics"
CAVEAT = (
    "Claims are chosen, not sampled: a number says how many are on our record, "
    "not how often something was said."
)
OVERLAP = "The lists behind the numbers may also show claims whose dates are known less closely."


@dataclass(frozen=True, slots=True)
class TimelineCell:
    """The claims of a row in a column. ``url`` is their list, empty if there are none."""

    label: str
    claims: int
    url: str

    @property
    def number(self) -> str:
        return f"{self.claims:,}"


@dataclass(frozen=True, slots=True)
class TimelineRow:
    name: str
    url: str
    claims: int
    cells: tuple[TimelineCell, ...]

    @property
    def number(self) -> str:
        return f"{self.claims:,}"


@dataclass(frozen=True, slots=True)
class SpeakerTimeline:
    """The table on the page of a speaker. ``notes`` say what is not in it and how to read it."""

    columns: tuple[str, ...]
    rows: tuple[TimelineRow, ...]
    notes: tuple[str, ...]
    data_url: str


@dataclass(frozen=True, slots=True)
class CountedTopic:
    """The claims on a topic (empty: on all). ``years`` counts the claims of which no month is known."""

    slug: str
    name: str
    claims: int
    months: Mapping[str, int]
    years: Mapping[str, int]

    @property
    def undated(self) -> int:
        """The claims that have no date, or none within a single year."""
        return self.claims - sum(self.months.values()) - sum(self.years.values())

    @property
    def periods(self) -> dict[str, int]:
        """Months and years together."""
        return {**self.months, **self.years}


@dataclass(frozen=True, slots=True)
class TimelineData:
    """All months of the topics with the most claims. ``more_topics`` is true if there are others."""

    slug: str
    name: str
    topics: tuple[CountedTopic, ...]
    more_topics: bool


def speaker_timeline(slug: str) -> SpeakerTimeline | None:
    """The table of a speaker, or None for too few claims or a single column. At most three queries."""
    topics = _topics(_by_topic(_kept(slug, MOST_TOPICS)))
    if not topics or topics[0].claims < FEWEST_CLAIMS:
        return None
    axis = axis_of(topics[0].periods, MOST_COLUMNS)
    if axis is None or axis.count < 2:
        return None
    columns = axis.columns()
    asked = [urlencode({"from": column.first, "to": column.latest}) for column in columns]
    labels = tuple(column.words for column in columns)
    return SpeakerTimeline(
        columns=labels,
        rows=tuple(_row(slug, topic, axis, labels, asked) for topic in topics[: MOST_TOPICS + 1]),
        notes=_notes(axis, topics),
        data_url=f"{speaker_path(slug)}timeline.json",
    )


def timeline_data(slug: str, topic: str = "") -> TimelineData | None:
    """The counts by month of a public speaker: for all topics and those with most claims, or for one.

    None if there is no such speaker. Three queries.
    """
    speaker = labels([("speaker", slug)]).get(("speaker", slug))
    if speaker is None or speaker.path != speaker_path(slug):  # A former key has no page.
        return None
    of_topic = MonthCount.objects.filter(speaker=slug, topic=topic).values_list("topic", "month", "claims")
    counts = of_topic if topic else _kept(slug, MOST_TOPICS_OF_DATA)
    topics = _topics(_by_topic(counts))
    return TimelineData(
        slug=slug,
        name=speaker.name,
        topics=topics[: MOST_TOPICS_OF_DATA + 1],
        more_topics=len(topics) > MOST_TOPICS_OF_DATA + 1,
    )


def _kept(slug: str, most: int) -> list[tuple[str, str, int]]:
    """The counts of all topics together, of the ``most`` topics with most claims, and of one more."""
    return month_rows(slug, most + 2)


def _by_topic(counts: Iterable[tuple[str, str, int]]) -> Mapping[str, Mapping[str, int]]:
    """The number of claims by topic and month. One query."""
    found: dict[str, dict[str, int]] = {}
    for topic, month, number in counts:
        found.setdefault(topic, {})[month] = number
    return found


def _topics(counts: Mapping[str, Mapping[str, int]]) -> tuple[CountedTopic, ...]:
    """The topics with these counts, the most claims first, as they were chosen. One query."""
    names = labels(("topic", topic) for topic in counts if topic)
    return tuple(
        CountedTopic(
            slug=topic,
            name=names[place].name if (place := ("topic", topic)) in names else topic or ALL_TOPICS,
            claims=found[""],
            months={month: found[month] for month in sorted(found) if len(month) == 7},
            years={month: found[month] for month in sorted(found) if len(month) == 4},
        )
        for topic, found in sorted(counts.items(), key=lambda item: (-item[1][""], item[0]))
    )


def _row(
    speaker: str, topic: CountedTopic, axis: Axis, labels: Sequence[str], asked: Sequence[str]
) -> TimelineRow:
    base = f"/claims/?{urlencode({'speaker': speaker} | ({'topic': topic.slug} if topic.slug else {}))}"
    cells = [0] * axis.count
    for period, number in topic.periods.items():
        place = axis.place(period)
        if place is not None:
            cells[place] += number
    return TimelineRow(
        name=topic.name,
        url=base,
        claims=topic.claims,
        cells=tuple(
            TimelineCell(label, number, f"{base}&{span}" if number else "")
            for label, number, span in zip(labels, cells, asked, strict=True)
        ),
    )


def _notes(axis: Axis, topics: Sequence[CountedTopic]) -> tuple[str, ...]:
    """Notes on how to read the numbers, and on claims that no column counts."""
    together = topics[0]
    of_a_year = 0 if axis.holds_years else sum(together.years.values())
    left_out = [
        f"{number_of(number, 'claim')} {why}"
        for number, why in (
            (of_a_year, "of which no month is known"),
            (together.undated, "whose year is not known"),
        )
        if number
    ]
    notes = [CAVEAT]
    if left_out:
        notes.append(f"Not in the columns: {' and '.join(left_out)}. {OVERLAP}")
    if len(topics) > MOST_TOPICS + 1:
        notes.append("Topics with fewer claims are not shown.")
    return tuple(notes)
