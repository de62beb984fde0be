"""TimelineJS 3: the JSON that draws a timeline in a page of somebody else.

Checked against the source of TimelineJS 3.9.11 (``TimelineConfig``, ``TLDate``): there has to be an event, an
event needs a ``start_date``, an era both dates and a headline; headlines and texts are HTML, while groups and
``display_date`` are stripped of markup; fields that it does not know are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from claims.domain.dates.edtf import Point, read_edtf
from claims.domain.dates.fuzzy import FuzzyDate


@dataclass(frozen=True, slots=True)
class Slide:
    """One thing said or done: ``html`` is markup that was escaped, all else plain text."""

    key: str
    said: FuzzyDate
    headline: str
    html: str
    group: str


@dataclass(frozen=True, slots=True)
class Era:
    """Days, both included, that are set apart from others, with the sentence that tells why."""

    first: date
    last: date
    headline: str


def timeline_js(
    headline: str, html: str, slides: Sequence[Slide], eras: Sequence[Era], *, left_out: dict[str, Any]
) -> dict[str, Any]:
    """The document. Slides whose date is not known at both ends have no place in it, and are no part of it.

    ``left_out`` tells how many there are and why; TimelineJS takes no notice of it.
    """
    return {
        "scale": "human",
        "title": {"unique_id": "question", "text": {"headline": escape(headline), "text": html}},
        "events": [_event(slide) for slide in slides if is_placed(slide.said)],
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


def is_placed(said: FuzzyDate) -> bool:
    """Whether a timeline has a place for the date: both of its ends are told."""
    return not said.undated and not (said.starts_open or said.ends_open) and _start(said) is not None


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


def _start(said: FuzzyDate) -> Point | None:
    return read_edtf(said.text).start


def _end(point: Point, day: date) -> dict[str, int]:
    """One ``day`` of the span, as precisely as it is known: "about 7 Feb" is the 6th to the 8th."""
    known = {"year": day.year}
    if point.month is not None:
        known["month"] = day.month
    if point.day is not None:
        known["day"] = day.day
    return known


def _day(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def plain(text: str) -> str:
    """A text for a field that is no HTML: older versions put it into the page as it is, newer ones strip it.

    >>> plain("A & <b>B</b>")
    'A &amp; ‹b›B‹/b›'
    """
    return text.replace("&", "&amp;").replace("<", "‹").replace(">", "›")
