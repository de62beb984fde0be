"""Fixtures of records as text: what is read, what is written, and how a newcomer's mistakes are named."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from claims.domain.errors import Problem
from claims.formats.base import Found, UnusableFile
from claims.formats.django_fixture import read, write
from tests.cases import each_case
from tests.generated_records import complete_records

CLAIM: dict[str, Any] = {
    "words": {"text": "The bridge will open in May.", "language": "en", "form": "quoted"},
    "speaker": {"name": "Ana Example"},
    "said": "2024-03-12",
    "chain": [{"hop": 1, "source": {"title": "Minutes of March"}}],
}
ENTRY: dict[str, Any] = {"model": "claims.claim", "fields": CLAIM}
TOPIC: dict[str, Any] = {"model": "claims.topic", "fields": {"name": "Roads"}}


def found_in(content: object) -> list[Found | Problem]:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return list(read(BytesIO(text.encode("utf-8", "surrogatepass")), "some.json"))


def problems(content: object) -> list[str]:
    found = found_in(content)
    wrong = [str(part) for part in found if isinstance(part, Problem)]
    assert wrong, found
    return wrong


def claim(**fields: Any) -> dict[str, Any]:
    return {**ENTRY, "fields": {**CLAIM, **fields}}


def test_what_is_written_is_read_again_with_its_state() -> None:
    entries = [(record, "draft" if n % 2 else "published") for n, record in enumerate(complete_records())]
    text = "".join(write(entries))
    again = found_in(text)
    assert [part.record for part in again if isinstance(part, Found)] == [record for record, _ in entries]
    states = [part.is_public for part in again if isinstance(part, Found)]
    assert states[:-1] == [state == "published" for _, state in entries[:-1]]
    assert found_in("".join(write(entries, indent=2)))[0] == found_in(text)[0]
    assert "".join(write([])) == "[]\n"


def test_keys_are_made_where_they_are_left_out_and_references_may_be_whole() -> None:
    found = [part for part in found_in([ENTRY, TOPIC]) if isinstance(part, Found)]
    places = [(part.record.TYPE, part.is_aside, part.is_public) for part in found]
    assert places == [
        ("speaker", True, None),
        ("source", True, None),
        ("claim", False, False),
        ("topic", False, None),
    ]
    assert found[0].within == "entry 1: fields.speaker."


def test_the_type_may_stand_among_the_fields_and_the_model_may_have_capitals() -> None:
    entry = {**TOPIC, "model": "claims.Topic", "fields": {"type": "topic", "name": "Roads", "meta": {}}}
    assert isinstance(found_in("\ufeff" + json.dumps([entry]))[0], Found)


@each_case(
    ("entry", "message"),
    [
        (claim(sayd="2024"), "entry 1: fields.sayd: there is no such field (did you mean said?)"),
        (
            claim(said="12.3.2024"),
            'entry 1: fields.said: a date begins with a year of four digits: "12.3.2024"',
        ),
        (claim(said="2024-13"), 'entry 1: fields.said: there is no month 13: "2024-13"'),
        (claim(words={"language": "en"}), "entry 1: fields.words.text: this field is needed"),
        (claim(speaker={"name": "Ana", "kind": "human"}), "entry 1: fields.speaker.kind: this word is not"),
        (claim(speaker={"slug": ""}), "entry 1: fields.speaker"),
        (claim(chain=[{"hop": "one"}]), "entry 1: fields.chain[0].hop: this should be a whole number"),
        (
            claim(state="published"),
            'entry 1: fields.state: the state belongs beside the fields (write "state"',
        ),
        (claim(type="topic"), 'entry 1: fields.type: the model names another type: "topic" (write "claim"'),
        ({"model": "claims.claim", "fields": {}}, "entry 1: fields.words: this field is needed"),
        ({**TOPIC, "fields": {"description": "Roads."}}, "entry 1: fields.name: this field is needed"),
        (
            claim(speaker={"description": "x"}),
            "entry 1: fields.speaker: this speaker has nothing to be named",
        ),
        ({**ENTRY, "pk": 1}, "entry 1: pk: an entry has no pk (leave it out"),
        ({**ENTRY, "pk": None}, "entry 1: pk: an entry has no pk (leave it out"),
        ({**ENTRY, "said": "2024"}, 'entry 1: said: an entry has no such part (write it inside "fields")'),
        ({**ENTRY, "field": {}}, "entry 1: field: an entry has no such part (did you mean fields?)"),
        ({**ENTRY, "state": "public"}, 'entry 1: state: there is no such state: "public" (write "published"'),
        ({**ENTRY, "state": None}, 'entry 1: state: there is no such state: "null" (write "published" or'),
        ({**ENTRY, "state": ["draft"]}, "entry 1: state: there is no such state"),
        ({**ENTRY, "fields": [CLAIM]}, "entry 1: fields: an entry holds its record here"),
        ({"model": "claims.claim"}, "entry 1: fields: an entry holds its record here (write the record"),
        ({**ENTRY, "model": "claim"}, 'entry 1: model: there is no such model: "claim" (write claims.claim)'),
        ({**ENTRY, "model": "claims.clam"}, 'no such model: "claims.clam" (write claims.claim)'),
        ({**ENTRY, "model": "claims.ratingscale"}, '"claims.ratingscale" (one of claims.speaker, '),
        ({**ENTRY, "model": "claims.CoverageCheck"}, '"claims.CoverageCheck" (write claims.coverage)'),
        ({**ENTRY, "model": 7}, 'entry 1: model: a fixture of records cannot have this model: "7"'),
        (
            {"type": "claim", **CLAIM},
            'entry 1: model: an entry names its model (write {"model": "claims.claim"',
        ),
        ({"fields": CLAIM}, "entry 1: model: an entry names its model (one of claims.speaker, "),
        ([ENTRY], "entry 1: an entry is an object with model and fields"),
        (7, 'entry 1: an entry is an object with model and fields: "7"'),
    ],
)
def test_a_mistake_is_named_by_entry_and_field(entry: object, message: str) -> None:
    assert message in problems([entry])[0]


@each_case(
    ("text", "message"),
    [
        ("[\n{},\n]", 'some.json:2: there is a comma after the last entry: ",\\u000a]" (take it away)'),
        ("[\n{}\n{}\n]", "some.json:3: there is no comma between two entries"),
        ("[{},,{}]", "some.json:1: this is not JSON: expecting value at character 5"),
        ("[{}", "some.json:1: the list of entries does not end (write ] after the last entry)"),
        ("[", "some.json:1: this is not JSON"),
        ("[{}]\n[]", "some.json:2: there is more after the list of entries"),
        (
            '[{\n"model": "claims.topic"\n"fields": {}}]',
            "some.json:3: this is not JSON: expecting ',' delimiter",
        ),
        ("[{'model': 'claims.topic'}]", "names and texts need double quotation marks"),
        ('[{"model": "claims.topic", "fields": None}]', "some.json:1: this is not JSON"),
        ("[" * 9999, "some.json:1: lists and objects are nested deeper than 32 levels"),
    ],
)
def test_what_is_no_list_of_entries_is_named_by_its_line(text: str, message: str) -> None:
    found = problems(text)
    assert message in found[-1], found


@each_case(
    ("text", "message"),
    [
        ("", "is no list of entries: write [ before the first entry and ] after the last;"),
        (
            '{"model": "claims.topic"}',
            'is no list of entries (it begins with {"model": "claims.topic"}): write [',
        ),
        (
            '\n{"type": "topic", "name": "Roads"}\n',
            "records one a line are imported with manage.py import_claims.",
        ),
        ("- model: claims.topic", "is no list of entries (it begins with - model: claims.topic)"),
        ("<?xml version='1.0'?>", "is no list of entries"),
        ("null", "is no list of entries"),
        ("\x00", "is not text"),
        (
            '[{"@type": "ClaimReview", "claimReviewed": "Ja"}]',
            "holds ClaimReview (schema.org), which is not read",
        ),
        ('{"data": [{"itemReviewed": {}}]}', "holds ClaimReview"),
        ('{"claims": [{"text": "Ja"}]}', "is an answer of Google's Fact Check Tools"),
        ("PK\x03\x04", "is a ZIP archive"),
        ("[]".encode("utf-16"), "is UTF-16: save it as UTF-8"),
    ],
)
def test_a_file_in_another_shape_is_named_once_with_what_to_do(text: str | bytes, message: str) -> None:
    raw = text.encode() if isinstance(text, str) else text
    with pytest.raises(UnusableFile, match=r"^some\.json: this file .*\.$") as caught:
        list(read(BytesIO(raw), "some.json"))
    assert message in caught.value.message


def test_what_a_fixture_says_of_other_shapes_does_not_make_it_one() -> None:
    topic = {"model": "claims.topic", "fields": {"name": '"claimReviewed": and "itemReviewed"'}}
    (found,) = found_in([topic])
    assert isinstance(found, Found)


def test_bytes_that_are_no_text_are_named() -> None:
    found = list(read(BytesIO(b"[\xff]"), "some.json"))
    assert [str(part) for part in found] == [
        'some.json:1: this is not UTF-8: byte 0xFF at 2: "[ÿ]" (save the file as UTF-8)'
    ]


def test_every_entry_is_looked_at_although_others_are_wrong() -> None:
    text = '[{"model": "claims.topic", "fields": {"name": 1.5}},\n\n{"model": "auth.user", "fields": {}},\n'
    text += '{"model": "claims.topic", "fields": {"name": "A", "name": "B"}}, {"model": "claims.topic"}]'
    assert [line.partition(" (")[0] for line in problems(text)] == [
        'some.json:1: entry 1: a fraction is not kept exactly: "1.5"',
        'some.json:3: entry 2: model: a fixture of records cannot have this model: "auth.user"',
        "some.json:4: entry 3: name: this name is repeated in one object",
        "some.json:4: entry 4: fields: an entry holds its record here",
    ]


def test_the_older_shape_is_refused_once_with_the_command_that_makes_the_new() -> None:
    old = [
        {"model": "claims.speaker", "pk": None, "fields": {"state": "published", "slug": "a", "name": "A"}},
        {"model": "claims.alias", "pk": None, "fields": {"speaker": ["a"], "text": "B"}},
        {"model": "claims.speaker", "pk": None, "fields": {"state": "published", "slug": "c", "name": "C"}},
    ]
    assert problems(old) == [
        "some.json:1: this fixture has an older shape, with an entry for each row of a table "
        "(make it again from a database with its records: manage.py export_claims --format fixture -o FILE)"
    ]
