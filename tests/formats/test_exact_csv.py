"""CSV for programs gives back every character."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.formats.exact_csv import PIECE, Texts, exact_cell, exact_lines
from tests.cases import each_case

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
def test_every_text_comes_back_character_for_character(rows: list[tuple[str, str]]) -> None:
    text = "".join(exact_lines(["a", "b"], rows))
    names, *read = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert names == ["a", "b"]
    assert [tuple(row) for row in read] == rows


@each_case("text", ["=1+1", "-5", "1234567890", "＝1", "\tx", "a; b", "'tis"])
def test_nothing_is_put_before_a_text(text: str) -> None:
    assert exact_cell(text) == text


def test_lines_end_and_are_quoted_as_the_standard_says() -> None:
    rows = [("a,b", 'c"d'), ("e\nf", None), (True, -3)]
    assert "".join(exact_lines(["x", "y"], rows)) == 'x,y\r\n"a,b","c""d"\r\n"e\nf",\r\ntrue,-3\r\n'


@each_case("texts", [("a; b", "c"), ("",), ("«Нет»", "不, 是"), ('"',), ("1", "2")])
def test_several_texts_in_a_cell_can_be_told_apart(texts: tuple[str, ...]) -> None:
    assert tuple(json.loads(exact_cell(Texts(texts)))) == texts
    assert exact_cell(Texts()) == exact_cell(()) == ""
    assert exact_cell(("bridge:yes", "toll:no")) == "bridge:yes; toll:no"


def test_the_names_are_sent_before_the_first_row_is_read() -> None:
    read: list[str] = []

    def rows() -> Iterator[tuple[str]]:
        read.append("a row")
        yield ("b",)

    pieces = exact_lines(["a"], rows())
    assert (next(pieces), read) == ("a\r\n", [])
    assert (next(pieces), read) == ("b\r\n", ["a row"])


def test_pieces_are_small_and_an_error_ends_the_file_in_the_middle() -> None:
    def rows() -> Iterator[tuple[str]]:
        for _ in range(100):
            yield ("x" * 1000,)
        raise OSError("the database is away")

    pieces = exact_lines(["a"], rows())
    got = [next(pieces), next(pieces), next(pieces)]
    assert max(map(len, got)) < 2 * PIECE
    with pytest.raises(OSError, match="away"):
        list(pieces)
