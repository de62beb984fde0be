"""Dates and texts as TimelineJS takes them."""

from __future__ import annotations

from datetime import date

from claims.api.timeline_js import event, plain
from claims.domain.dates.fuzzy import FuzzyDate
from tests.cases import each_case


@each_case(
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
    told = event("k", FuzzyDate.parse(said), "H", "<p>T</p>", "G")
    assert (told["start_date"], told.get("end_date"), told["display_date"]) == (start, end, words)


@each_case("said", ["", "2019-09-25/..", "../2019-02-07"])
def test_what_lacks_an_end_has_no_place(said: str) -> None:
    assert not FuzzyDate.parse(said).is_closed


def test_a_cap_gives_an_undated_thing_no_place() -> None:
    assert not FuzzyDate.parse("").capped(date(2019, 2, 7)).is_closed


def test_headlines_are_escaped_and_fields_without_markup_hold_none() -> None:
    told = event("k", FuzzyDate.parse("2019"), "<b>H</b>", "<p>T</p>", "<b>A & B</b>")
    assert told["text"] == {"headline": "&lt;b&gt;H&lt;/b&gt;", "text": "<p>T</p>"}
    assert told["group"] == plain("<b>A & B</b>") == "‹b›A &amp; B‹/b›"
