"""Marks for the words that were searched for."""

from __future__ import annotations

from claims.domain.search.query import parse_query
from claims.search.base import match_of
from claims.search.marking import spans
from tests.cases import each_case


@each_case(
    ("text", "language", "asked", "marked"),
    [
        ("The bridges and the bridge", "en", "bridge", ["bridges", "bridge"]),
        ("Our position hasn’t changed", "en", "hasn't", ["hasn’t"]),
        ("Our position hasn’t changed", "en", '"position hasn\'t changed"', ["position hasn’t changed"]),
        ("Our position hasn’t changed", "en", '"changed position"', []),
        ("Строительство моста", "ru", "мосты", ["моста"]),
        ("no-one knows", "en", "no-one", ["no-one"]),
        ("Nothing here", "en", "bridge", []),
    ],
)
def test_words_and_phrases_are_marked(text: str, language: str, asked: str, marked: list[str]) -> None:
    found = spans(text, language, match_of(parse_query(asked)))
    assert [text[start:end] for start, end in found] == marked
