"""The chart of a position as a file."""

from __future__ import annotations

from claims.domain.charts.svg_file import NO_DATE, chart_file
from tests.domain.charts.drawings import chart, event
from tests.domain.positions.lines import stance


def test_the_file_carries_question_and_caveat_and_what_is_not_in_the_picture() -> None:
    file = chart_file(chart([stance("k1", "2019-02-07", "yes"), stance("k2", "", "no")]))
    assert [text.words for text in file.titles] == ["Is there an alliance?"]
    assert [text.words for text in file.captions] == [
        "6 statements, 2012 – 2019.",
        "● in own words or as reported ╱╱ nobody has searched",
        "Not drawn: 1 statement without a day.",
    ]
    assert file.drawing is not None
    assert file.y + file.drawing.height < file.captions[0].y < file.captions[-1].y < file.height


def test_the_file_explains_its_events() -> None:
    events = [event(2, "2019-02-09"), event(1, "2019-02"), event(3, "1999")]
    file = chart_file(chart([stance("k1", "2019-02-07", "yes")], events=events))
    assert [text.words for text in file.captions][:2] == ["1) Feb 2019: event 1", "2) 9 Feb 2019: event 2"]


def test_a_file_without_a_date_says_so() -> None:
    file = chart_file(chart([stance("k1", "", "yes")]))
    assert file.drawing is None
    assert file.captions[0].words == NO_DATE
