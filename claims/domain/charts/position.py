"""The chart of a position: the answers over time, by speaker, and the times without statements.

    for          ●────●      ●──●         answers by height if they have an order, else in lanes
    against           └──●
                 ○                        summed up, never on a line
    says nothing changed   ●
                 ├────────┐ = agrees      a bracket back to what it is compared with
                      ▨▨▨▨▨▨              a long interval, and how far it was searched
    ─────┼──────┼──────┼──────┼────       time to scale
            1        2–3                  events

A chart consists of numbers for a template. It is drawn twice, for a wide page and for a phone, and does not
depend on the order in which stances, events and checks are given.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from typing import Final

from claims.domain.charts.axis import days_in_words, lane_of, lanes_of
from claims.domain.charts.layout import NARROW, WIDE, Contents, draw
from claims.domain.charts.legend import legend_of
from claims.domain.charts.lines import runs_of
from claims.domain.charts.marks import ChartEvent, Drawing, PositionChart
from claims.domain.charts.placing import is_placed, stances_by_date
from claims.domain.charts.points import Drawn, DrawnChange
from claims.domain.charts.shapes import shapes_of
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.consistency import ConsistencyCheck
from claims.domain.positions.findings import Finding, change_sentence, interval_sentences
from claims.domain.positions.timeline import Timeline
from claims.domain.positions.voices import AttributedStance
from claims.domain.record.shared import Answer
from claims.domain.text.folding import isolated
from claims.domain.text.plurals import number_of

MOST_DESCRIBED = 4
"""The maximum number of changes and intervals of a voice in the text alternative. The page has all."""


NOT_DRAWN: Final = {
    "without_day": ("without a day", "without a day"),
    "not_named": ("from people not named", "from people not named"),
    "ascribed": ("said of somebody by others", "said of somebody by others"),
    "sums_up": ("that sums up another one", "that sum up others"),
    "other_voice": ("by another voice", "by other voices"),
}
"""Why statements are not drawn, of one and of several, in the order in which they are listed."""


def position_chart(
    timelines: Sequence[Timeline],
    *,
    answers: Sequence[Answer],
    ordered: bool,
    url: Callable[[str], str],
    list_url: Callable[[Sequence[AttributedStance]], str],
    title: str = "",
    facts: str = "",
    caption: str = "",
    on_record: Sequence[AttributedStance] = (),
    events: Sequence[ChartEvent] = (),
    checks: Sequence[ConsistencyCheck] = (),
    leads: Sequence[FuzzyDate] = (),
    is_file: bool = False,
) -> PositionChart:
    """The chart of some voices on one position. The first voice is the chosen one, drawn bold.

    ``on_record`` are all stances on the position: those that are not drawn are counted. ``url`` returns the
    address of a claim by its key, ``list_url`` that of a list of stances that are too close to each other.
    ``leads`` are the dates of leads. ``facts`` is the line of the first voice in words, if it is known.
    ``caption`` has what must stay with the picture: number, period,
    coverage, source and "as of". A file has no narrow drawing.
    """
    by_key = {one.key: one for line in timelines for one in line.all_stances}
    summed_up = frozenset(one.key for line in timelines for one in line.summed_up)
    stances = sorted(by_key.values(), key=lambda one: (one.said.earliest, one.said.latest, one.key))
    placed = [stance for stance in stances if is_placed(stance)]
    texts = {answer.slug: answer.text for answer in answers}
    changes = _changes(timelines)
    lanes = tuple(lanes_of(answers, placed, ordered=ordered))
    shapes = shapes_of(placed)
    contents = Contents(
        timelines=tuple(timelines),
        ordered=ordered,
        by_key={stance.key: stance for stance in placed},
        lanes=lanes,
        by_date=stances_by_date(placed, summed_up, {lane: n for n, lane in enumerate(lanes)}),
        runs=[runs_of(timeline) for timeline in timelines],
        changed=frozenset(lane_of(by_key[key]) for key in changes),
        days=frozenset(day for one in placed for day in (one.said.earliest, one.said.latest)),
        drawn=Drawn(shapes, texts, url, list_url, changes),
        events=tuple(events),
        checks=tuple(checks),
        leads=tuple(leads),
    )
    wide = draw(contents, WIDE) if placed else None
    everything = by_key | {one.key: one for one in on_record}
    return PositionChart(
        title=title,
        caption=isolated(caption),
        alternative=" ".join(_alternative(timelines, facts)),
        wide=wide,
        narrow=draw(contents, NARROW) if placed and not is_file else None,
        stances=len(everything),
        not_drawn=_not_drawn(everything.values(), contents.by_key, len(leads), wide),
        events=_events(events, {number for tick in wide.events for number in tick.numbers} if wide else ()),
        legend=tuple(legend_of(wide, contents.by_key, shapes)) if wide else (),
    )


def _not_drawn(
    stances: Iterable[AttributedStance], drawn: Container[str], leads: int, wide: Drawing | None
) -> str:
    """What is left out of the chart and why: "Not drawn: 3 statements without a day, 2 by other voices"."""
    numbers = Counter([_reason(one, drawn) for one in stances if one.key not in drawn])
    parts = [
        f"{numbers[reason]:,} {one if numbers[reason] == 1 else several}"
        for reason, (one, several) in NOT_DRAWN.items()
        if numbers[reason]
    ]
    if parts:
        number, _, words = parts[0].partition(" ")
        parts[0] = f"{number} {'statement' if number == '1' else 'statements'} {words}"
    outside = leads - wide.leads_inside if wide else leads
    if outside:
        parts.append(f"{number_of(outside, 'lead')} outside this period or without a day")
    return f"Not drawn: {', '.join(parts)}." if parts else ""


def _reason(stance: AttributedStance, drawn: Container[str]) -> str:
    """Why a stance is not drawn."""
    if not (stance.said.is_closed or is_placed(stance)):
        return "without_day"
    if stance.grading.layer == "not_named":
        return "ascribed" if stance.grading.reason == "ascribed" else "not_named"
    if stance.sums_up and any(key in drawn for key in stance.sums_up):
        return "sums_up"
    return "other_voice"


def _changes(timelines: Sequence[Timeline]) -> dict[str, DrawnChange]:
    """The changes by the key of the claim at which they are marked; quoted ones take precedence."""
    found: dict[str, DrawnChange] = {}
    for timeline in timelines:
        for change in (*timeline.changes, *timeline.reported_changes):
            after = [stance for stance in change.after if is_placed(stance)]
            if after:
                first = min(after, key=lambda one: (one.said.earliest, one.said.latest, one.key))
                found.setdefault(first.key, DrawnChange(change, timeline.answers))
    return found


def _events(events: Iterable[ChartEvent], shown: Container[int]) -> tuple[str, ...]:
    drawn = sorted((event for event in events if event.number in shown), key=lambda event: event.number)
    return tuple(f"{event.number}) {event.date.short_words()}: {event.text}" for event in drawn)


def _alternative(timelines: Sequence[Timeline], facts: str) -> Iterable[str]:
    for number, timeline in enumerate(timelines):
        yield (facts if number == 0 else "") or Finding(timeline).in_words
        for change in (*timeline.changes, *timeline.reported_changes)[:MOST_DESCRIBED]:
            yield str(change_sentence(change, timeline.answers))
        for interval in timeline.intervals[:MOST_DESCRIBED]:
            sentences = " ".join(map(str, interval_sentences(interval)))
            yield f"{days_in_words(interval.after.said, interval.before.said)}: {sentences}"
