"""What people type into the search box."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.errors import InvalidQuery
from claims.domain.search.query import LONGEST_QUERY, MOST_TERMS, SearchQuery, parse_query
from claims.domain.search.tokens import tokens
from tests.cases import each_case

PIECES = st.sampled_from(
    [
        "word",
        "мой",
        "hasn’t",
        "-",
        "−",
        '"',
        "“",
        "”",
        "«",
        "»",
        " ",
        "speaker:",
        "said:",
        "foo:",
        "2019",
        "2021-02",
    ]
)
MORE_PIECES = st.sampled_from(
    ["..", "/", ":", "https://", "10:30", "中国", "\n", "\x00", "\ud800", "~", ".", "AND", "*"]
)
TYPED = st.lists(PIECES | MORE_PIECES, max_size=12).map("".join)


def understood(text: str) -> tuple[SearchQuery | None, InvalidQuery | None]:
    try:
        return parse_query(text), None
    except InvalidQuery as problem:
        return None, problem


@given(TYPED | st.text(st.characters()))
def test_any_text_is_understood_or_explained(text: str) -> None:
    query, problem = understood(text)
    if query is None:
        assert problem is not None
        assert problem.message.endswith(".")
        assert problem.mend
        return
    assert query.is_empty == (not text.strip())
    single = (*query.words, *query.excluded)
    assert all(tokens(word) == (word,) for word in single)
    assert all(len(phrase) > 1 for phrase in (*query.phrases, *query.excluded_phrases))
    if query.said_from and query.said_to:
        assert query.said_from <= query.said_to


@each_case("text", ["", "  ", "\n"])
def test_blank_text_asks_for_nothing(text: str) -> None:
    assert parse_query(text) == SearchQuery()


def test_every_part_of_a_query_is_taken_apart() -> None:
    query = parse_query('Harbour "rules haven’t changed" -fees -"no comment" speaker:oravec said:2019..2021')
    assert query.words == ("harbour",)
    assert query.phrases == (("rules", "havent", "changed"),)
    assert query.excluded == ("fees",)
    assert query.excluded_phrases == (("no", "comment"),)
    assert query.speakers == ("oravec",)
    assert (query.said_from, query.said_to) == (date(2019, 1, 1), date(2021, 12, 31))


@each_case(
    "text", ['"so it is"', "“so it is”", "„so it is“", "”so it is”", "«so it is»", "»so it is«", '“so it is"']
)
def test_a_phrase_may_stand_in_any_quotation_marks(text: str) -> None:
    assert parse_query(text).phrases == (("so", "it", "is"),)


def test_a_phrase_in_other_marks_keeps_those_within_it() -> None:
    assert parse_query("«he said “no” twice»").phrases == (("he", "said", "no", "twice"),)


@each_case("text", ["hasn't", "hasn’t", "hasnt", "HASN’T", '"hasn’t"', "hasn’t hasnt"])
def test_an_apostrophe_is_no_quotation_mark(text: str) -> None:
    assert parse_query(text) == SearchQuery(text, words=("hasnt",))


@each_case(
    ("text", "phrase"),
    [
        ("no-one", ("no", "one")),
        ("10:30", ("10", "30")),
        ("https://example.org/a", ("https", "example", "org", "a")),
        ("中国", ("中", "国")),
        ("слово:дело", ("слово", "дело")),
    ],
)
def test_what_is_one_word_to_people_and_several_to_the_index_is_a_phrase(
    text: str, phrase: tuple[str, ...]
) -> None:
    assert parse_query(text).phrases == (phrase,)


@each_case("text", ["word:", "word :", "word —", "- word", "word …", "word:)"])
def test_punctuation_beside_a_word_is_left_out(text: str) -> None:
    assert parse_query(text).words == ("word",)


def test_words_of_a_search_engine_are_words_here() -> None:
    assert parse_query("b* NEAR (c)").words == ("b", "near", "c")
    assert parse_query("AND OR").words == ("and", "or")


@each_case("text", ["speaker:oravec", "Speaker:Oravec", 'speaker:"Oravec"', "speaker:Оравец speaker:oravec"])
def test_a_speaker_is_named_by_a_slug_however_typed(text: str) -> None:
    assert parse_query(text).speakers[-1] == "oravec"


def test_several_speakers_may_be_named() -> None:
    assert parse_query('speaker:"Anna Oravec" speaker:jan').speakers == ("anna-oravec", "jan")


@each_case(
    ("text", "said_from", "said_to"),
    [
        ("said:2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("said:2019-02", date(2019, 2, 1), date(2019, 2, 28)),
        ("said:2019-02-07", date(2019, 2, 7), date(2019, 2, 7)),
        ("said:2019-02..", date(2019, 2, 1), None),
        ("said:..2019-02", None, date(2019, 2, 28)),
        ("said:2019..2019-03", date(2019, 1, 1), date(2019, 3, 31)),
        ("said:2019-02-07/..", date(2019, 2, 7), None),
        ('said:"2019"', date(2019, 1, 1), date(2019, 12, 31)),
    ],
)
def test_dates_give_the_days_at_both_ends(text: str, said_from: date | None, said_to: date | None) -> None:
    query = parse_query(text)
    assert (query.said_from, query.said_to) == (said_from, said_to)
    assert query.is_dated
    assert not query.has_words


@each_case(
    ("text", "message"),
    [
        ('word "phrase', "A quotation mark is not closed."),
        ("«phrase“", "A quotation mark is not closed."),
        ('5"', "A quotation mark is not closed."),
        ("foo:bar", "There is no field foo: to search in."),
        ("rating:false word", "There is no field rating: to search in."),
        ("said:", "Nothing stands after said:."),
        ("said:..", "Nothing stands after said:."),
        ("speaker: word", "Nothing stands after speaker:."),
        ("speaker:…", "Nothing stands after speaker:."),
        ("said:2021..2019", "The dates after said: are the wrong way round."),
        ("said:2019 said:2020", "A search takes one said: only."),
        ("-speaker:oravec word", "A search cannot leave out a speaker: field."),
        ("-word", "The search only leaves words out."),
        ('-"no comment" -word', "The search only leaves words out."),
        ("?!", "The search holds no word or number."),
        ("-", "The search holds no word or number."),
        ('""', "The search holds no word or number."),
        ("a" * (LONGEST_QUERY + 1), "The search is longer than 300 characters."),
        (" ".join(f"w{number}" for number in range(MOST_TERMS + 1)), "The search has more than 20 words."),
    ],
)
def test_a_bad_query_is_explained(text: str, message: str) -> None:
    with pytest.raises(InvalidQuery) as caught:
        parse_query(text)
    assert caught.value.message == message
    assert caught.value.field == "q"
    assert caught.value.mend


@each_case("text", ["said:yesterday", "said:2019-13", "said:2019-02-30", "said:2019..x", "said:1..2"])
def test_a_date_that_cannot_be_read_is_explained(text: str) -> None:
    with pytest.raises(InvalidQuery, match="The date after said: cannot be read"):
        parse_query(text)


def test_dates_the_wrong_way_round_are_mended() -> None:
    with pytest.raises(InvalidQuery) as caught:
        parse_query("said:2021..2019")
    assert caught.value.mend == "write said:2019..2021"


def test_as_many_terms_as_are_allowed_are_taken() -> None:
    assert (
        len(parse_query(" ".join(f"w{'abcdefghijklmnopqrst'[n]}" for n in range(MOST_TERMS))).words)
        == MOST_TERMS
    )


def test_a_word_may_be_left_out_of_what_a_speaker_said() -> None:
    query = parse_query("speaker:oravec -fees")
    assert query.excluded == ("fees",)
    assert not query.has_words
