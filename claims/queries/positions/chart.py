"""The chart of a position for its page and as a file."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import islice

from claims.domain.charts.marks import ChartEvent, PositionChart
from claims.domain.charts.position import position_chart
from claims.domain.charts.svg_file import ChartFile, chart_file
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.consistency import ConsistencyCheck
from claims.domain.positions.timeline import Timeline
from claims.domain.positions.voices import AttributedStance, Voice, is_of, line_of
from claims.domain.record.paths import position_path
from claims.queries.paging import address
from claims.queries.positions.line import FoundLine
from claims.queries.stances.attributed import VoiceHeard

MOST_OTHERS = 4
"""At most this many other voices are drawn as thin lines: those with the most days."""


def drawn_chart(
    found: FoundLine,
    order: Sequence[AttributedStance],
    checks: Sequence[ConsistencyCheck],
    parameters: Mapping[str, str],
    *,
    page: int,
    updated: datetime | None = None,
    site: str = "",
    leads: Sequence[FuzzyDate] = (),
) -> PositionChart | None:
    """The chart, or None if nobody speaks.

    ``order`` are the stances in the order of the list, and ``page`` is the size of its pages: a point for
    several claims links to the page with the first of them. ``parameters`` are those of the page. ``site``
    begins every address of a chart that is used outside the site.
    """
    if found.line is None or found.voice is None or found.finding is None:
        return None
    record, looked = found.position.record, found.looked
    places = {stance.key: n for n, stance in enumerate(order)}
    path = address(f"{site}{position_path(record.slug)}", parameters)
    after, as_of = "&after=" if "?" in path else "?after=", address("", {"as_of": looked.as_of})

    def list_url(stances: Sequence[AttributedStance]) -> str:
        key = stances[0].key
        place = places.get(key, 0) // page * page
        return f"{path}{after}{order[place - 1].key}#c-{key}" if place else f"{path}#c-{key}"

    def url(key: str) -> str:
        return f"{site}/claims/{key}/{as_of}"

    events = [event for event in found.events if not event.date.undated]
    facts = found.finding.in_words
    of_page = path if site else ""
    return position_chart(
        (found.line, *other_lines(found.stances, found.heard, found.voice, found.line_of)),
        facts=facts,
        answers=record.answers,
        ordered=record.ordered,
        url=url,
        list_url=list_url,
        title=record.question,
        caption=_caption(found, facts, updated, site),
        on_record=found.stances,
        events=[
            ChartEvent(event.date, event.text, number, f"{of_page}#e-{event.slug}")
            for number, event in enumerate(events, start=1)
        ],
        checks=checks,
        leads=leads,
        is_file=bool(site),
    )


def chart_as_file(
    found: FoundLine,
    order: Sequence[AttributedStance],
    checks: Sequence[ConsistencyCheck],
    parameters: Mapping[str, str],
    *,
    page: int,
    updated: datetime | None,
    site: str,
    leads: Sequence[FuzzyDate] = (),
) -> ChartFile | None:
    """The chart as a file, with full addresses and the site in its caption."""
    chart = drawn_chart(found, order, checks, parameters, page=page, updated=updated, site=site, leads=leads)
    return chart_file(chart) if chart else None


def other_lines(
    stances: Sequence[AttributedStance],
    heard: Sequence[VoiceHeard],
    chosen: Voice,
    line_of_voice: Callable[[Voice], Timeline],
) -> tuple[Timeline, ...]:
    """The lines of the voices that have statements outside the chosen line."""
    voices = (
        one.voice for one in heard if any(not is_of(stance, chosen) for stance in line_of(stances, one.voice))
    )
    return tuple(line_of_voice(voice) for voice in islice(voices, MOST_OTHERS))


def _caption(found: FoundLine, facts: str, updated: datetime | None, site: str) -> str:
    looked, parts = found.looked, [facts]
    # For a day after the latest change the caption gives the date of the record.
    if looked.as_of and not (updated and FuzzyDate.parse(looked.as_of).latest > updated.date()):
        parts.append(f"Our record at the end of {FuzzyDate.parse(looked.as_of).short_words()}.")
    elif updated:
        parts.append(f"Our record as of {updated.day} {updated:%b %Y}.")
    if looked.known_by_text:
        parts.append(f"Said by the end of {FuzzyDate.parse(looked.known_by_text).short_words()}.")
    if site:
        parts.append(f"{site}{position_path(found.position.record.slug)}")
    return " ".join(parts)
