"""Dates and texts as TimelineJS takes them."""

from __future__ import annotations

from datetime import date

import pytest

from claims.domain.dates.fuzzy import FuzzyDate
from claims.formats.timeline_js import Era, Slide, plain, timeline_js


def slide(said: str, **told: str) -> Slide:
    values = {"key": "k", "headline": "H", "html": "<p>T</p>", "group": "G", **told}
    return Slide(said=FuzzyDate.parse(said), **values)


def event_of(said: str) -> dict[str, object]:
    [event] = timeline_js("Q", "", [slide(said)], [], left_out={})["events"]
    assert isinstance(event, dict)
    return event


@pytest.mark.parametrize(
    ("said", "start", "end", "words"),
    [
        ("2019-02-07", {"year": 2019, "month": 2, "day": 7}, None, "7 Feb 2019"),
        ("2019-02", {"year": 2019, "month": 2}, None, "Feb 2019"),
        ("2019", {"year": 2019}, None, "2019"),
        ("2019-02-07T09:30+03:00", {"year": 2019, "month": 2, "day": 7}, None, "7 Feb 2019"),
        ("2019-02-07~", {"year": 2019, "month": 2, "day": 6}, {"year": 2019, "month": 2, "day": 8},
         "c. 7 Feb 2019"),
        ("2019-12~", {"year": 2019, "month": 11}, {"year": 2020, "month": 1}, "c. Dec 2019"),
        ("2019~", {"year": 2018}, {"year": 2020}, "c. 2019"),
        ("2019-02-07?", {"year": 2019, "month": 2, "day": 7}, None, "7 Feb 2019?"),
        ("2019-03-29/2019-03-31~", {"year": 2019, "month": 3, "day": 29},
         {"year": 2019, "month": 4, "day": 1}, "29 Mar 2019 – c. 31 Mar 2019"),
        ("2019-03-29/2019-04", {"year": 2019, "month": 3, "day": 29}, {"year": 2019, "month": 4},
         "29 Mar 2019 – Apr 2019"),
    ],
)  # fmt: skip
def test_a_date_is_as_precise_as_it_is_known(
    said: str, start: dict[str, int], end: dict[str, int] | None, words: str
) -> None:
    event = event_of(said)
    assert (event["start_date"], event.get("end_date"), event["display_date"]) == (start, end, words)


@pytest.mark.parametrize("said", ["", "2019-09-25/..", "../2019-02-07"])
def test_what_lacks_an_end_has_no_place(said: str) -> None:
    assert not FuzzyDate.parse(said).is_closed
    assert timeline_js("Q", "", [slide(said)], [], left_out={})["events"] == []


def test_a_cap_gives_an_undated_thing_no_place() -> None:
    assert not FuzzyDate.parse("").capped(date(2019, 2, 7)).is_closed


def test_headlines_are_escaped_and_fields_without_markup_hold_none() -> None:
    told = timeline_js(
        "<i>Q</i>",
        "<p>n</p>",
        [slide("2019", headline="<b>H</b>", group="<b>A & B</b>")],
        [Era(date(2019, 1, 1), date(2019, 2, 1), "<u>E</u>")],
        left_out={"undated": 1},
    )
    assert told["title"]["text"] == {"headline": "&lt;i&gt;Q&lt;/i&gt;", "text": "<p>n</p>"}
    assert told["events"][0]["text"]["headline"] == "&lt;b&gt;H&lt;/b&gt;"
    assert told["events"][0]["group"] == plain("<b>A & B</b>") == "‹b›A &amp; B‹/b›"
    assert told["eras"] == [
        {
            "start_date": {"year": 2019, "month": 1, "day": 1},
            "end_date": {"year": 2019, "month": 2, "day": 1},
            "text": {"headline": "&lt;u&gt;E&lt;/u&gt;"},
        }
    ]
    assert told["left_out"] == {"undated": 1}
