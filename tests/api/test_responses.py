"""What programs get: a page of a list, or a sentence."""

from __future__ import annotations

import json

from claims.api.responses import json_error, json_list


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


def test_an_error_says_what_would_be_right() -> None:
    response = json_error(400, "Unknown filter “colour”", "leave it out")
    assert response.status_code == 400
    assert json.loads(response.content) == {"error": "Unknown filter “colour”", "mend": "leave it out"}
