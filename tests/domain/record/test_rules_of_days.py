"""Days of what is done that are still to come."""

from __future__ import annotations

from datetime import date
from typing import Any

from claims.domain.record.codec import from_document
from claims.domain.record.rules import future_dates
from tests.cases import each_case
from tests.domain.record.claim_documents import CLAIM

TODAY = date(2026, 3, 1)


def fields(document: dict[str, Any]) -> list[str]:
    problems = future_dates(from_document(document), TODAY)
    assert all(
        problem.message.endswith("a day that is still to come") and problem.value for problem in problems
    )
    return [problem.field for problem in problems]


@each_case(
    "said", ["2091-02-07", "2026-03-03", "2026-04", "2027", "2026-03-05/2026-03-09", "2026-03-03T00:30+14:00"]
)
def test_nobody_has_said_anything_on_a_day_to_come(said: str) -> None:
    assert fields({**CLAIM, "said": said}) == ["said"]
    assert fields({"type": "source", "key": "s-1", "title": "T", "published": said}) == ["published"]
    assert fields({"type": "source", "key": "s-1", "title": "T", "retrieved": said}) == ["retrieved"]


@each_case("said", ["", "2026-03-02", "2026-03", "2026", "2027~", "2019/..", "../2091", "0001"])
def test_a_day_that_may_have_come_somewhere_is_taken(said: str) -> None:
    assert fields({**CLAIM, "said": said}) == []


def test_what_is_spoken_of_may_lie_in_the_future() -> None:
    assert fields({"type": "event", "slug": "e", "text": "An election", "date": "2091-01-01"}) == []
    office = {"office": "mayor", "from": "2024", "to": "2091"}
    assert fields({"type": "speaker", "slug": "s", "name": "Ana", "tenures": [office]}) == []


def test_reviews_checks_and_searches_have_their_days_too() -> None:
    verdict = {"scale": "s", "reviewed": "2030"}
    assert fields({**CLAIM, "verdicts": [verdict]}) == ["verdicts[0].reviewed"]
    stance = {"position": "p", "unchanged": True, "check": {"on": "2030-01-01"}}
    assert fields({**CLAIM, "stances": [stance]}) == ["stances[0].check.on"]
    search = {"type": "coverage", "slug": "c", "voice": "ana", "checked_on": "2030-01-01"}
    assert fields(search) == ["checked_on"]
