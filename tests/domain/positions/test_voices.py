"""Whose line a statement stands in."""

from __future__ import annotations

import gc

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.voices import (
    Stances,
    Voice,
    bodies_spoken_for,
    is_of,
    line_of,
    narrowed,
    offices_held,
    parts_of,
)
from claims.domain.record.shared import Tenure
from tests.cases import each_case
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


def test_who_speaks_for_a_body_by_office_is_in_its_line_unless_the_source_names_another() -> None:
    minister = stance("a", "2019", "yes", speaker="ann", speaks_for=frozenset({"ruritania"}))
    for_party = stance("b", "2019", "yes", by="ann", own="party", speaks_for=frozenset({"ruritania"}))
    assert [one.key for one in line_of([minister, for_party], RURITANIA)] == ["a"]


def test_a_body_is_spoken_for_on_days_that_lie_wholly_within_the_tenure() -> None:
    tenures = [
        Tenure(office="Minister", body="ruritania", from_="2012-05", to="2019-02", speaks_for=True),
        Tenure(office="Envoy", body="freedonia"),
    ]
    spoken_for = {
        said: bodies_spoken_for(tenures, FuzzyDate.parse(said)) for said in ("2018", "2019", "2012-05-15", "")
    }
    assert spoken_for == {
        "2018": {"ruritania"}, "2019": frozenset(), "2012-05-15": frozenset(), "": frozenset(),
    }  # fmt: skip


@each_case(
    "unnamed", [{"basis": "ascribed"}, {"speaker_kind": "anonymous"}, {"speaker_kind": "unidentified"}]
)
def test_what_is_not_said_by_a_named_speaker_is_in_no_line(unnamed: dict[str, str]) -> None:
    office = frozenset({("envoy", "ruritania")})
    said = stance("a", "2019", "yes", by="ann", offices=office, with_=frozenset({"freedonia"}), **unnamed)
    voices = [RURITANIA, Voice("ann", "Ann"), Voice("freedonia", "Freedonia")]
    voices.append(Voice("ruritania", "Ruritania", office="Envoy"))
    assert not [voice for voice in voices if is_of(said, voice)]


def test_a_day_is_no_later_than_what_is_known_to_have_been_said_after_it() -> None:
    undated, later = (
        stance("a", "", "yes", precedes=frozenset({"b", "gone"})),
        stance("b", "2018-07-01", "no"),
    )
    (limited, same) = narrowed([undated, later])
    assert (limited.said.undated, limited.said.latest, same) == (True, later.said.latest, later)


def test_stances_do_not_stay_in_memory_until_garbage_is_looked_for() -> None:
    gc.collect()
    stances = Stances([stance("a", "2019-02-07", "yes")])
    assert stances.not_summed_up is stances
    del stances
    assert gc.collect() == 0
