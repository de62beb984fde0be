"""Lists of today and of past days, held against a plain reading of the sealed texts.

Which claims, in which order, their number, the counts beside them, and what a search finds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import parse_qs

import pytest

from claims.domain.dates.fuzzy import end_of_day
from claims.domain.search.facets import FACETS, facet_values
from claims.models import ClaimVersion
from claims.queries.lists.facets import facets
from claims.queries.lists.page_of_claims import count, count_undated, list_claims
from claims.queries.lists.parameters import PARAMETERS, list_facets
from claims.queries.lists.selected_claims import SelectedClaims
from claims.queries.lists.selection import Selection, read_selection
from claims.queries.lists.whole_list import every_claim
from tests.addresses import filtered
from tests.queries.lists.plain_reading import Asked, PlainReading
from tests.world import World

pytestmark = pytest.mark.slow

TODAY = ""
DAYS = ("2022-02-27", "2022-03-01", "2022-03-06", "2022-03-09", "2022-03-11", "2022-03-14", "2022-03-16",
        "2022-03-21", "2022-03-26", "2022-04-30", TODAY)  # fmt: skip
SOME_DAYS = DAYS[1::3]

ASKED: tuple[Asked, ...] = (
    *(
        {name: tuple(values) for name, values in given.items()}
        for given in map(parse_qs, filtered(World()))
        if given.keys() <= PARAMETERS.keys()
    ),
    {},
    {"q": ("viaduct",)},
    {"q": ("flood -not",)},
    {"q": ("solano",)},
    {"q": ("speaker:lebed",)},
    {"q": ("speaker:roe",)},
    {"q": ("speaker:lebed said:2019..2020",)},
    {"q": ("said:2019..2020 bridge",)},
    {"speaker": ("anna-roe",)},
    {"speaker": ("maria-solano", "palace")},
    {"answer": ("later", "who-pays:towns")},
    {"topic": ("trade",), "speaker": ("maria-solano",)},
    {"rating": ("gazette-2020:half",)},
    {"rating": ("false",)},
    {"kind": ("promise", "refusal")},
    {"form": ("reported", "summary")},
    {"outlet": ("gazette",), "year": ("2019",)},
    {"year": ("2019", "2020")},
    {"from": ("2019-03",), "to": ("2020",)},
    {"to": ("2019-03-20",)},
    {"known_by": ("2019-03-31",)},
    {"known_by": ("2020-05-10",), "topic": ("the-eder-bridge",)},
    {"has": ("archive",)},
    {"has": ("relation",)},
    {"has": ("context", "verdict")},
    {"has": ("no_change",)},
    {"source": ("no-such",)},
)

ON_SOME_DAYS = [
    pytest.param(asked, (*DAYS[number % 3 : -1 : 3], TODAY), id=str(asked))
    for number, asked in enumerate(ASKED)
]
"""Each on a third of the past days; all together on every day."""

WORDS_AND_FILTERS: tuple[Asked, ...] = (
    {"q": ("bridge",), "speaker": ("viktor-lebed",)},
    {"q": ("bridge speaker:lebed",), "form": ("quoted", "reported")},
    {"q": ("bridge -flood",), "topic": ("the-eder-bridge",), "kind": ("statement",)},
    {"q": ("lebed",), "rating": ("none", "false")},
    {"q": ("said:2019..2020 bridge",), "has": ("archive",)},
    {"q": ("bridge",), "answer": ("later",), "to": ("2021",)},
    {"q": ("bridge",), "source": ("no-such",)},
)


@pytest.fixture(scope="module")
def world_on_record(history_on_record: World) -> World:
    return history_on_record


@pytest.fixture(scope="module")
def read_plainly() -> Callable[[str], PlainReading]:
    """The record of a day, read once: no test of this module changes it."""
    far = datetime(2099, 1, 1, tzinfo=UTC)
    return lru_cache(lambda day: PlainReading(end_of_day(day) if day else far))


def selection(day: str, asked: Asked, **more: str) -> Selection:
    given = {name: list(values) for name, values in asked.items()}
    given |= {name: [value] for name, value in more.items()}
    return read_selection({**given, "as_of": [day]} if day else given)


def keys(selection: Selection) -> list[str]:
    """The keys of all pages together, which are those of a download."""
    listed = list_claims(SelectedClaims(selection))
    found = [*listed.keys]
    while listed.older:
        listed = list_claims(SelectedClaims(replace(selection, after=listed.older)))
        found += listed.keys
    assert [key for batch in every_claim(SelectedClaims(selection)) for key in batch] == found
    return found


@pytest.mark.parametrize(("asked", "days"), ON_SOME_DAYS)
def test_a_list_holds_what_the_sealed_texts_of_that_day_say(
    world: World, read_plainly: Callable[[str], PlainReading], asked: Asked, days: Sequence[str]
) -> None:
    check_lists(read_plainly, asked, days)


def check_lists(read_plainly: Callable[[str], PlainReading], asked: Asked, days: Sequence[str]) -> None:
    """The lists of these days hold what a plain reading gives."""
    has_words = selection(TODAY, asked).query.has_words
    found_on_any_day = False
    for day in days:
        expected = read_plainly(day).listed(asked)
        found_on_any_day = found_on_any_day or bool(expected)
        for sort in ("newest", "oldest", "added", *(["relevance"] if has_words else [])):
            found = keys(selection(day, asked, sort=sort, size="9" if sort == "newest" else "100"))
            assert len(found) == len(set(found)), (day, sort)
            assert set(found) == expected, (day, sort)
        number = count(SelectedClaims(selection(day, asked)))
        assert (number.number, number.is_more) == (len(expected), False), day
    assert found_on_any_day == ("no-such" not in asked.get("source", ()))


@pytest.mark.parametrize("day", DAYS)
def test_a_list_is_in_the_order_of_that_day(
    world: World, read_plainly: Callable[[str], PlainReading], day: str
) -> None:
    read = read_plainly(day)
    newest = [read.newest_day(read.claims[key]) for key in keys(selection(day, {}, size="4"))]
    assert newest == sorted(newest, reverse=True)
    oldest = [read.said(read.claims[key]) for key in keys(selection(day, {}, size="4", sort="oldest"))]
    dated = [said.latest if said.starts_open else said.earliest for said in oldest if not said.undated]
    assert dated == sorted(dated)
    assert [said.undated for said in oldest] == sorted(said.undated for said in oldest)


@pytest.mark.same_sql
@pytest.mark.parametrize(("asked", "days"), ON_SOME_DAYS)
def test_the_counts_beside_a_list_are_those_of_that_day(
    world: World, read_plainly: Callable[[str], PlainReading], asked: Asked, days: Sequence[str]
) -> None:
    check_counts(read_plainly, asked, days)


def check_counts(read_plainly: Callable[[str], PlainReading], asked: Asked, days: Sequence[str]) -> None:
    """The counts beside the lists of these days are those of a plain reading."""
    for day in days:
        read = read_plainly(day)
        shown = facets(SelectedClaims(selection(day, asked)))
        told = {facet.name: {m.value: m.count for m in facet.members} for facet in shown.facets}
        told["year"] = {member.value: member.count for member in shown.years}
        for name in list_facets():
            expected = Counter(
                value
                for key in read.listed(asked, without=name)
                for facet, value in facet_values(read.claims[key], read.facts, read.scales)
                if facet == name
            )
            if name in told:
                assert {v: n for v, n in told[name].items() if n} == dict(expected), (day, name)
            else:
                assert len(expected) < 2, (day, name)


@pytest.mark.parametrize("few", [0, pytest.param(1_000, marks=pytest.mark.same_sql)])
@pytest.mark.parametrize("asked", WORDS_AND_FILTERS, ids=str)
def test_filters_are_the_same_where_the_index_applies_them(
    world: World,
    read_plainly: Callable[[str], PlainReading],
    monkeypatch: pytest.MonkeyPatch,
    asked: Asked,
    few: int,
) -> None:
    """The index applies filters by facet values if the words find more than a few versions."""
    monkeypatch.setattr("claims.search.base.FEW", few)
    check_lists(read_plainly, asked, SOME_DAYS)
    check_counts(read_plainly, asked, SOME_DAYS)


def test_a_span_counts_what_it_leaves_out_as_of_that_day(
    world: World, read_plainly: Callable[[str], PlainReading]
) -> None:
    for day in DAYS:
        undated = [claim for claim in read_plainly(day).claims.values() if not claim.said]
        assert count_undated(SelectedClaims(selection(day, {"from": ("2019",)}))).number == len(undated)


def test_every_filter_is_among_what_is_asked_here() -> None:
    assert {name for asked in ASKED for name in asked} == {*PARAMETERS} - {"as_of"}
    assert {name for name in PARAMETERS if name in FACETS} >= set(list_facets())


def test_no_version_is_of_a_claim_that_is_not_public_or_of_an_erased_text(
    world: World, read_plainly: Callable[[str], PlainReading]
) -> None:
    ended = ClaimVersion.objects.filter(is_open=False)
    assert ended
    assert set(ClaimVersion.objects.values_list("key", flat=True)) == set(read_plainly(TODAY).claims)
    assert not ClaimVersion.objects.filter(key=world.first_support, version=2).exists()
