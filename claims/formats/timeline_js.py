"""TimelineJS 3: JSON that draws a timeline in other people's pages.

Checked against the source of TimelineJS 3.9.11 (``TimelineConfig``, ``TLDate``): it needs at least one event.
An event needs a ``start_date``, an era both dates and a headline. Headlines and texts are HTML; markup is
stripped from groups and ``display_date``; unknown fields are ignored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
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
    read = read_edtf(slide.said.text)
    event: dict[str, Any] = {
        "unique_id": slide.key,
        "start_date": _end(read.start, read.start.earliest) if read.start else {},
        "display_date": plain(slide.said.short_words()),
        "text": {"headline": escape(slide.headline), "text": slide.html},
        "group": plain(slide.group),
        "autolink": False,
    }
    if read.end and (read.is_bounds or slide.said.approximate):
        event["end_date"] = _end(read.end, read.end.latest)
    return event


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
