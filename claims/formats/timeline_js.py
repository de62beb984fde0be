"""TimelineJS 3: JSON that draws a timeline in other people's pages.

Checked against the source of TimelineJS 3.9.11 (``TimelineConfig``, ``TLDate``): it needs at least one event.
An event needs a ``start_date``, an era both dates and a headline. Headlines and texts are HTML; markup is
stripped from groups and ``display_date``; unknown fields are ignored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

from claims.domain.dates.edtf import SingleDate, read_edtf
from claims.domain.dates.fuzzy import FuzzyDate


class Slide(NamedTuple):
    """An event. ``html`` is escaped markup, all other values are plain text."""

    key: str
    said: FuzzyDate
    headline: str
    html: str
    group: str


@dataclass(frozen=True, slots=True)
class Era:
    """A time that is highlighted, first and last day included, with the sentence that says why."""

    first: date
    last: date
    headline: str


def timeline_js(
    headline: str, html: str, slides: Sequence[Slide], eras: Sequence[Era], *, left_out: dict[str, Any]
) -> dict[str, Any]:
    """The document. Slides whose date is open or unknown are left out.

    ``left_out`` says how many there are and why; TimelineJS ignores it.
    """
    return {
        "scale": "human",
        "title": {"unique_id": "question", "text": {"headline": escape(headline), "text": html}},
        "events": [_event(slide) for slide in slides if slide.said.is_closed],
        "eras": [
            {
                "start_date": _day(era.first),
                "end_date": _day(era.last),
                "text": {"headline": escape(era.headline)},
            }
            for era in eras
        ],
        "left_out": left_out,
    }


def _event(slide: Slide) -> dict[str, Any]:
    start_date, display_date, end_date = _dates(slide.said.text)
    event: dict[str, Any] = {
        "unique_id": slide.key,
        "start_date": start_date,
        "display_date": display_date,
        "text": {"headline": escape(slide.headline), "text": slide.html},
        "group": plain(slide.group),
        "autolink": False,
    }
    if end_date:
        event["end_date"] = end_date
    return event


@lru_cache(maxsize=8192)
def _dates(text: str) -> tuple[dict[str, int], str, dict[str, int]]:
    """The start, the words and the end of a date; no end for a whole day, month or year."""
    read, said = read_edtf(text), FuzzyDate.parse(text)
    has_end = read.end and (read.is_bounds or said.approximate)
    return (
        _end(read.start, read.start.earliest) if read.start else {},
        plain(said.short_words()),
        _end(read.end, read.end.latest) if read.end and has_end else {},
    )


def _end(point: SingleDate, day: date) -> dict[str, int]:
    """An end of the span, as precisely as it is known: "about 7 Feb" is the 6th to the 8th."""
    known = {"year": day.year}
    if point.month is not None:
        known["month"] = day.month
    if point.day is not None:
        known["day"] = day.day
    return known


def _day(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def plain(text: str) -> str:
    """A text for a field that is not HTML. Older versions put it into the page as it is, newer ones strip it.

    >>> plain("A & <b>B</b>")
    'A &amp; ‹b›B‹/b›'
    """
    return text.replace("&", "&amp;").replace("<", "‹").replace(">", "›")
