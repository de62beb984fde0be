"""What is read at once is what the reader that explains accepts: the same records, and the same texts.

``MUTANTS=60000 pytest tests/domain/record/test_both_readers.py`` tries more of them.
"""

from __future__ import annotations

import json
import os
import re
from random import Random
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.domain.errors import InvalidRecord
from claims.domain.record.codec import (
    canonical_text,
    from_text,
    read_at_once,
    read_canonical,
    read_closely,
    read_document,
    to_document,
)
from claims.domain.record.marks import Day, Edtf, Key, Language, Limit, Mark, Ref, Slug, Url, odd_characters
from claims.domain.record.parts import Part, fields_of
from claims.domain.record.shared import Record
from tests.cases import each_case
from tests.domain.generated_records import records
from tests.domain.record.mutants import ODD, mutant, mutant_text
from tests.generated_records import complete_records
from tests.world_claims import PUBLIC_CLAIMS
from tests.world_shared import PUBLIC_SHARED

MUTANTS = int(os.environ.get("MUTANTS", "2000"))
COMPLETE = [to_document(record) for record in complete_records()]
DOCUMENTS = [*PUBLIC_SHARED, *PUBLIC_CLAIMS, *COMPLETE]


def plain(value: Any) -> Any:
    """A record, a part or a value as a document, written the slow way."""
    if not isinstance(value, Part):
        return [plain(item) for item in value] if isinstance(value, tuple) else value
    told = {
        field.json: plain(getattr(value, field.name))
        for field in fields_of(type(value))
        if field.required or getattr(value, field.name) != field.default
    }
    return {"type": value.TYPE, **told} if hasattr(value, "TYPE") else told


def sealed(text: str) -> Record | None:
    """What ``from_text`` makes of a text."""
    try:
        return from_text(text)
    except (InvalidRecord, ValueError):
        return None


def looked_at(text: str) -> Record | None:
    """What the reader that explains makes of a text."""
    try:
        return read_closely(json.loads(text), comes_in=False)[0]
    except (InvalidRecord, ValueError):
        return None


def check_text(text: str) -> bool:
    """Hold the readers of a text together. Whether it is the text of a record.

    Of a text on record what the fields hold is not looked at again.
    """
    found, expected = sealed(text), looked_at(text)
    assert found == expected or (found is not None and expected is None), ascii(text)
    if (canonical := read_canonical(text)) is not None:
        assert canonical == expected == read_closely(json.loads(text))[0], ascii(text)
    if found is not None and expected is not None and "\\ud800" not in ascii(found):
        as_written = rfc8785.dumps(plain(expected)).decode()
        assert canonical_text(found) == canonical_text(expected) == as_written, ascii(text)
        assert to_document(found) == json.loads(as_written), ascii(text)
    return expected is not None


def check_document(document: Any) -> bool:
    """Hold both readers of a document from outside together. Whether it is one of a record."""
    record, _ = read_document(document)
    assert record == read_closely(document)[0], ascii(document)
    return record is not None


def test_no_mutant_is_read_by_one_reader_and_refused_by_the_other() -> None:
    accepted = 0
    for number in range(MUTANTS):
        random = Random(number)
        document = mutant(random.choice(DOCUMENTS), random)
        accepted += check_document(document)
        check_text(json.dumps(document, ensure_ascii=random.random() < 0.5))
        check_text(json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    assert MUTANTS / 20 < accepted < MUTANTS / 2, "the mutants test little"


def test_no_text_is_read_by_one_reader_and_refused_by_the_other() -> None:
    accepted = 0
    for number in range(MUTANTS // 2):
        random = Random(number)
        text = json.dumps(random.choice(DOCUMENTS), ensure_ascii=False, separators=(",", ":"))
        accepted += check_text(mutant_text(text, random))
    assert MUTANTS / 40 < accepted < MUTANTS / 2, "the mutants test little"


@settings(max_examples=MUTANTS // 40)
@given(records(), st.integers(0, 2**32))
def test_no_mutant_of_any_record_is_either(record: Record, seed: int) -> None:
    random, document = Random(seed), to_document(record)
    assert check_text(canonical_text(record))
    for _ in range(3):
        changed = mutant(document, random)
        check_document(changed)
        check_text(json.dumps(changed))


@each_case("document", COMPLETE[::2])
def test_no_field_takes_an_odd_value_of_one_reader_alone(document: dict[str, Any]) -> None:
    for name in document:
        for odd in ODD[::3]:
            check_document({**document, name: odd})


def test_what_is_right_is_read_at_once() -> None:
    late = [document for document in DOCUMENTS if read_at_once(document) is None]
    assert len(late) < len(DOCUMENTS) / 10, late


SLUG = "[a-z0-9-]{1,125}"
URL = r"https?://[a-z0-9.-]{1,20}([/?#:@].{0,20})?\n?"


@pytest.mark.parametrize(
    ("mark", "drawn"),
    [
        *((mark, mark.pattern) for mark in (Edtf(), Day(), Language(), Language(or_none=True), Key())),
        *(
            (Limit(12), ".{0,13}"),
            (Slug(), SLUG),
            (Ref("topic"), SLUG),
            (Ref("claim"), Key().pattern),
            (Url(), URL),
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else type(one).__name__,
)
@given(st.data())
def test_no_mark_finds_fault_with_what_its_pattern_matches(
    mark: Mark, drawn: str, data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(drawn, fullmatch=True))
    if re.fullmatch(mark.pattern, text):
        assert mark.fault(text) is None
        assert odd_characters(text, is_prose=True, is_name=True) is None
