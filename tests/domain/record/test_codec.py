"""Records to documents and back: strict, so that nothing is lost in silence."""

from __future__ import annotations

from typing import Any

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.record.canonical import digest
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text, from_document, from_text, references, to_document
from claims.domain.record.parts import fields_of
from claims.domain.record.shared import RECORD_TYPES, Record, SpeakerRecord
from tests.cases import each_case
from tests.domain.generated_records import records
from tests.domain.record.claim_documents import CLAIM, problems_of
from tests.domain.record.record_defaults import DEFAULTS


@given(records())
def test_a_record_comes_back_from_its_document(record: Record) -> None:
    assert from_document(to_document(record)) == record


@given(records())
def test_a_record_comes_back_from_its_text(record: Record) -> None:
    assert from_text(canonical_text(record)) == record


@given(records())
def test_the_canonical_text_is_that_of_another_implementation_of_rfc_8785(record: Record) -> None:
    assert canonical_text(record).encode() == rfc8785.dumps(to_document(record))


@given(records(), st.randoms())
def test_the_order_in_a_file_does_not_count(record: Record, random: Any) -> None:
    document = to_document(record)
    names = list(document)
    random.shuffle(names)
    shuffled = {name: document[name] for name in names}
    for field in fields_of(type(record)):
        if field.is_set and field.json in shuffled:
            shuffled[field.json] = random.sample(shuffled[field.json], len(shuffled[field.json]))
    assert canonical_text(from_document(shuffled)) == canonical_text(record)


@given(records())
def test_what_holds_its_default_is_left_out_and_the_rest_is_written(record: Record) -> None:
    document = to_document(record)
    for field in fields_of(type(record)):
        differs = getattr(record, field.name) != field.default
        assert (field.json in document) == (field.required or differs)


def test_the_defaults_are_these_for_ever() -> None:
    """A default that changes, changes the hash of every record that leaves it out."""
    found: dict[str, dict[str, Any]] = {}

    def walk(cls: type[Any]) -> None:
        if cls.__name__ not in found:
            found[cls.__name__] = {f.json: f.default for f in fields_of(cls) if not f.required}
            for field in fields_of(cls):
                if field.of:
                    walk(field.of)

    for cls in RECORD_TYPES.values():
        walk(cls)
    for name, defaults in DEFAULTS.items():
        assert {field: found[name].get(field, "gone") for field in defaults} == defaults, name
    new = {name: sorted(set(fields) - set(DEFAULTS.get(name, {}))) for name, fields in found.items()}
    assert not any(new.values()), f"add these to tests/domain/record/record_defaults.py: {new}"


@each_case(
    ("cls", "required"),
    [(ClaimRecord, ["key", "words", "speaker", "chain"]), (SpeakerRecord, ["slug", "name"])],
)
def test_what_is_always_written_is_this_for_ever(cls: type[Any], required: list[str]) -> None:
    assert [field.json for field in fields_of(cls) if field.required] == required


def test_a_record_of_old_keeps_its_hash() -> None:
    """A new optional field never changes an old hash."""
    text = canonical_text(from_document(CLAIM))
    assert text == (
        '{"chain":[{"hop":1,"source":"s-0123456789"}],"key":"k7f2m9q1xz","speaker":"anna-roe",'
        '"type":"claim","words":{"text":"The bridge stands"}}'
    )
    assert digest(text) == "0df08ab6eed8fc05bb18c15ef2f2f67fb2c234dcd27a58cf5beb7dc9866f55b0"


def test_a_name_that_python_keeps_for_itself_is_written_without_its_underscore() -> None:
    record = from_document({**CLAIM, "with": ["palace"]})
    assert isinstance(record, ClaimRecord)
    assert record.with_ == ("palace",)
    assert to_document(record)["with"] == ["palace"]


def test_null_is_an_answer_that_is_not_given() -> None:
    document = {**CLAIM, "occasion": None, "stances": [{"position": "p", "answer": None, "unchanged": True}]}
    assert to_document(from_document(document))["stances"] == [{"position": "p", "unchanged": True}]


def test_an_answer_of_no_letters_is_no_answer() -> None:
    (problem,) = problems_of(stances=[{"position": "p", "answer": ""}])
    assert problem.field == "stances[0].answer"


@each_case(
    "part",
    [
        {"stances": [{"position": "p", "unchanged": True, "check": {}}]},
        {"verdicts": [{"scale": "s", "as_imported": {"label": ""}}]},
    ],
)
def test_an_object_that_tells_nothing_is_left_out(part: dict[str, Any]) -> None:
    assert "{}" not in canonical_text(from_document({**CLAIM, **part}))


def test_a_set_is_sorted_in_the_document() -> None:
    record = from_document({**CLAIM, "topics": ["trade", "the-eder-bridge"]})
    assert to_document(record)["topics"] == ["the-eder-bridge", "trade"]


def test_a_list_keeps_its_order_and_its_repetitions() -> None:
    figures = [{"text": "two"}, {"text": "one"}, {"text": "two"}]
    assert to_document(from_document({**CLAIM, "figures": figures}))["figures"] == figures


def test_what_the_api_puts_beside_a_record_is_passed_over() -> None:
    beside = {"meta": {"version": 3}, "links": {}, "names": {}}
    assert from_document({**CLAIM, **beside}) == from_document(CLAIM)


def test_what_a_claim_points_to_is_found_however_deep() -> None:
    document = {
        **CLAIM,
        "with": ["palace"],
        "relations": [{"kind": "repeats", "to": "0123456789"}],
        "verdicts": [{"scale": "s", "evidence": [{"source": "s-1"}]}],
        "stances": [{"position": "p", "unchanged": True, "check": {"tested": ["zzzzzzzzzz"]}}],
    }
    assert references(from_document(document)) == {
        ("speaker", "anna-roe"),
        ("speaker", "palace"),
        ("source", "s-0123456789"),
        ("source", "s-1"),
        ("scale", "s"),
        ("position", "p"),
        ("claim", "0123456789"),
        ("claim", "zzzzzzzzzz"),
    }


def test_a_relation_points_to_a_key() -> None:
    (problem,) = problems_of(relations=[{"kind": "repeats", "to": "the-other-claim"}])
    assert (problem.field, problem.message) == ("relations[0].to", "this is not a key")
