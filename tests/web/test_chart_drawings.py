"""The charts as they are drawn: well-formed, without a style of their own, every point a link with a name."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from claims.domain.charts.marks import PositionChart
from claims.domain.charts.position_strip import shared_axis, small_multiple
from claims.domain.charts.svg_file import chart_file
from claims.rendering.environment import source_environment
from tests.domain.charts.drawings import chart, event
from tests.domain.positions.lines import SCALE, line, search, stance

SVG = "{http://www.w3.org/2000/svg}"
STANCES = [
    stance("k1", "2012-02-07", "yes", by="ann"),
    stance("k2", "2012-03-07", "yes", by="<b>&ben"),
    stance("k3", "2013-03", "no", by="ann"),
    stance("k4", "2016-01-01", "no", form="summary", by="cem"),
    stance("k5", "2016-01-01/..", "perhaps", form="reported", by="cem"),
    stance("k6", "2016-02-01", by="ann", since="2012"),
    stance("k7", "", "yes"),
]
EVENTS = [event(1, "2012-02-20"), event(2, "2014")]
SEARCHES = [search("2012-03-08", "2013-02-28")]


def _drawn(component: str, macro: str, value: object) -> str:
    module = source_environment().get_template(f"components/positions/{component}.html").module
    return str(getattr(module, macro)(value))


def _page(drawn: PositionChart) -> ElementTree.Element:
    return ElementTree.fromstring(_drawn("chart", "chart", drawn))


def _file(drawn: PositionChart) -> ElementTree.Element:
    text = render_to_string("pages/position_chart.svg", {"file": chart_file(drawn)})
    return ElementTree.fromstring(text)


@pytest.fixture
def drawn() -> PositionChart:
    return chart(STANCES, SEARCHES, events=EVENTS)


def test_a_chart_is_drawn_for_wide_pages_and_for_phones(drawn: PositionChart) -> None:
    figure = _page(drawn)
    assert [part.get("class") for part in figure.findall("div")] == ["chart-wide", "chart-narrow"]
    assert "6 statements, 2012 – 2019. Not drawn: 1 statement without a day." in [
        " ".join("".join(part.itertext()).split()) for part in figure.findall("figcaption")
    ]


def test_every_point_is_a_link_with_a_name_in_order_of_time(drawn: PositionChart) -> None:
    assert drawn.wide is not None
    (first, _) = _page(drawn).findall("div")
    links = [link for link in first.iter("a") if link.find("path[@class='hit']") is not None]
    points = drawn.wide.points
    assert [link.get("href") for link in links[: len(points)]] == [point.url for point in points]
    assert [link.findtext("title") for link in links[: len(points)]] == [point.label for point in points]
    assert [link.get("href") for link in links[len(points) :]] == ["#event-1", "#event-2"]


def test_a_chart_has_no_style_of_its_own_on_a_page(drawn: PositionChart) -> None:
    for element in _page(drawn).iter():
        assert "style" not in element.attrib
        assert element.tag != "style"


def test_a_chart_without_a_date_says_so() -> None:
    told = " ".join(
        "".join(_page(chart([stance("k1", "", "yes"), stance("k2", "", "no")])).itertext()).split()
    )
    assert told.startswith("No chart: none of the 2 statements on record can be drawn.")


def test_the_file_is_a_whole_drawing_with_its_caveat(drawn: PositionChart) -> None:
    root = _file(drawn)
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title") == "Is there an alliance?"
    told = root.findtext(f"{SVG}desc") or ""
    assert told.startswith("Ruritania: ")
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert "6 statements, 2012 – 2019." in words
    assert "Not drawn: 1 statement without a day." in words


def test_every_class_and_pattern_that_a_drawing_uses_is_known_to_the_file(drawn: PositionChart) -> None:
    root = _file(drawn)
    style = root.findtext(f"{SVG}style") or ""
    known = set(re.findall(r"\.([a-z-]+)", style)) | {
        "said",
        "many",
        "answer",
        "not_searched",
        "partly_searched",
    }
    used = {name for element in root.iter() for name in element.get("class", "").split()}
    assert used - known <= {"caption", "unchanged", "row"}
    assert {element.get("fill") for element in root.iter()} <= {None, "url(#hatch)"}


def test_a_file_without_a_date_is_a_drawing_too() -> None:
    words = [text.text for text in _file(chart([stance("k1", "", "yes")])).iter(f"{SVG}text")]
    assert "No chart: no statement on record can be drawn." in words


def test_strips_are_well_formed() -> None:
    found = line(STANCES, SEARCHES)
    axis = shared_axis([found])
    strip = small_multiple(found, answers=SCALE, ordered=True, axis=axis)
    drawn = _drawn("strip", "position_strip", strip) + _drawn("strip", "strip_axis", axis)
    whole = ElementTree.fromstring(f"<div>{drawn}</div>")
    assert whole[0].get("aria-label") == strip.label
    assert len(list(whole.iter("text"))) == len(axis.ticks) + len(strip.lanes)
