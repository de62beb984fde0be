"""What is offered where words of different languages stand side by side."""

from __future__ import annotations

from claims.domain.comparison.suggestion import offer
from claims.domain.text.pairs import Text
from tests.domain.comparison.compared_claims import a_claim

RUSSIAN = Text("нет", "ru")
BY_ANN = Text("no", "en", "translation", "Ann")
BY_BEN = Text("no", "en", "translation", "Ben")
BY_ANN_GEORGIAN = Text("არა", "ka", "translation", "Ann")


def test_the_largest_group_that_fits_together_is_offered() -> None:
    claims = [a_claim("a", "2019", RUSSIAN, BY_ANN), a_claim("b", "2020", "no"), a_claim("c", "2021", BY_ANN)]
    offered = offer(claims)
    assert offered is not None
    assert offered.keys == ("a", "c")
    assert offered.sentence == "2 of 3 have an English translation by the same translator: compare these."


def test_original_words_come_first() -> None:
    offered = offer([a_claim("a", "2019", BY_ANN, RUSSIAN), a_claim("b", "2020", RUSSIAN, BY_ANN)])
    assert offered is not None
    assert offered.sentence == "All 2 have words in Russian not known to be translated: compare these."


def test_a_language_without_a_name_is_told_by_its_code() -> None:
    offered = offer([a_claim("a", "2019", BY_ANN_GEORGIAN), a_claim("b", "2020", BY_ANN_GEORGIAN)])
    assert offered is not None
    assert offered.sentence == "All 2 have a translation into “ka” by the same translator: compare these."


def test_nothing_is_offered_where_nothing_fits() -> None:
    assert offer([a_claim("a", "2019", BY_ANN), a_claim("b", "2020", BY_BEN)]) is None
    assert offer([a_claim("a", "2019")]) is None
