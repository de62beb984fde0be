"""JSON exact, CSV safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json

import pytest

from claims.api.responses import cell, csv_list, json_error, json_list


def test_a_json_list_names_its_pages_and_keeps_every_character() -> None:
    answer = json.loads(
        json_list([{"name": "=Лебедь"}], count=1, next_url="https://x.example/?after=1").content
    )
    assert answer == {
        "count": 1,
        "count_exact": True,
        "next": "https://x.example/?after=1",
        "previous": None,
        "results": [{"name": "=Лебедь"}],
    }


def test_a_csv_list_reads_back_as_its_rows() -> None:
    response = csv_list(["name", "claims"], [("a, “b”\nc", 3), (None, True)], name="speakers", next_url="/n")
    rows = list(csv.reader(io.StringIO(response.content.decode(), newline="")))
    assert rows == [["name", "claims"], ["a, “b”\nc", "3"], ["", "true"]]
    assert response["Link"] == '</n>; rel="next"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"])
def test_a_text_that_looks_like_a_formula_is_shown_and_not_run(text: str) -> None:
    assert cell(text) == f"'{text}"
    assert cell([text, "b"]).startswith("'")


def test_numbers_stay_numbers() -> None:
    assert (cell(-3), cell(0), cell(False)) == ("-3", "0", "false")


def test_an_error_says_what_would_be_right() -> None:
    response = json_error(400, "Unknown filter “colour”", "leave it out")
    assert response.status_code == 400
    assert json.loads(response.content) == {"error": "Unknown filter “colour”", "mend": "leave it out"}
