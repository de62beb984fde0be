"""What a spreadsheet must not compute, round or guess from the cells of a download."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.formats import spreadsheet
from claims.formats.exact_csv import Texts
from claims.formats.spreadsheet import BOM, CUT, LONGEST_CELL, as_text, spreadsheet_cell, spreadsheet_lines
from tests.cases import each_case

SIGNS = "=+-@＝＋－＠"


def file_of(*rows: tuple[object, ...], goes_on: bool = False) -> str:
    lines = spreadsheet_lines(["key", "words"], rows, exact_url="https://x.example/c.csv", goes_on=goes_on)
    return "".join(lines)


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix(BOM), newline="")))


def test_the_file_begins_with_a_mark_and_quotes_every_cell() -> None:
    assert file_of(("a", 1), (None, True)) == BOM + '"key","words"\r\n"a","1"\r\n"","true"\r\n'


@each_case(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+7 495", "'+7 495"),
        ("-Нет", "'-Нет"),
        ("@мэр", "'@мэр"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("＝１＋１", "'＝１＋１"),
        ("＋不", "'＋不"),
        ("－не", "'－не"),
        ("＠x", "'＠x"),
        ("  =x", "'  =x"),
        ("\u200b=x", "'\u200b=x"),
        ("\u00a0+x", "'\u00a0+x"),
        ('"=x', "'\"=x"),
        # Behind a separator or a line break.
        ("a;=1+1", "a;'=1+1"),
        ("Нет; =1", "Нет; '=1"),
        ("b\t+1", "b\t'+1"),
        ("no,-1", "no,'-1"),
        ("sí, @x", "sí, '@x"),
        ("a\n=1", "a\n'=1"),
        ("a\r\n=1", "a\r\n'=1"),
        ("a\n\n  =1", "a\n\n  '=1"),
        ("a\u2028=1", "a\u2028'=1"),
        ("不\n＝1", "不\n'＝1"),
        ("a|=1", "a|'=1"),
        ('a;"=1', "a;\"'=1"),
        ("a;b;=1;=2", "a;b;'=1;'=2"),
    ],
)
def test_what_begins_like_a_formula_is_shown(text: str, shown: str) -> None:
    assert as_text(text) == shown


@each_case(
    "text",
    [
        "1234567890", "12345e6789", "0000000001", "1e10", "1march2019", "٣٤٥", "１２３",
        "007", "1,5", "12:30", "50 %", "1/2", "€ 5", "2019", "2019-02", "Feb 2019", "7/2/2019", "07.02.2019",
        "2019年2月", "TRUE", "false", "2019-03-29/2019-03-30", "../2019-02-07", "5 pm", "(5)",
    ],
)  # fmt: skip
def test_a_text_that_reads_as_a_number_or_a_date_stays_a_text(text: str) -> None:
    assert as_text(text) == f"'{text}"


@each_case(
    "text",
    [
        "", "k7f2m9q1xz", "2019-02-07", "7 February 2019", "7 Feb 2019", "February 2019 (day not known)",
        "about 7 February 2019", "2019-02-07~", "no", "It is 5 - 3 = 2", "a-b",
        "me@x.example", "Not at all", "5 мая 2019 года", "мост", "不", "May", "“Нет” – 5",
        "https://x.example/?a=1&b=-2",
    ],
)  # fmt: skip
def test_all_else_is_as_it_is(text: str) -> None:
    assert as_text(text) == text


def test_numbers_are_numbers_and_lists_are_joined() -> None:
    assert [spreadsheet_cell(value) for value in (-3, 0, 0.5, False, None)] == ["-3", "0", "0.5", "false", ""]
    assert spreadsheet_cell(("a", "b")) == "a; b"
    assert spreadsheet_cell(Texts(("x", "=1", "@y"))) == "x; '=1; '@y"
    assert spreadsheet_cell(Texts(("2019",))) == "'2019"


@given(st.text(alphabet=st.sampled_from(" ab1;,|\"'\t\r\n\u200b\u00a0éж=+-@＝－"), max_size=30))
def test_no_cell_begins_with_a_sign_wherever_it_is_split(text: str) -> None:
    shown = spreadsheet_cell(text)
    assert shown.replace("'", "") == text.replace("'", "")
    for separator in (";", ",", "\t", "|", "\n", "\r"):
        for part in shown.split(separator):
            assert not part.lstrip(' "\u200b\u00a0').startswith(tuple(SIGNS))


@each_case("letter", ["a", "ж", "語", "😀", "é"])
def test_a_cell_that_is_too_long_is_cut_and_says_so(letter: str) -> None:
    for size in (30_000, 32_768, 40_000):
        shown = spreadsheet_cell(letter * size)
        units = len(shown.encode("utf-16-le")) // 2
        assert units <= LONGEST_CELL
        assert shown.endswith(CUT) == (len((letter * size).encode("utf-16-le")) // 2 > LONGEST_CELL)
        assert shown.removesuffix(CUT) == letter * len(shown.removesuffix(CUT))


def test_a_file_that_is_cut_ends_with_a_row_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 4)
    for count in (0, 1, 2, 3):
        assert [row[0] for row in rows_of(file_of(*[(f"k{n}", "w") for n in range(count)]))] == [
            "key", *[f"k{n}" for n in range(count)],
        ]  # fmt: skip
    for count in (4, 5, 100):
        _, *rows = rows_of(file_of(*[(f"k{n}", "w") for n in range(count)]))
        assert len(rows) == 3
        assert [row[0] for row in rows[:2]] == ["k0", "k1"]
        assert rows[2] == ["Cut here: a sheet has 4 rows. All of it, exact: https://x.example/c.csv", ""]


def test_a_page_of_a_list_that_goes_on_says_so() -> None:
    *_, last = rows_of(file_of(("a", "b"), goes_on=True))
    assert last == [
        "Cut here: this is one page of a list that goes on. All of it, exact: https://x.example/c.csv",
        "",
    ]


def test_long_runs_of_breaks_and_separators_take_no_time() -> None:
    for text in ("\n" * 30_000, "; " * 15_000, ";" + " " * 30_000, "1" * 30_000 + "x", "may" * 10_000 + "x"):
        assert spreadsheet_cell(text)
