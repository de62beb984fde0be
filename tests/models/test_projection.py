"""Numbers of versions, which are their order in time, and the facet values that a version names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.models import ClaimVersion
from claims.models.projection import PLACES, SERIALS, first_number, number_of, values_in, values_of
from claims.models.versions import set_number
from tests.looking_back import noon
from tests.world import World

DAYS = st.dates()
SERIALS_OF_VERSIONS = st.integers(1, SERIALS - 1)


@given(DAYS, DAYS, SERIALS_OF_VERSIONS, SERIALS_OF_VERSIONS)
def test_numbers_are_ordered_by_day_and_within_a_day_by_serial(
    day: date, other: date, serial: int, other_serial: int
) -> None:
    numbers = number_of(day, serial), number_of(other, other_serial)
    assert (numbers[0] < numbers[1]) == ((day, serial) < (other, other_serial))
    assert first_number(day) < numbers[0]


@given(DAYS, SERIALS_OF_VERSIONS)
def test_every_number_fits_into_a_column_of_64_bits_and_undated_ones_come_first(
    day: date, serial: int
) -> None:
    assert number_of(None, serial) < first_number(day) <= number_of(day, serial) < 1 << 63


def test_values_are_read_by_their_place_among_the_facets() -> None:
    values = ";".join({"speaker": "7,9", "topic": "12", "all": "1"}.get(facet, "") for facet in PLACES)
    assert values_in(values) == [7, 9, 12, 1]
    assert [values_of(values, facet) for facet in ("speaker", "topic", "year")] == [[7, 9], [12], []]


@pytest.mark.postgresql
def test_at_every_instant_one_version_of_a_claim_is_valid(world: World) -> None:
    rows = ClaimVersion.objects.filter(key=world.amended).order_by("valid_from")
    assert [row.valid_to for row in rows] == [*(row.valid_from for row in rows[1:]), None]
    for row in rows:
        assert ClaimVersion.objects.valid(row.valid_from).get(key=world.amended) == row
    assert ClaimVersion.objects.valid(None).get(key=world.amended) == rows[len(rows) - 1]
    assert ClaimVersion.objects.valid(noon(1)).count() == len(world.public_claims)
    assert not ClaimVersion.objects.valid(noon(1).replace(year=2020)).exists()


@pytest.mark.postgresql
def test_versions_are_numbered_by_the_newest_day_on_which_they_can_have_been_said(world: World) -> None:
    for row in ClaimVersion.objects.all():
        number = row.number
        set_number(row, number % SERIALS)
        assert row.number == number
    found = ClaimVersion.objects.valid(None).values_list("key", flat=True)
    assert [found[0], found.reverse()[0]] == [world.prediction, world.summary]
