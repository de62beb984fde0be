"""Files in another shape are told in one sentence by how they begin, and JSON Lines never are."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from claims.domain.errors import Problem
from claims.formats import json_lines
from claims.formats.base import LONGEST_LINE, UnusableFile
from tests.cases import each_case

TOPIC = {"type": "topic", "slug": "bridges", "name": "Мосты"}
REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "claimReviewed": "The bridge has three lanes",
    "reviewRating": {"@type": "Rating", "ratingValue": "1"},
}
ANSWER = {"claims": [{"text": "Мост закрыт", "claimant": "Ana Example", "claimReview": []}]}
ENTRY = {"model": "claims.topic", "fields": {"slug": "bridges", "name": "Bridges"}}
ROW = {"model": "claims.topic", "pk": 7, "fields": {"slug": "bridges"}}


def told(text: str | bytes) -> str:
    raw = text.encode() if isinstance(text, str) else text
    with pytest.raises(UnusableFile) as caught:
        list(json_lines.read(BytesIO(raw), "some.json"))
    assert "\n" not in caught.value.message
    return caught.value.message


def pretty(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


@each_case("write", [pretty, json.dumps, lambda value: f"\n  {json.dumps(value)}\n"])
@each_case(
    ("value", "message"),
    [
        (REVIEW, "holds ClaimReview (schema.org)"),
        ([REVIEW, REVIEW], "holds ClaimReview"),
        ({"@context": "https://schema.org", "@graph": [{"itemReviewed": {}}]}, "holds ClaimReview"),
        ({"@type": "DataFeed", "dataFeedElement": [{"item": [REVIEW]}]}, "holds ClaimReview"),
        (ANSWER, "is an answer of Google's Fact Check Tools"),
        (ANSWER["claims"][0], "is an answer of Google's Fact Check Tools"),
        ([ENTRY, ENTRY], "is a fixture: load it with manage.py loaddata"),
        ([ROW], "is a fixture: load it with manage.py loaddata"),
        (ENTRY, "is a fixture: load it with manage.py loaddata"),
        ([TOPIC, TOPIC], "is one JSON list: write each record on one line"),
    ],
)
def test_a_json_document_of_another_kind_is_named_with_what_to_do(
    value: Any, message: str, write: Any
) -> None:
    assert told(write(value)).startswith(f"some.json: this file {message}")


def test_one_document_over_several_lines_is_named() -> None:
    message = "this file is one JSON document over several lines: write each record on one line of its own."
    assert told(pretty(TOPIC)) == f"some.json: {message}"
    assert "one JSON document over several lines" in told(pretty({"type": "claim", "words": {"text": "Да"}}))


@each_case("record", [REVIEW, ENTRY, ANSWER["claims"][0]])
def test_other_records_one_a_line_are_named_once(record: dict[str, Any]) -> None:
    assert told("\n".join([json.dumps(record)] * 5000)).startswith("some.json: this file ")


def test_a_document_longer_than_a_line_may_be_is_named() -> None:
    assert "holds ClaimReview" in told(json.dumps([REVIEW] * (LONGEST_LINE // 100)))


@each_case(
    ("text", "message"),
    [
        ("speaker,words,said\nAna,Yes,2019\nBo,No,2020\n", "a table with a comma between its columns (CSV)"),
        ("имя;слова\nАна;Да\n", "a table with a semicolon"),
        ("a\tb\tc\n1\t2\t3\n", "a table with a tab"),
        ('"a","b"\n"1","2"\n', "a table with a comma"),
        ('{"name": "Ana"}\n{"name": "Бо"}\n', 'holds objects without a type: write "type" in each'),
        ('{"id":"6897","title":"Ana","content":"No.","source":"x"}', "holds objects without a type"),
        ('{"icons": {}, "promises": [{"title": "A bridge"}]}', "holds objects without a type"),
        ('{"slug": "a"}', "holds objects without a type"),
        ("{}", "holds objects without a type"),
        ("[]", "holds JSON without objects"),
        ("[[1, 2]]", "holds JSON without objects"),
        ("null", "holds JSON without objects"),
        ("1\n2\n", "holds JSON without objects"),
        ("<!DOCTYPE html>\n<html lang=en>\n", "is HTML"),
        ("<?xml version='1.0'?>\n<rss/>\n", "is XML"),
        ("Fellow citizens,\nI speak today.\n", "is text without any JSON"),
        ("{'type': 'topic'}".encode("utf-16"), "is UTF-16: save it as UTF-8"),
        (json.dumps(TOPIC).encode("utf-16-le"), "is not text"),
        (json.dumps(TOPIC).encode("utf-32"), "is UTF-"),
        (b"\x1f\x8b\x08\x00abc", "is compressed with gzip"),
        (b"PK\x03\x04abc", "is a ZIP archive or a spreadsheet"),
        (b"SQLite format 3\x00", "is an SQLite database"),
        ('{"type": "ledger"}\n{"type": "revision"}\n', "holds history alone"),
    ],
)
def test_a_file_that_holds_no_json_lines_is_named(text: str | bytes, message: str) -> None:
    assert message in told(text)


@each_case(
    "text",
    [
        "",
        "\n \n",
        json.dumps(TOPIC),
        json.dumps({**TOPIC, "type": "person"}),
        '{"type": "topic"',
        '{"type": "topic",\n' + json.dumps(TOPIC),
        "speaker,words\n" + json.dumps(TOPIC),
        '{"type": "revision"}\n' + json.dumps(TOPIC),
        json.dumps({**TOPIC, "description": '"@type": "ClaimReview" "claimReview": <html>'}),
    ],
)
def test_json_lines_with_or_without_mistakes_are_read_line_by_line(text: str) -> None:
    found = list(json_lines.read(BytesIO(text.encode()), "some.json"))
    assert all(not isinstance(one, Problem) or one.line in (1, 2) for one in found)
