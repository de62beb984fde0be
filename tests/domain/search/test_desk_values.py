"""The values by which the desk finds a claim are those of its record, and all of its references are there."""

from __future__ import annotations

from hypothesis import given
from msgspec.structs import replace

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import references
from claims.domain.record.shared import RECORD_TYPES
from claims.domain.search.desk_values import desk_values, identifier, lacks, reference_fields
from tests.domain.generated_records import objects

NOBODY = "nobody-at-all"


@given(objects(ClaimRecord))
def test_every_reference_of_a_claim_is_found_except_those_in_columns(record: ClaimRecord) -> None:
    others = replace(record, speaker=NOBODY, on_behalf_of="")
    found = {
        (record_type, value)
        for record_type in RECORD_TYPES
        for field, value in desk_values(record)
        if field in reference_fields(record_type)
    }
    assert found == references(others) - {("speaker", NOBODY)}


@given(objects(ClaimRecord))
def test_who_speaks_is_no_value_because_it_is_a_column(record: ClaimRecord) -> None:
    assert not {field for field, _ in desk_values(record)} & {"speaker", "on_behalf_of"}


@given(objects(ClaimRecord))
def test_answers_ratings_and_identifiers_are_found(record: ClaimRecord) -> None:
    expected = {
        ("stances.answer", f"{s.position}:{s.answer}") for s in record.stances if s.answer is not None
    }
    expected |= {("stances.unchanged", s.position) for s in record.stances if s.unchanged}
    expected |= {("verdicts.rating", f"{v.scale}:{v.rating}") for v in record.verdicts if v.rating}
    expected |= {("verdicts.by", v.scale) for v in record.verdicts if not v.by}
    expected |= {("ids", identifier(one.scheme, one.value)) for one in record.ids}
    named = {field for field, _ in expected}
    assert {one for one in desk_values(record) if one[0] in named} == expected


@given(objects(ClaimRecord))
def test_a_claim_lacks_what_nothing_in_its_record_says(record: ClaimRecord) -> None:
    expected = []
    if not {hop.how for hop in record.chain} & {"first_hand", "recording", "transcript"}:
        expected.append("first-hand")
    if not [passage for hop in record.chain for passage in hop.exact]:
        expected.append("passage")
    if not record.stances:
        expected.append("stance")
    original = record.words.translated_from
    if original not in ("", "none", record.words.language) and original not in {
        translation.language for translation in record.translations
    }:
        expected.append("original")
    if not record.said:
        expected.append("day")
    assert list(lacks(record)) == expected
