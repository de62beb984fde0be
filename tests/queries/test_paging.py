"""Parameters, cursors and sentences that all lists share."""

from __future__ import annotations

import pytest

from claims.domain.errors import InvalidQuery
from claims.queries.paging import address, pager, read_parameters, span


def test_parameters_are_read_by_name_and_empty_where_not_given() -> None:
    assert read_parameters({"name": [" anna "]}, ("name", "after")) == {"name": "anna", "after": ""}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"colour": ["red"]}, "Unknown filter “colour”"),
        ({"after": ["a", "b"]}, "The filter “after” is given twice"),
        ({"a\x00b": ["1"]}, "Unknown filter “a\\u0000b”"),
    ],
)
def test_a_parameter_that_a_list_does_not_have_is_named(given: dict[str, list[str]], message: str) -> None:
    with pytest.raises(InvalidQuery) as refused:
        read_parameters(given, ("after",))
    assert refused.value.message == message


def test_an_address_leaves_out_what_is_empty() -> None:
    assert address("/speakers/", {"name": "", "after": ""}) == "/speakers/"
    assert address("/speakers/", {"name": "Лебедь"}).startswith("/speakers/?name=%D0%9B")


def test_the_first_page_has_no_way_back_and_the_final_one_no_way_on() -> None:
    first = pager("/sources/", {"after": ""}, "s-1")
    assert (first.newer_url, first.older_url) == ("", "/sources/?after=s-1")
    final = pager("/sources/", {"after": "s-1"}, "")
    assert (final.newer_url, final.older_url) == ("/sources/", "")


def test_periods_are_said_in_words() -> None:
    assert span("7 Feb 2019", "7 Feb 2019") == "7 Feb 2019"
    assert span("7 Feb 2019", "May 2020") == "7 Feb 2019 – May 2020"
    assert span("by 6 Feb 2019", "2020") == "the first by 6 Feb 2019, the latest 2020"
