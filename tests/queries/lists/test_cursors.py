"""Cursors: read back as written, and refused for any other list."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.search.ranking import UNRANKED
from claims.queries.lists.cursors import Cursor, read_cursor, write_cursor
from claims.queries.lists.selection import Selection, read_selection
from claims.queries.paging import StaleCursor


def after(text: str, **given: str) -> Selection:
    return read_selection({**{name: [value] for name, value in given.items()}, "after": [text]})


@given(st.booleans(), st.booleans(), st.dates(), st.integers(1, 2**63 - 1))
def test_a_cursor_is_read_back_as_it_was_written(back: bool, undated: bool, day: date, number: int) -> None:
    cursor = Cursor(back, undated, day, number)
    oldest = read_selection({"sort": ["oldest"]})
    assert read_cursor(after(write_cursor(cursor, oldest), sort="oldest")) == cursor


@given(st.booleans(), st.integers(0, 2**63 - 1), st.integers(0, UNRANKED))
def test_where_the_number_orders_alone_a_cursor_holds_no_other_value(
    back: bool, number: int, offset: int
) -> None:
    cursor = Cursor(back, number=number, offset=offset)
    assert read_cursor(after(write_cursor(cursor, Selection()))) == cursor


def test_an_instant_keeps_its_microseconds() -> None:
    cursor = Cursor(value=datetime(2022, 3, 1, 9, 0, 0, 123456, tzinfo=UTC), number=7)
    asked = read_selection({"sort": ["added"]})
    assert read_cursor(after(write_cursor(cursor, asked), sort="added")) == cursor


@pytest.mark.parametrize("forged", ["0001-01-01T00:00+23:59", "9999-12-31T23:59-23:59", "2022-03-01T09:00"])
@pytest.mark.django_db
def test_an_instant_that_cannot_be_asked_for_is_refused(client: Client, forged: str) -> None:
    mark = read_selection({"sort": ["added"]}).mark
    text = urlsafe_b64encode(json.dumps([mark, "o", 0, forged, 7, 0]).encode()).decode()
    with pytest.raises(StaleCursor, match="no place in a list"):
        read_cursor(after(text, sort="added"))
    for path in ("/claims/", "/claims.json"):
        assert client.get(path, {"sort": "added", "after": text}).status_code == 404


def test_a_list_without_a_cursor_begins_at_its_beginning() -> None:
    assert read_cursor(Selection()) is None


@pytest.mark.parametrize("given", [{"kind": "promise"}, {"sort": "oldest"}, {"q": "bridge"}])
def test_a_cursor_of_another_list_is_refused(given: dict[str, str]) -> None:
    text = write_cursor(Cursor(value=date(2019, 2, 7), number=1), Selection())
    with pytest.raises(StaleCursor, match="other filters or another order"):
        read_cursor(after(text, **given))


@given(st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=400))
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(StaleCursor):
        read_cursor(after(text))
