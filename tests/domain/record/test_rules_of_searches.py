"""What a search has to tell before it is logged."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import replace

from claims.domain.record.rules import search_problems
from claims.domain.record.shared import CoverageRecord
from tests.cases import each_case

TODAY = date(2022, 3, 1)
SEARCH = CoverageRecord(
    slug="s", voice="palace", terms=("bridge",), outlets=("gazette",), from_="2019-05", to="2020-04-30",
    checked_on="2022-02-01", by="ann", hits=0,
)  # fmt: skip


def wrong(**changes: Any) -> list[str]:
    return [problem.field for problem in search_problems(replace(SEARCH, **changes), TODAY)]


def test_a_whole_search_may_be_logged() -> None:
    assert wrong() == []
    assert wrong(terms=(), positions=("build-the-bridge",)) == []
    assert wrong(hits=None, result="Two letters to the editor.") == []
    assert wrong(from_="2022-02-01", to="2022-02-01") == []


@each_case(
    ("changes", "field"),
    [
        ({"outlets": ()}, "outlets"),
        ({"terms": ()}, "terms"),
        ({"from_": ""}, "from"),
        ({"from_": "../2019"}, "from"),
        ({"to": ""}, "to"),
        ({"to": "2019-09/.."}, "to"),
        ({"to": "2019-04-30"}, "to"),
        ({"checked_on": ""}, "checked_on"),
        ({"checked_on": "2022-03-02"}, "checked_on"),
        ({"from_": "2022-02-02", "to": "2022-03"}, "from"),
        ({"hits": None}, "result"),
    ],
)
def test_what_is_missing_or_cannot_be_is_told_at_its_field(changes: dict[str, Any], field: str) -> None:
    assert wrong(**changes) == [field]


def test_every_problem_says_how_to_mend_it() -> None:
    bare = CoverageRecord(slug="s", voice="palace")
    told = search_problems(bare, TODAY)
    assert len(told) == 5
    assert all(problem.mend for problem in told)
