"""Whose line a statement stands in."""

from __future__ import annotations

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.voices import Voice, is_of, line_of, offices_held, parts_of
from claims.domain.record.shared import Tenure
from tests.domain.positions.lines import RURITANIA, stance


def test_what_a_spokesman_says_stands_in_the_line_of_the_body_and_in_his_own() -> None:
    said = stance("a", "2019-02-07", "yes", by="ann")
    assert is_of(said, RURITANIA)
    assert is_of(said, Voice("ann", "Ann"))
    assert not is_of(said, Voice("ben", "Ben"))


def test_a_joint_statement_stands_in_the_line_of_each_who_made_it() -> None:
    said = stance("a", "2019-02-07", "yes", with_=frozenset({"freedonia"}))
    assert is_of(said, Voice("freedonia", "Freedonia"))


def test_a_body_with_its_parts_speaks_through_any_of_them_and_without_them_does_not() -> None:
    said = stance("a", "2019-02-07", "yes", speaker="ministry", own="ministry")
    parts = parts_of("ruritania", {"ministry": "government", "government": "ruritania", "freedonia": ""})
    assert parts == {"government", "ministry"}
    assert not is_of(said, RURITANIA)
    assert is_of(said, Voice("ruritania", "Ruritania", with_parts=True, parts=parts))


def test_parts_that_run_in_a_circle_are_each_named_once() -> None:
    assert parts_of("a", {"a": "c", "b": "a", "c": "b"}) == {"b", "c"}


def test_an_office_speaks_through_whoever_held_it_on_every_possible_day() -> None:
    tenures = [
        Tenure(office="Press Secretary", body="ruritania", from_="2012-05", to="2019-02"),
        Tenure(office="Envoy", from_="2019"),
    ]
    held = {
        said: offices_held(tenures, FuzzyDate.parse(said))
        for said in ("2012-05-15", "2019-02-01", "2018", "2019-02-15", "", "2020")
    }
    assert held == {
        "2012-05-15": frozenset(),
        "2019-02-01": {("press secretary", "ruritania")},
        "2018": {("press secretary", "ruritania")},
        "2019-02-15": frozenset(),
        "": frozenset(),
        "2020": {("envoy", "")},
    }


def test_the_line_of_an_office_holds_what_its_holders_said() -> None:
    office = Voice("ruritania", "Ruritania", office="Press Secretary")
    held = frozenset({("press secretary", "ruritania")})
    stances = [stance("a", "2018", "yes", offices=held), stance("b", "2020", "yes")]
    assert [one.key for one in line_of(stances, office)] == ["a"]


def test_a_reported_silence_is_never_counted() -> None:
    assert stance("a", "2019", "yes", kind="reported_silence").why_not_counted
    assert not stance("a", "2019", "yes", kind="refusal").why_not_counted
