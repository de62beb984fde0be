"""Names that are one thing typed in two ways."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.search.near_names import keys_of, sought_keys
from tests.cases import each_case


def are_near(one: str, other: str) -> bool:
    return bool(keys_of(one) & sought_keys(other))


@each_case(
    ("one", "other"),
    [
        ("Ana Example", "Anna Example"),
        ("Анна Пример", "Ana Primer"),
        ("Ана Ексампл", "Ana Exampl"),
        ("Мария Захарова", "Maria Zaharova"),
        ("Dmitry Peskov", "Peskov, Dmitri"),
        ("D. Peskov", "Дмитрий Песков"),
        ("D. Peskov", "Peskov D"),
        ("Gazette", "The Gazette"),
        ("R.B.C.", "RBC"),
        ("Example-Gazette", "Example Gazette"),
        ("María Ejemplo", "Maria Ejemplo"),
        ("Ana Example", "ana EXAMPLE"),
        ("安娜", "安娜"),
        ("Brucke News", "Brücke News"),
    ],
)
def test_they_are_near_whichever_was_there_first(one: str, other: str) -> None:
    assert are_near(one, other)
    assert are_near(other, one)


@each_case(
    ("one", "other"),
    [
        ("Ana Example", "Bo Example"),
        ("Channel 1", "Channel 2"),
        ("Ana", "Ann"),
        ("Dmitry Peskov", "Denis Peskov"),
        ("安娜", "安妮"),
        ("Roads", "Bridges"),
        ("Ana Example", "Example"),
        ("A. Example", "B. Example"),
    ],
)
def test_they_are_not_near(one: str, other: str) -> None:
    assert not are_near(one, other)
    assert not are_near(other, one)


@given(st.text(max_size=60))
def test_every_name_with_letters_is_near_to_itself(name: str) -> None:
    assert are_near(name, name) or not keys_of(name)
