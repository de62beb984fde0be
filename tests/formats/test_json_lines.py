"""Reading JSON Lines: strictly, with the place and the mend of whatever is wrong."""

from __future__ import annotations

import json
from contextlib import suppress
from io import BytesIO
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.errors import Problem
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.given_references import is_stand_in
from claims.domain.record.shared import OutletRecord, SourceRecord, SpeakerRecord, key_of_record
from claims.formats import json_lines
from claims.formats.base import DEEPEST, LONGEST_LINE, Found, UnusableFile
from tests.cases import each_case
from tests.generated_records import complete_records, lines_of

TOPIC = b'{"type":"topic","slug":"bridges","name":"Bridges"}'


def read(raw: bytes) -> list[Found | Problem]:
    return list(json_lines.read(BytesIO(raw), "a.jsonl"))


def problem(raw: bytes) -> str:
    (found,) = read(raw)
    assert isinstance(found, Problem)
    return str(found)


def records(raw: bytes) -> list[Any]:
    found = read(raw)
    assert all(isinstance(item, Found) for item in found), [str(item) for item in found]
    return [item.record for item in found if isinstance(item, Found)]


def test_what_is_written_is_read_again() -> None:
    written = complete_records()
    assert records(lines_of(written).encode()) == written


@each_case("raw", [TOPIC, b"\xef\xbb\xbf" + TOPIC, TOPIC + b"\r\n\r\n", b"\n  \n" + TOPIC + b"\n"])
def test_a_byte_order_mark_empty_lines_and_other_line_ends_do_not_count(raw: bytes) -> None:
    assert len(records(raw)) == 1


@each_case(
    ("raw", "message"),
    [
        (TOPIC + b"\n\xff\xfe", "a.jsonl:2: this is not UTF-8: byte 0xFF at 1"),
        (TOPIC + b"\nnull", "a.jsonl:2: a record is an object, and this is null"),
        (TOPIC + b"\n7", "a record is an object, and this is a number"),
        (TOPIC + b"\ntrue", "a record is an object, and this is true or false"),
        (TOPIC + b'\n"Ana"', "a record is an object, and this is text"),
        (b'\xef\xbb\xbf\xef\xbb\xbf{"type":"topic"}', "a.jsonl:1: there is a byte order mark (U+FEFF)"),
        (TOPIC + b"\n\xef\xbb\xbf" + TOPIC, "a.jsonl:2: there is a byte order mark (U+FEFF) inside the file"),
        (b'{"type":["topic"]}', 'type: the type of the record is missing or not known: "["topic"]"'),
        (b'{"type":{"a":1},"slug":"a"}', "a.jsonl:1: type: the type of the record is missing or not known"),
        (b'{"type":null}', "type: the type of the record is missing or not known"),
        (b'{"type":"topic","slug":"a","name":true}', 'name: this should be text: "true"'),
        (b'{"type":"topic","slug":"a","name":["b"]}', 'name: this should be text: "["b"]"'),
        (b'{"type":"claim","topics":null}', "topics: this may not be null (leave the field out)"),
        (b'{"type":"claim","topics":"The bridge"}', 'topics: this should be a list: "The bridge"'),
        (b'{"type":"claim","topics":{"name":"B"}}', 'topics: this should be a list: "{"name": "B"}"'),
        (b'{"type":"claim","with":"Ana Example"}', 'with: this should be a list: "Ana Example"'),
        (b'{"type":"claim","said_sources":"https://a.example"}', 'should be a list: "https://a.example"'),
        (b'{"type":"topic"', "a.jsonl:1: this is not JSON: expecting ',' delimiter at character 16"),
        (TOPIC + b"\n[]", "a.jsonl:2: a record is an object, and this is a list"),
        (b'{"type":"topic","slug":"a","slug":"b","name":"c"}', "slug: this name is repeated in one object"),
        (
            b'{"type":"topic","slug":"a","name":1.5}',
            'a fraction is not kept exactly: "1.5" (write it as text)',
        ),
        (b'{"type":"topic","slug":"a","name":NaN}', "a fraction is not kept exactly"),
        (b'{"type":"topic","slug":"a","name":' + b"9" * 5000 + b"}", "the number is too large"),
        (b'{"type":"topic","slug":"a","name":"\\ud800"}', "name: the text holds the character U+D800"),
        (b'{"type":"topic","slug":"a","name":"\\u202e"}', "name: the text holds the character U+202E"),
        (b'{"type":"topic","slug":"a","name":"\\u0000"}', "name: the text holds the character U+0000"),
        (b'{"type":"topic","slug":"a","name":"a\x07b"}', "a.jsonl:1: this is not JSON: invalid control char"),
        (b'{"type":"topic","slug":"a","nmae":"b"}', "nmae: there is no such field (did you mean name?)"),
        (b'{"type":"person","slug":"a"}', 'type: the type of the record is missing or not known: "person"'),
        (b"[" * 100_000, f"lists and objects are nested deeper than {DEEPEST} levels"),
        (
            b'{"type":"topic","slug":"a","name":"' + b"b" * LONGEST_LINE + b'"}',
            "the line is longer than 1,000,000",
        ),
    ],
)
def test_what_is_wrong_with_a_line_is_named(raw: bytes, message: str) -> None:
    assert message in "\n".join(str(found) for found in read(raw))


@each_case("before", ['{"type":"topic","slug":"a","name":', '{"aliases":'])
def test_a_line_with_a_deeply_nested_field_has_no_place_and_is_refused_when_it_is_read(before: str) -> None:
    (line,) = json_lines.unread(BytesIO(before.encode() + b"[" * 100_000), "a.jsonl")
    assert line.place is None
    assert "nested deeper" in "\n".join(str(found) for found in line.read())


def test_a_line_that_is_too_long_does_not_hide_the_next() -> None:
    first, second = read(b"x" * (3 * LONGEST_LINE) + b"\n" + TOPIC)
    assert isinstance(first, Problem)
    assert isinstance(second, Found)
    assert (first.line, second.line) == (1, 2)


def test_every_problem_of_a_line_is_told() -> None:
    found = read(b'{"type":"topic","slug":"A b","name":"","why":1}')
    assert [str(item).split(": ")[1] for item in found] == ["why", "slug", "name"]


def test_lines_of_history_and_what_the_api_puts_beside_a_record_are_passed_over() -> None:
    beside = TOPIC[:-1] + b',"meta":{"version":3},"links":{},"names":{}}'
    assert len(records(b'{"type":"ledger"}\n{"type":"revision","text":"x"}\n' + beside)) == 1


def test_references_may_be_given_whole() -> None:
    line = {
        "type": "claim",
        "words": {"text": "Ja"},
        "speaker": {"name": "Виктор Лебедь"},
        "said": "2019",
        "chain": [
            {"hop": 1, "source": {"title": "T", "url": "https://example.org/a", "outlet": {"name": "G"}}}
        ],
        "topics": ["roads", {"name": "Old bridges"}],
    }
    outlet, speaker, source, topic, claim = sorted_by_type(json.dumps(line).encode())
    assert all(item.is_aside for item in (outlet, speaker, source, topic))
    assert speaker.record == SpeakerRecord(slug=stands_in(speaker), name="Виктор Лебедь")
    assert outlet.record == OutletRecord(slug=stands_in(outlet), name="G")
    assert source.record == SourceRecord(
        key=stands_in(source), title="T", url="https://example.org/a", outlet=stands_in(outlet)
    )
    assert source.within == "chain[0].source."
    assert source.given_fields == frozenset({"type", "key", "title", "url", "outlet"})
    assert isinstance(claim.record, ClaimRecord)
    assert claim.is_keyless
    assert claim.record.speaker == stands_in(speaker)
    assert set(claim.record.topics) == {"roads", stands_in(topic)}


def test_references_may_be_given_by_name_or_address() -> None:
    line = {
        "type": "claim",
        "words": {"text": "Ja"},
        "speaker": "Виктор Лебедь",
        "chain": [{"hop": 1, "source": {"url": "https://example.org/a"}}, {"hop": 2, "outlet": "gazette"}],
    }
    (claim,) = sorted_by_type(json.dumps(line).encode())
    assert [(named.type, named.name, named.path) for named in claim.named] == [
        ("speaker", "Виктор Лебедь", "speaker"),
        ("source", "https://example.org/a", "chain[0].source.url"),
    ]


def test_a_reference_whole_with_its_key_alone_is_the_key() -> None:
    line = {"type": "position", "slug": "p", "question": "Build?", "topic": {"slug": "bridges"}}
    (record,) = records(json.dumps(line).encode())
    assert record.topic == "bridges"


def sorted_by_type(raw: bytes) -> list[Found]:
    order = ["outlet", "speaker", "source", "topic", "claim"]
    found = [item for item in read(raw) if isinstance(item, Found)]
    return sorted(found, key=lambda item: order.index(item.record.TYPE))


def stands_in(found: Found) -> str:
    key = key_of_record(found.record)
    assert is_stand_in(key)
    return key


@each_case(
    ("speaker", "message"),
    [
        ({}, "speaker: this speaker has nothing to be named by (give its name)"),
        ({"name": "  "}, "speaker.name: nothing can be seen in this text: it begins with U+0020"),
        ({"name": "A", "kind": "alien"}, 'kind: this word is not known here: "alien"'),
        (
            {"name": "A", "type": "outlet"},
            'speaker.type: this should be a speaker (write "speaker", or leave',
        ),
        ({"name": "A", "type": ["speaker"]}, "speaker.type: this should be a speaker"),
    ],
)
def test_a_reference_that_cannot_be_unfolded_is_named(speaker: dict[str, str], message: str) -> None:
    line = {"type": "claim", "words": {"text": "Ja"}, "speaker": speaker, "chain": []}
    assert message in problem(json.dumps(line).encode())


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "key", "slug", "name", "words", "chain", "speaker"]), inner
        )
    ),
    max_leaves=12,
)


@given(
    st.binary(max_size=300) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    with suppress(UnusableFile):
        for found in read(raw):
            assert found.line <= raw.count(b"\n") + 1


@given(st.sampled_from(["claim", "speaker", "source", "position"]), st.dictionaries(st.text(), _JSON), _JSON)
def test_no_document_breaks_the_reader(record_type: str, more: dict[str, Any], value: Any) -> None:
    line = {**more, "type": record_type, "speaker": value, "chain": value, "words": value, "name": value}
    for found in read(json.dumps(line).encode()):
        if isinstance(found, Problem):
            str(found).encode()


@given(st.data())
def test_no_value_in_a_good_line_breaks_the_reader(data: st.DataObject) -> None:
    document = json.loads(lines_of([data.draw(st.sampled_from(complete_records()))]))
    document[data.draw(st.sampled_from(sorted(document)))] = data.draw(_JSON)
    raw = TOPIC + b"\n" + json.dumps(document).encode()
    for found in read(raw[: data.draw(st.integers(1, len(raw)))]):
        str(found).encode()
