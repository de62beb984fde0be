"""How far a span was searched."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.dates.fuzzy import EARLIEST
from claims.domain.positions.coverage import Search, searches_about, span_searched
from claims.domain.positions.voices import Voice
from tests.domain.positions.lines import RURITANIA, search, stance

FIRST, LAST = date(2019, 1, 1), date(2019, 12, 31)
spans = st.tuples(st.integers(-40, 420), st.integers(0, 200)).map(
    lambda drawn: search(
        (FIRST + timedelta(days=drawn[0])).isoformat(), (FIRST + timedelta(days=sum(drawn))).isoformat()
    )
)


@given(st.lists(spans, max_size=6))
def test_days_that_several_searches_cover_count_once(searches: list[Search]) -> None:
    span = span_searched(searches, FIRST, LAST)
    days = {FIRST + timedelta(days=n) for n in range(365)}
    covered = {
        day for day in days if any(one.first <= day <= one.last for one in searches if one.first and one.last)
    }
    assert (span.days, span.searched_days, span.silent_days) == (365, len(covered), len(covered))


def test_a_search_covers_whole_units_of_the_dates_that_it_names() -> None:
    found = search("2019-02", "2019")
    assert (found.first, found.last) == (date(2019, 2, 1), date(2019, 12, 31))


def test_nobody_has_searched_days_that_were_still_to_come() -> None:
    assert search("2019", "2027").last == date(2026, 9, 3)
    assert search("2019", "").last == date(2026, 9, 3)


def test_a_search_that_does_not_say_from_when_covers_nothing() -> None:
    assert span_searched([search("", "2020")], FIRST, LAST).searched == "not_searched"


def test_a_span_without_a_beginning_is_never_searched_but_in_part() -> None:
    assert span_searched([search("1900", "2019")], EARLIEST, LAST).searched == "partly_searched"
    assert span_searched([], EARLIEST, LAST).searched == "not_searched"


def test_a_search_is_for_one_voice_one_office_and_the_positions_that_it_names() -> None:
    searches = [
        search("2017", "2017"),
        search("2018", "2018", office="Press Secretary"),
        search("2019", "2019", with_parts=True),
        search("2020", "2020", voice="freedonia"),
        search("2021", "2021", positions=()),
    ]
    secretary = Voice("ruritania", "Ruritania", office="press secretary")
    whole = Voice("ruritania", "Ruritania", with_parts=True)
    found = {
        voice.label: [one.record.slug for one in searches_about(searches, voice, "alliance", ())]
        for voice in (RURITANIA, secretary, whole)
    }
    assert found == {
        "Ruritania": ["2017-2017", "2019-2019"],
        "press secretary (Ruritania)": ["2018-2018"],
        "Ruritania with its parts": ["2019-2019"],
    }


def test_a_search_should_have_found_what_was_said_on_its_days_in_its_outlets() -> None:
    gazette, courier = frozenset({"gazette"}), frozenset({"courier"})
    stances = [
        stance("a", "2019-02-07", "yes", outlets=gazette),
        stance("b", "2019-03-07", "yes", outlets=gazette),
        stance("c", "2019-02", outlets=gazette),
        stance("d", "2019-02-07", "yes", outlets=courier),
        stance("e", "2019", "yes", outlets=gazette),
        stance("f", "2019-02-07", "yes", outlets=gazette, speaker="freedonia"),
        stance("g", "2019-02-07", "yes", outlets=gazette, basis="ascribed"),
    ]
    (compared,) = searches_about(
        [search("2019-02", "2019-03", hits=2, found=("b", "d"))], RURITANIA, "alliance", stances
    )
    assert (compared.known, compared.missed, compared.proves_silence) == (3, frozenset("ac"), False)


def test_days_of_a_search_with_hits_that_are_not_on_record_are_in_doubt() -> None:
    silent, doubtful = search("2019", "2019"), search("2019-05", "2019-05", hits=1)
    assert span_searched([silent, doubtful], FIRST, LAST).silent_days == 365 - 31
    assert span_searched([doubtful], FIRST, LAST).silent_outlets == ()
