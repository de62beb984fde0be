"""Documents that are no record: every problem is told, with its place and what was meant."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.errors import InvalidRecord
from claims.domain.record.codec import (
    from_document,
    incoming_record,
    read_document,
    to_document,
)
from tests.cases import each_case
from tests.domain.record.claim_documents import problems_of


def test_a_misspelt_field_is_named_with_the_one_that_was_meant() -> None:
    (problem,) = problems_of(sumary="short")
    assert (problem.field, problem.mend) == ("sumary", "did you mean summary?")


def test_a_field_like_no_other_is_named_with_those_that_there_are() -> None:
    (problem,) = problems_of(words={"text": "x", "qqqq": 1})
    assert problem.field == "words.qqqq"
    assert "translated_from" in problem.mend


def test_every_problem_is_told_with_its_place() -> None:
    found = problems_of(
        said="2019-13",
        kind="rumour",
        summary="x" * 76,
        chain=[{"hop": "1"}, {"hop": 2, "how": "telepathy"}],
        stances=[{"position": "No Slug"}],
    )
    assert [problem.field for problem in found] == [
        "chain[0].hop",
        "chain[1].how",
        "kind",
        "summary",
        "said",
        "stances[0].position",
    ]
    assert all(problem.message for problem in found)


@each_case(
    ("field", "value"),
    [
        ("said", 2019),
        ("said", True),
        ("speaker", ["anna-roe"]),
        ("words", "The bridge stands"),
        ("topics", "the-eder-bridge"),
        ("chain", {"hop": 1}),
        ("chain", [{"hop": True}]),
        ("chain", [{"hop": 1.0}]),
        ("chain", [[]]),
        ("stances", [{"position": "p", "unchanged": "yes"}]),
        ("stances", [{"position": "p", "unchanged": 1}]),
    ],
)
def test_a_value_of_another_type_is_refused(field: str, value: Any) -> None:
    (problem,) = problems_of(**{field: value})
    assert problem.field.startswith(field)
    assert problem.message.startswith("this should be")


@each_case("field", ["said", "words", "topics", "key", "context"])
def test_null_stands_only_where_nothing_can_be_known(field: str) -> None:
    (problem,) = problems_of(**{field: None})
    assert problem.field == field


@each_case("field", ["kind", "checkable", "said_basis", "key", "speaker"])
def test_what_is_needed_may_not_be_empty(field: str) -> None:
    (problem,) = problems_of(**{field: ""})
    assert (problem.field, problem.message) == (field, "this may not be empty")


def test_what_is_needed_may_not_be_missing() -> None:
    record, problems = read_document({"type": "claim", "key": "k7f2m9q1xz"})
    assert record is None
    assert [problem.field for problem in problems] == ["words", "speaker", "chain"]


@each_case("number", [-1, 32_768, 2**60])
def test_a_number_that_no_table_can_hold_is_refused(number: int) -> None:
    record, (problem,) = read_document({"type": "coverage", "slug": "c", "voice": "palace", "hits": number})
    assert record is None
    assert problem.field == "hits"


@each_case(("field", "entry"), [("topics", "trade"), ("translations", {"text": "x", "language": "en"})])
def test_an_entry_twice_in_a_set_is_refused(field: str, entry: Any) -> None:
    (problem,) = problems_of(**{field: [entry, entry]})
    assert problem.field == field
    assert "twice" in problem.message


def test_a_character_that_shows_another_text_than_is_stored_is_refused() -> None:
    (problem,) = problems_of(words={"text": "a\u202eb"})
    assert problem.field == "words.text"
    assert "U+202E" in problem.message


@each_case("document", [None, [], "claim", 1, {}, {"type": "rumour"}, {"type": ["claim"]}])
def test_what_is_no_record_is_refused(document: Any) -> None:
    with pytest.raises(InvalidRecord):
        from_document(document)


@each_case("key", ["../etc", "A b", "s_1"])
def test_a_source_has_a_key_that_an_address_can_hold(key: str) -> None:
    record, (problem,) = read_document({"type": "source", "key": key, "title": "T"})
    assert record is None
    assert problem.field == "key"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["type", "key", "words", "chain", "slug", "name"]), inner)
        ),
        max_leaves=12,
    )
)
def test_whatever_json_holds_is_read_or_refused(document: Any) -> None:
    for kind in (document, {**document, "type": "claim"} if isinstance(document, dict) else document):
        record, problems = read_document(kind)
        assert (record is None) == bool(problems)


@each_case(
    "url",
    [
        "https://example.org@elsewhere.example/",
        "https://user:secret@example.org/",
        "https://example.org\\a",
        "https://example.org:99999/",
        "https://пример\u3002рф/",
        "javascript:alert(1)",
    ],
)
@each_case(
    ("field", "document"),
    [
        ("url", {"type": "source", "key": "s-1", "title": "T"}),
        ("archived_url", {"type": "source", "key": "s-1", "title": "T"}),
        ("site", {"type": "outlet", "slug": "gazette", "name": "Gazette"}),
    ],
)
def test_an_address_that_no_page_may_link_to_is_refused_wherever_a_record_has_one(
    field: str, document: dict[str, Any], url: str
) -> None:
    record, (problem,) = read_document({**document, field: url})
    assert record is None
    assert (problem.field, problem.value) == (field, url)
    assert problem.mend


def test_what_is_sealed_stays_readable_whatever_is_refused_today() -> None:
    sealed = {"type": "source", "key": "s-1", "title": "\ufffe", "url": "https://a@example.org/"}
    assert to_document(from_document(sealed)) == sealed
    with pytest.raises(InvalidRecord):
        incoming_record(sealed)


@each_case("code", ["\ufffe", "\uffff", "\ufdd0", "\U0001ffff", "\U0010fffe", "\x85", "\u2066"])
def test_a_character_that_no_text_may_hold_is_named(code: str) -> None:
    for changes in ({"words": {"text": f"Так{code}"}}, {"role": code}, {"context": f"a{code}b"}):
        (problem,) = problems_of(**changes)
        assert f"U+{ord(code):04X}" in problem.message


@each_case("text", ["\u200b", "\u200d\ufeff", " \n", "\u0301", "\u00ad\u00ad", "\u3164", "\u2800 ", "\ufe0f"])
def test_words_and_names_in_which_nothing_can_be_seen_are_refused(text: str) -> None:
    for changes in (
        {"words": {"text": text}},
        {"role": text},
        {"words": {"text": "a", "translated_by": text}},
    ):
        (problem,) = problems_of(**changes)
        assert f"U+{ord(text[0]):04X}" in problem.message
    _, (problem,) = read_document({"type": "topic", "slug": "t", "name": text})
    assert problem.field == "name"


@each_case("name", ["—", "?!", "«»", "…\u200b", "。、"])
def test_a_name_of_punctuation_alone_is_refused_and_such_words_are_not(name: str) -> None:
    _, (problem,) = read_document({"type": "speaker", "slug": "s", "name": name})
    assert (problem.field, f"U+{ord(name[0]):04X}" in problem.message) == ("name", True)
    assert problems_of(words={"text": name}) == []


@each_case("name", ["Ана", "王", "مريم", "7", "★", "A\u0301"])
def test_a_name_in_any_script_is_taken(name: str) -> None:
    record, _ = read_document({"type": "speaker", "slug": "s", "name": name})
    assert record is not None
