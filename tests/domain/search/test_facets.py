"""What a claim is found under, read from its record and the facts of its sources."""

from __future__ import annotations

from datetime import date
from typing import Any

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_document
from claims.domain.record.shared import SourceRecord
from claims.domain.record.source_facts import SourceFacts, day_said, facts_of
from claims.domain.search.facets import facet_values
from tests.cases import each_case
from tests.world_claims import BOUNDED, FIRST_SUPPORT, NO_CHANGE, RATED
from tests.world_shared import GAZETTE_FEBRUARY, SOURCES, VESTNIK_UNDATED

FACTS = {GAZETTE_FEBRUARY: SourceFacts("gazette", date(2019, 2, 7), True, True)}


def claim(document: dict[str, Any], **more: Any) -> ClaimRecord:
    record = from_document({**document, **more})
    assert isinstance(record, ClaimRecord)
    return record


def values(record: ClaimRecord, facet: str, facts: dict[str, SourceFacts] = FACTS) -> set[str]:
    return {member for name, member in facet_values(record, facts) if name == facet}


def test_a_claim_is_found_by_its_own_outlets_and_those_of_its_sources() -> None:
    assert values(claim(FIRST_SUPPORT), "outlet") == {"gazette", "vestnik"}
    assert values(claim(FIRST_SUPPORT), "outlet", {}) == {"vestnik"}


def test_all_who_made_a_claim_jointly_are_its_speakers() -> None:
    assert values(claim(BOUNDED), "speaker") == {"foreign-ministry", "palace", "press-office"}


def test_an_answer_is_found_with_its_position_and_by_itself() -> None:
    assert values(claim(FIRST_SUPPORT), "answer") == {"build-the-bridge:yes"}
    assert values(claim(FIRST_SUPPORT), "any_answer") == {"yes"}
    assert values(claim(NO_CHANGE), "answer") == set()


def test_a_no_change_claim_is_unchecked_until_an_editor_confirms() -> None:
    assert values(claim(NO_CHANGE), "consistency") == {"unchecked"}
    stance = {**NO_CHANGE["stances"][0], "check": {"confirmed": "conflicts", "reason": "It does."}}
    assert values(claim(NO_CHANGE, stances=[stance]), "consistency") == {"conflicts"}
    assert values(claim(FIRST_SUPPORT), "consistency") == set()


def test_a_claim_without_a_verdict_is_rated_by_nobody() -> None:
    assert values(claim(FIRST_SUPPORT), "rating") == {"none"}
    assert values(claim(RATED), "rating") == {"gazette-2020:half"}
    unrated = {**RATED["verdicts"][0], "rating": ""}
    assert values(claim(RATED, verdicts=[unrated]), "rating") == set()
    assert values(claim(RATED, verdicts=[unrated]), "any_rating") == {"gazette-2020:"}


@each_case(
    ("document", "has"),
    [
        (FIRST_SUPPORT, {"archive", "translation"}),
        (NO_CHANGE, {"no_change", "translation"}),
        (RATED, {"context", "verdict"}),
    ],
)
def test_what_a_claim_has_is_told(document: dict[str, Any], has: set[str]) -> None:
    assert values(claim(document), "has") == has


def test_the_earliest_day_of_its_sources_bounds_when_a_claim_was_said() -> None:
    assert day_said(claim(FIRST_SUPPORT), FACTS) == date(2019, 2, 7)
    assert day_said(claim(NO_CHANGE), {VESTNIK_UNDATED: SourceFacts("vestnik")}) is None


def test_the_facts_of_a_source_are_what_its_record_tells() -> None:
    source = from_document(next(one for one in SOURCES if one["key"] == GAZETTE_FEBRUARY))
    assert isinstance(source, SourceRecord)
    assert facts_of(source) == FACTS[GAZETTE_FEBRUARY]
