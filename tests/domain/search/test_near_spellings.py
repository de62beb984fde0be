"""Names that somebody may have meant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.search.near_spellings import lengths_near, nearest
from tests.cases import each_case

NAMES = ("oravec", "оравец", "kunterova", "кунтерова", "strelsau", "an", "paz", "2019", "עורבץ")


@each_case(
    ("typed", "meant"),
    [
        ("oravce", "oravec"),
        ("oraves", "oravec"),
        ("oravecc", "oravec"),
        ("оравеу", "оравец"),
        ("kuntarowa", "kunterova"),
        ("кунтирова", "кунтерова"),
        ("עורבס", "עורבץ"),
        ("oravec", None),
        ("orrvce", None),
        ("pas", None),
        ("2018", None),
        ("", None),
    ],
)
def test_a_name_is_near_by_a_letter_and_a_long_one_by_two(typed: str, meant: str | None) -> None:
    assert next(iter(nearest(typed, NAMES)), None) == meant


@given(st.sampled_from(["oravec", "kunterova", "strelsau"]), st.data())
def test_one_letter_left_out_or_two_that_changed_places_are_found(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 2))
    assert nearest(name[:at] + name[at + 1 :], [name]) == [name]
    turned = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    assert nearest(turned, [name]) == ([] if turned == name else [name])


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=4))
def test_what_is_near_is_one_of_the_known(word: str, known: list[str]) -> None:
    assert set(nearest(word, known)) <= set(known) - {word}
    assert {len(other) for other in nearest(word, known)} <= set(lengths_near(word))
