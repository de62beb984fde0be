"""Small words, and what belongs together in a query."""

from __future__ import annotations

from claims.domain.search.query import parse_query
from claims.domain.search.words import join_spaced_terms
from tests.cases import each_case


@each_case(
    ("text", "words"),
    [
        ("Kremlin on the evacuation", ("kremlin", "evacuation")),
        ("мост в и на реке", ("мост", "реке")),
        ("el puente de la ciudad", ("puente", "ciudad")),
        ("die Brücke der Stadt", ("die", "brucke", "stadt")),
        ("الجسر على النهر", ("الجسر", "النهر")),
        ("הגשר של העיר", ("הגשר", "העיר")),
        ("the of", ("the", "of")),
        ("US it who no not", ("us", "it", "who", "no", "not")),
    ],
)
def test_small_words_decide_nothing_unless_they_stand_alone(text: str, words: tuple[str, ...]) -> None:
    assert parse_query(text).words == words


def test_small_words_count_in_phrases_and_where_they_are_left_out() -> None:
    query = parse_query('"on the bridge" the -and')
    assert query.phrases == (("on", "the", "bridge"),)
    assert query.words == ()
    assert query.excluded == ("and",)


@each_case(
    ("text", "expected"),
    [
        ("600 000 carts", "600000 carts"),
        ("1 600\u00a0000", "1600000"),
        ("2019 600 carts", "2019 600 carts"),
        ("said:2019-02 100", "said:2019-02 100"),
        ("U. S. efforts", "U.S. efforts"),
        ("С. Ш. А.", "С.Ш.А."),
        ('the ארה"ב', "the ארהב"),
        ("plan A. B is", "plan A. B is"),
    ],
)
def test_numbers_and_initials_with_spaces_are_one_term(text: str, expected: str) -> None:
    assert join_spaced_terms(text) == expected
