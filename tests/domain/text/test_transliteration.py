"""Cyrillic and accented names in plain Latin letters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.text.transliteration import transliterate
from tests.cases import each_case


@each_case(
    ("name", "latin"),
    [
        ("Дмитрий Песков", "dmitry peskov"),
        ("Щукин Пётр Ильич", "shchukin pyotr ilich"),
        ("Новый мир", "novy mir"),
        ("За\u0301мок", "zamok"),
        ("Андрій Згурський", "andrii zghurskyi"),
        ("Єва Їжак", "yeva yizhak"),
        ("Зоя Яцьків", "zoia yatskiv"),
        ("Nicolás Ærø Łódź Straße", "nicolas aero lodz strasse"),
        ("Đorđe Þór", "dorde thor"),
        ("Ｆｕｌｌ", "full"),
    ],
)
def test_a_name_is_written_as_papers_write_it(name: str, latin: str) -> None:
    assert transliterate(name) == latin


@given(st.text(st.characters(min_codepoint=0x410, max_codepoint=0x44F), min_size=1))
def test_russian_text_leaves_no_cyrillic_letter(text: str) -> None:
    assert transliterate(text).isascii()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_can_be_transliterated(text: str) -> None:
    assert transliterate(text.upper()) is not None


def test_letters_of_other_scripts_are_left_as_they_are() -> None:
    assert transliterate("東京 Шоу") == "東京 shou"
