"""Topics over time on the page of a speaker: the numbers are those of the lists behind them."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from claims.models import MonthCount
from claims.queries.speakers.timeline import (
    CAVEAT,
    MOST_TOPICS,
    MOST_TOPICS_OF_DATA,
    SpeakerTimeline,
    speaker_timeline,
    timeline_data,
)
from tests.actions.drafts.small_records import published
from tests.more_records import put_on_record
from tests.world import World


def timeline_of(slug: str) -> SpeakerTimeline:
    found = speaker_timeline(slug)
    assert found is not None
    return found


def counts(slug: str, **claims: int) -> None:
    """Keep counts as if there were claims: ``of_2019_02=3``, all without a topic."""
    for name, number in claims.items():
        month = name.removeprefix("of_").replace("_", "-")
        MonthCount.objects.create(speaker=slug, month="" if month == "all" else month, claims=number)


def test_rows_are_topics_and_columns_are_times(world: World) -> None:
    found = timeline_of(world.lebed)
    assert found.columns[0] == "Jan–Mar 2019"
    assert [row.name for row in found.rows][:2] == ["All topics", "The bridge over the Eder"]
    first = found.rows[0]
    assert (first.claims, first.cells[0].claims, first.cells[1].claims) == (5, 2, 0)
    assert first.cells[0].url == f"/claims/?speaker={world.lebed}&from=2019-01&to=2019-03"
    assert first.cells[1].url == ""
    assert sum(cell.claims for cell in first.cells) == first.claims


def test_every_number_is_that_of_the_list_behind_it(client: Client, world: World) -> None:
    for n in range(6):
        published(world, f"Words {n}", said=f"201{6 + n % 3}-0{1 + n}-03", topics=[world.other_topic])
    for row in timeline_of(world.roe).rows:
        for cell in row.cells:
            if cell.url:
                listed = client.get("/claims.json", dict(parse_qsl(urlsplit(cell.url).query))).json()
                dated = [claim for claim in listed["results"] if len(claim["said"]) >= 7]
                assert len([claim for claim in dated if "/" not in claim["said"]]) == cell.claims


def test_claims_of_a_year_or_none_are_told_apart_from_months(world: World) -> None:
    counts("ada", of_all=9, of_2019_01=3, of_2019_05=2, of_2019=3)
    found = timeline_of("ada")
    assert found.columns[0] == "Jan 2019"
    assert sum(cell.claims for cell in found.rows[0].cells) == 5
    assert found.notes[0] == CAVEAT
    assert found.notes[1].startswith(
        "Not in the columns: 3 claims of which no month is known and 1 claim whose year is not known."
    )


def test_claims_of_a_year_stand_in_the_column_of_a_year(world: World) -> None:
    counts("ada", of_all=9, of_2012_01=3, of_2019_05=2, of_2019=3, of_2011=1)
    found = timeline_of("ada")
    assert found.columns == tuple(str(year) for year in range(2011, 2020))
    assert [cell.claims for cell in found.rows[0].cells] == [1, 3, 0, 0, 0, 0, 0, 0, 5]
    assert found.notes == (CAVEAT,)


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"of_all": 4, "of_2019_01": 2, "of_2019_02": 2},
        {"of_all": 9, "of_2019_01": 9},
        {"of_all": 9},
    ],
)
def test_few_claims_or_a_single_time_have_no_table(world: World, claims: dict[str, int]) -> None:
    counts("ada", **claims)
    assert speaker_timeline("ada") is None


def test_the_topics_with_the_most_claims_are_shown_and_others_are_told(world: World) -> None:
    counts("ada", of_all=99, of_2019_01=50, of_2019_02=49)
    for n in range(MOST_TOPICS + 3):
        slug = f"topic-{n}"
        put_on_record({"type": "topic", "slug": slug, "name": f"Topic {n}"})
        for month in ("", "2019-01"):
            MonthCount.objects.create(speaker="ada", topic=slug, month=month, claims=20 - n)
    found = timeline_of("ada")
    assert [row.name for row in found.rows] == ["All topics", *(f"Topic {n}" for n in range(MOST_TOPICS))]
    assert found.notes[-1] == "Topics with fewer claims are not shown."


def test_data_hold_every_month_and_what_has_none(world: World) -> None:
    published(world, "Some time", said="2017", said_note="?")
    data = timeline_data(world.roe)
    assert data is not None
    everything = data.topics[0]
    assert (data.name, data.more_topics, everything.name) == ("Anna Roe", False, "All topics")
    assert everything.years == {"2017": 1}
    assert everything.months["2019-02"] == 1
    assert everything.claims == sum(everything.months.values()) + 1 + everything.undated
    assert len(data.topics) <= MOST_TOPICS_OF_DATA + 1


def test_data_of_one_topic(world: World) -> None:
    data = timeline_data(world.lebed, world.topic)
    assert data is not None
    assert [topic.slug for topic in data.topics] == [world.topic]


@pytest.mark.parametrize("slug", ["otto-ungesehen", "nobody", ""])
def test_who_is_not_public_has_no_data(world: World, slug: str) -> None:
    assert timeline_data(slug) is None


def test_a_table_is_two_queries_and_its_data_are_three(world: World, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        speaker_timeline(world.lebed)
    with django_assert_num_queries(3):
        timeline_data(world.lebed)
