"""Facet counts: what counting claim by claim gives, for any filters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.shared import SourceRecord
from claims.domain.record.source_facts import facts_of
from claims.domain.search.facets import facet_values
from claims.models import Claim, Source
from claims.queries.lists.facets import Facets, facets
from claims.queries.lists.parameters import list_facets
from claims.queries.lists.selected_claims import SelectedClaims
from claims.queries.lists.selection import read_selection
from claims.queries.lists.whole_list import every_claim
from claims.queries.records import public_records
from tests.world import World

pytestmark = pytest.mark.slow

VALUES = {
    "speaker": ["viktor-lebed", "anna-roe", "palace", "nobody"],
    "topic": ["the-eder-bridge", "trade"],
    "position": ["build-the-bridge", "who-pays"],
    "kind": ["statement", "promise"],
    "form": ["quoted", "reported"],
    "lang": ["en", "ru"],
    "outlet": ["gazette", "voz", "agency"],
    "rating": ["none", "gazette-2020:half"],
    "consistency": ["unchecked"],
    "year": ["2019", "2021"],
    "has": ["relation", "archive"],
    "q": ["bridge", "lebed -flood", "said:2019.."],
    "from": ["2019-03"],
}


def test_every_facet_is_also_chosen() -> None:
    assert set(list_facets()) <= VALUES.keys()


def counted(found: Facets) -> dict[tuple[str, str], int]:
    members = {(f.name, m.value): m.count for f in found.facets for m in f.members}
    return members | {("year", year.value): year.count for year in found.years}


def recount(given: dict[str, list[str]]) -> dict[tuple[str, str], int]:
    """Every facet, claim by claim, from the records."""
    keys = [("source", key) for key in Source.objects.values_list("key", flat=True)]
    shown = {key: found.record for (_, key), found in public_records(keys).items()}
    sources = {key: facts_of(one) for key, one in shown.items() if isinstance(one, SourceRecord)}
    numbers: dict[tuple[str, str], int] = {}
    for facet in list_facets():
        rest = read_selection({name: values for name, values in given.items() if name != facet})
        listed = (key for batch in every_claim(SelectedClaims(rest)) for key in batch)
        for found in public_records(("claim", key) for key in listed).values():
            assert isinstance(found.record, ClaimRecord)
            for name, member in facet_values(found.record, sources):
                if name == facet and member:
                    numbers[name, member] = numbers.get((name, member), 0) + 1
    return numbers


@settings(max_examples=12)
@given(
    st.dictionaries(st.sampled_from(sorted(VALUES)), st.integers(0, 10), max_size=3).map(
        lambda drawn: {name: [VALUES[name][place % len(VALUES[name])]] for name, place in drawn.items()}
    )
)
def test_facets_count_what_counting_claim_by_claim_gives(world: World, given: dict[str, list[str]]) -> None:
    found = counted(facets(SelectedClaims(read_selection(given))))
    expected = recount(given)
    for place, number in found.items():
        assert number == expected.get(place, 0), place
    shown = {name for name, _ in found}
    assert {place for place in expected if place[0] in shown} <= set(found)


def test_a_facet_shows_what_else_could_be_chosen(world: World) -> None:
    found = facets(SelectedClaims(read_selection({"kind": ["promise"]})))
    kinds = {m.value: (m.count, m.is_chosen) for f in found.facets if f.name == "kind" for m in f.members}
    assert kinds["promise"] == (1, True)
    assert kinds["statement"][0] > 1


@pytest.mark.parametrize("given", [{}, {"kind": ["statement"]}])
def test_nothing_that_is_not_public_is_a_member(world: World, given: dict[str, list[str]]) -> None:
    told = repr(facets(SelectedClaims(read_selection(given))))
    assert not any(word in told for word in world.unseen)
    assert Claim.objects.published().count() == len(world.public_claims)
